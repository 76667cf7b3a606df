import type { Approvers, Configuration, Gate } from "../../release/configuration.ts";
import { ROLES } from "../../release/configuration.ts";
import type { BaseRole, Role } from "../../sandbox/github/repository.ts";

/** Who takes part: as many people as the configuration demands, and who may approve at which gate. */
export type Cast = {
  readonly people: Readonly<Record<string, BaseRole | Role>>;
  readonly teams: Readonly<Record<string, readonly string[]>>;
  readonly tagger: string;
  readonly tester: string;
  /** Whoever says what is no approval. */
  readonly maintainer: string;
  /** Of a gate by its name, or of any; the tagger is none of them. */
  approversOf(gate: string): readonly string[];
};

/** No gate wants more. */
const MOST = 6;

const TAGGER = "tagger";
const TESTER = "tester";
const MAINTAINERS = Array.from({ length: MOST }, (_, index) => `maintainer-${index + 1}`);

export function castFor(configuration: Configuration, gates: readonly Gate[]): Cast {
  const all = [configuration.approvers, ...gates.flatMap(({ approvers }) => approvers ?? [])];
  const teams = Object.fromEntries(
    all
      .flatMap((one) => one.teams)
      .map((slug) => [slug, MAINTAINERS.map((_, index) => `of-${slug}-${index + 1}`)]),
  );
  const custom = all.map(({ role }) => role).filter((role) => !isBuiltIn(role) && role !== "none");
  const named = [...all.flatMap(({ users }) => users), ...gates.flatMap(({ escalate }) => escalate)];
  const people: readonly (readonly [string, BaseRole | Role])[] = [
    [TAGGER, "maintain"],
    [TESTER, "triage"],
    ...MAINTAINERS.map((login) => [login, "admin"] as const),
    ...custom.flatMap((name) => holdersOf(name).map((login) => [login, { name, base: "write" }] as const)),
    ...[...Object.values(teams).flat(), ...named].map((login) => [login, "triage"] as const),
  ];
  return {
    people: Object.fromEntries(distinct(people)),
    teams,
    tagger: TAGGER,
    tester: TESTER,
    maintainer: MAINTAINERS[0] ?? TAGGER,
    approversOf(name) {
      const gate = gates.find((one) => one.name === name);
      return approvers(gate?.approvers ?? configuration.approvers, teams);
    },
  };
}

function isBuiltIn(role: string): boolean {
  return ROLES.some((one) => one === role);
}

function holdersOf(role: string): readonly string[] {
  const slug =
    role
      .toLowerCase()
      .replace(/[^a-z\d]+/g, "-")
      .replace(/^-|-$/g, "") || "custom";
  return MAINTAINERS.map((_, index) => `${slug}-${index + 1}`);
}

/** Those who are named come first: whoever reads the configuration expects them. */
function approvers({ role, users, teams }: Approvers, members: Cast["teams"]): readonly string[] {
  const byRole = role === "none" ? [] : isBuiltIn(role) ? MAINTAINERS : holdersOf(role);
  const ofTeams = teams.flatMap((slug) => members[slug] ?? []);
  return [...new Set([...users, ...ofTeams, ...byRole])].filter((login) => login !== TAGGER);
}

/** GitHub compares logins without regard to case. */
function distinct<T>(people: readonly (readonly [string, T])[]): Iterable<readonly [string, T]> {
  return new Map(people.map((one) => [one[0].toLowerCase(), one])).values();
}
