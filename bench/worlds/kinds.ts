import { TROUBLES } from "../../test/worlds/disturbance.ts";
import { hasPostgres } from "../../test/worlds/engine.ts";
import { MISHAP_KINDS } from "../../test/worlds/mishaps.ts";
import { MODES } from "../../test/worlds/mode.ts";
import { INCIDENT_KINDS } from "../../test/worlds/script.ts";
import type { World } from "../../test/worlds/world.ts";
import type { Tally } from "./tally.ts";

/** Everything that has to be lived through, in the lines in which it is told. */
const LINES: readonly { readonly about: string; readonly kinds: readonly string[] }[] = [
  { about: "lived", kinds: [...MODES.map((mode) => `by ${mode}`), "store kept", "store lost"] },
  { about: "lived", kinds: ["in replicas", "on PostgreSQL"] },
  { about: "troubles", kinds: [...TROUBLES, "killed"].map((trouble) => `trouble ${trouble}`) },
  { about: "/resume after", kinds: MISHAP_KINDS.map((is) => `/resume after ${is}`) },
  { about: "incidents", kinds: INCIDENT_KINDS.map((is) => `incident ${is}`) },
  { about: "undisturbed", kinds: ["undisturbed by events", "undisturbed by sweep"] },
];

/** What a world is counted with. */
export function kindsOf({ setting, incidents, troubles, befallen }: World): readonly string[] {
  const { mode, store, engine, replicas } = setting;
  return [
    "worlds",
    `by ${mode}`,
    `store ${store}`,
    `on ${engine}`,
    ...(replicas > 1 ? ["in replicas"] : []),
    ...[...troubles].map((trouble) => `trouble ${trouble}`),
    ...(befallen ? [`/resume after ${befallen.is}`] : []),
    ...[...new Set(incidents)].map((is) => `incident ${is}`),
  ];
}

/** How many lives of each kind there were and how many of them went wrong, to be printed. */
export function linesOf(tally: Tally): readonly string[] {
  return LINES.map(({ about, kinds }) => {
    const counts = kinds.map((kind) => {
      const { lives, wrong } = tally.of(kind);
      const name = kind.replace(new RegExp(`^(?:trouble|incident|${about}) `), "");
      const skipped = isPossible(kind) ? "" : " (skipped: no server is reachable)";
      return `${name} ${lives}${wrong === 0 ? "" : ` (${wrong} wrong)`}${skipped}`;
    });
    return `  ${about}: ${counts.join(", ")}`;
  });
}

/** The kinds that nobody has lived through, though it can be done here. */
export function missingIn(tally: Pick<Tally, "of">): readonly string[] {
  return LINES.flatMap(({ kinds }) => kinds).filter((kind) => isPossible(kind) && tally.of(kind).lives === 0);
}

function isPossible(kind: string): boolean {
  return hasPostgres || kind !== "on PostgreSQL";
}
