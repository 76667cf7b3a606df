import { INDEXES, type IndexName } from "../../release/configuration.ts";
import { ecosystemOf, ecosystemOfGate, isForPython } from "../../release/ecosystem.ts";
import { sameEnvironment } from "../../release/environment-name.ts";
import { defaultGate } from "../../release/gate.ts";
import type { Finding } from "../finding.ts";
import type { Written, WrittenGate } from "../schema.ts";
import { nearest, oneOf, shown } from "../shown.ts";

const MOST_GATES = 20;

/** In `/approve <gate>` and in this file these would read as every gate, or none. */
const RESERVED = ["all", "none"];

/** None when there are too many: the other rules compare each with each. */
function gatesIn({ gates }: Written): readonly (readonly [string, WrittenGate])[] {
  const entries = Object.entries(gates ?? {});
  return entries.length > MOST_GATES ? [] : entries.map(([name, gate]) => [name, gate ?? {}]);
}

/** Each gate takes part of the board and its own look at an index. */
export function fewGates({ gates }: Written): readonly Finding[] {
  return Object.keys(gates ?? {}).length <= MOST_GATES
    ? []
    : [
        {
          path: ["gates"],
          says: `has more than ${MOST_GATES} gates`,
          remedy: `Keep at most ${MOST_GATES}: the environments that publish.`,
        },
      ];
}

/** A gate is opened by typing its name as one word of a command. */
export function gatesCanBeTyped(written: Written): readonly Finding[] {
  return gatesIn(written).flatMap(([name]) => {
    const path = ["gates", name];
    if (RESERVED.includes(name.toLowerCase())) {
      const remedy = "Give the environment another name, in GitHub and in the workflow as well.";
      return [{ path, says: "is a reserved word and cannot name a gate", remedy }];
    }
    return /^[^\s\p{C}`]{1,255}$/u.test(name)
      ? []
      : [
          {
            path,
            says: "cannot be typed in a command: a gate's name is one word of at most 255 visible characters",
            remedy: "Give the environment a name without white space, in GitHub and in the workflow as well.",
          },
        ];
  });
}

/** GitHub compares the names of environments without regard to case. */
export function environmentsDiffer(written: Written): readonly Finding[] {
  const names = gatesIn(written).map(([name]) => name);
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((one) => sameEnvironment(one, name));
    return other === undefined
      ? []
      : [
          {
            path: ["gates", name],
            says: `is the same environment as ${shown(other)}: case makes no difference to GitHub`,
            remedy: "Keep one of the two.",
          },
        ];
  });
}

/** Whoever names a package expects it to be compared. */
export function indexHasItsPackage(written: Written): readonly Finding[] {
  return gatesIn(written)
    .filter(([name, gate]) => (gate.package ?? []).length > 0 && indexOf(name, gate) === undefined)
    .map(([name]) => ({
      path: ["gates", name, "package"],
      says: "names a package, but the gate has no index to look for it",
      remedy: `Add \`index\`: ${oneOf(INDEXES)}; or remove \`package\`.`,
    }));
}

function indexOf(name: string, { index }: WrittenGate): IndexName | undefined {
  return index === "none" ? undefined : (index ?? defaultGate(name).index);
}

/** Only Python's indexes take wheels and source distributions: a gate of another would ask for them in vain. */
export function kindsOfPython(written: Written): readonly Finding[] {
  return gatesIn(written).flatMap(([name, gate]) => {
    const index = indexOf(name, gate);
    return (gate.kinds ?? []).length === 0 || index === undefined || isForPython({ index })
      ? []
      : [
          {
            path: ["gates", name, "kinds"],
            says: `names kinds of Python distribution, and \`${index}\` takes none of them`,
            remedy: "Remove `kinds`, or correct `index`.",
          },
        ];
  });
}

/** Each index has its own rules for names, and a name that is none is asked for in vain. */
export function packageNames(written: Written): readonly Finding[] {
  return gatesIn(written).flatMap(([name, gate]) => {
    const index = indexOf(name, gate);
    return (gate.package ?? []).flatMap((one, at) =>
      index === undefined || ecosystemOf(index).isName(one)
        ? []
        : [
            {
              path: ["gates", name, "package", at],
              says: `is not a package's name on \`${index}\``,
              remedy: "Write the name as the index shows it.",
            },
          ],
    );
  });
}

/** One package said twice would be looked for, and missed, twice. */
export function packagesDiffer(written: Written): readonly Finding[] {
  return gatesIn(written).flatMap(([name, gate]) => {
    const index = indexOf(name, gate);
    const { key } = ecosystemOfGate(index === undefined ? {} : { index });
    const keys = (gate.package ?? []).map(key);
    return keys.flatMap((one, at) =>
      keys.indexOf(one) === at
        ? []
        : [
            {
              path: ["gates", name, "package", at],
              says: "is a package that stands there already",
              remedy: "Keep one of the two.",
            },
          ],
    );
  });
}

export function afterNamesGates(written: Written): readonly Finding[] {
  const names = gatesIn(written).map(([name]) => name);
  return gatesIn(written).flatMap(([name, { after }]) =>
    (after ?? []).flatMap((other, index) =>
      names.includes(other) ? [] : [{ path: ["gates", name, "after", index], ...noSuchGate(other, names) }],
    ),
  );
}

/** Without configured gates the name cannot be judged: they are found when the run comes to them. */
export function smokeTestsBeforeAGate(written: Written): readonly Finding[] {
  const before = written["smoke-tests"]?.before;
  const names = gatesIn(written).map(([name]) => name);
  return before === undefined || !written.gates || Object.hasOwn(written.gates, before)
    ? []
    : [{ path: ["smoke-tests", "before"], ...noSuchGate(before, names) }];
}

function noSuchGate(said: string, names: readonly string[]): Pick<Finding, "says" | "remedy"> {
  const meant = nearest(said, names);
  return {
    says: `${shown(said)} is not one of the \`gates\``,
    remedy:
      meant === undefined
        ? "Write the name of a gate as it stands under `gates`."
        : `Did you mean ${shown(meant)}? Names are written as under \`gates\`.`,
  };
}

/** Gates that wait for each other never open. One finding for each circle. */
export function afterGoesNotInCircles(written: Written): readonly Finding[] {
  const after = new Map(gatesIn(written).map(([name, gate]) => [name, gate.after ?? []]));
  const reported = new Set<string>();
  const findings: Finding[] = [];
  for (const name of after.keys()) {
    const circle = reported.has(name) ? undefined : wayBack(name, after);
    if (circle !== undefined) {
      for (const one of circle) {
        reported.add(one);
      }
      findings.push({
        path: ["gates", name, "after"],
        says: `goes in a circle, so that none of its gates ever opens: ${circle.map(shown).join(" after ")}`,
        remedy: "Take one of these gates out of another's `after`.",
      });
    }
  }
  return findings;
}

/** The shortest way from a gate over what it comes after back to itself, both ends included. */
function wayBack(from: string, after: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[from]];
  const been = new Set<string>();
  for (const way of ways) {
    for (const next of after.get(way.at(-1) ?? from) ?? []) {
      if (next === from) {
        return [...way, from];
      }
      if (!been.has(next)) {
        been.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return undefined;
}
