import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { type Chance, createChance } from "./chance.ts";

/** What may come between a tag and its release, by the moment at which it happens. */
const INCIDENTS = {
  checks: [
    "premature approval",
    "approval a moment too early",
    "outsider approves",
    "tag recreated",
    "tag moved",
    "cancelled",
    "held",
    "status asked",
    "talk",
    "release asked for",
    "build asked for",
    "board closed and reopened",
    "withdrawn",
    "resume asked",
  ],
  gates: [
    "outsider approves",
    "outsider shouts",
    "writer approves",
    "approval edited",
    "approval deleted",
    "approval held",
    "approval quoted",
    "approval taken back while the app looks",
    "tag moved while the app looks",
    "held",
    "rejected",
    "premature publish",
    "tag moved",
    "tag recreated",
    "help asked",
    "words mistyped",
    "release asked for",
    "build asked for",
    "board closed and reopened",
    "withdrawn",
    "resume asked",
  ],
  drafted: [
    "held",
    "outsider publishes",
    "draft edited",
    "notes deleted and asked for",
    "publish deleted",
    "status asked",
    "talk",
    "release asked for",
    "build asked for",
    "board closed and reopened",
    "resume asked",
  ],
  over: ["status asked", "approved too late", "resume asked", "yanked"],
} as const;

/** The kinds of what may come between. */
export const INCIDENT_KINDS: readonly Incident[] = [...new Set(Object.values(INCIDENTS).flat())];

export type IncidentMoment = keyof typeof INCIDENTS;
export type Incident = { readonly [M in IncidentMoment]: (typeof INCIDENTS)[M][number] }[IncidentMoment];

/** What people and CI do in a world, whatever becomes of the app's requests and webhooks. */
export type Script = {
  readonly number: number;
  readonly version: string;
  readonly annotated: boolean;
  /** The first tag disagrees with the version file. */
  readonly mismatch: boolean;
  /** How often the tests fail before they succeed. */
  readonly flakyTests: number;
  /** The first publish job fails before it has uploaded anything. */
  readonly flakyPublish: boolean;
  /** Whether failed jobs are re-run by `/retry` or by a click in GitHub. */
  readonly retriedBy: "command" | "click";
  readonly testpypi: "approved" | "left" | "rejected";
  readonly approvals: 1 | 2;
  readonly smokeTested: boolean;
  /** How far the index's pages are behind its uploads, in seconds. */
  readonly indexLag: number;
  /** Whether people wait for the app's answer before they go on. */
  readonly patient: boolean;
  /** The board is asked for before the tag. */
  readonly prepared: boolean;
  readonly incidents: readonly { readonly at: IncidentMoment; readonly is: Incident }[];
};

/** The script of that number. */
export function scriptOf(number: number): Script {
  const chance = createChance(`script ${number}`);
  return {
    number,
    version: chance.oneOf(["5.0.0", "5.0.0", "5.0.0", "5.1.0rc1"]),
    annotated: chance.percent(50),
    mismatch: chance.percent(30),
    flakyTests: chance.oneOf([0, 0, 0, 1, 2]),
    flakyPublish: chance.percent(20),
    retriedBy: chance.oneOf(["command", "command", "click"]),
    testpypi: chance.oneOf(["approved", "approved", "left", "rejected"]),
    approvals: chance.oneOf([1, 1, 2]),
    smokeTested: chance.percent(25),
    indexLag: chance.oneOf([0, 0, 45, 200]),
    patient: chance.percent(60),
    incidents: [
      ...some(chance, "checks", [0, 0, 1, 2]),
      ...some(chance, "gates", [0, 1, 1, 2, 3]),
      ...some(chance, "drafted", [0, 0, 1, 2]),
      ...some(chance, "over", [0, 0, 1]),
    ],
    prepared: chance.percent(25),
  };
}

/** A script in which all goes well: one approval, given to each gate, and nobody in the way. */
export function smoothScript(number: number, version: string): Script {
  return {
    number,
    version,
    annotated: number % 2 === 0,
    mismatch: false,
    flakyTests: 0,
    flakyPublish: false,
    retriedBy: "command",
    testpypi: "approved",
    approvals: 1,
    smokeTested: false,
    indexLag: 0,
    patient: false,
    prepared: false,
    incidents: [],
  };
}

function some(
  chance: Chance,
  at: IncidentMoment,
  counts: readonly [number, ...number[]],
): Script["incidents"] {
  return Array.from({ length: chance.oneOf(counts) }, () => {
    const [first, ...others]: readonly [Incident, ...Incident[]] = INCIDENTS[at];
    return { at, is: chance.oneOf([first, ...others]) };
  });
}

/** The repository's configuration in this script. */
export function configurationOf({ approvals, smokeTested }: Script): string {
  const quorum = CONFIGURATION.replace("{ index: pypi, ", `{ index: pypi, approvals: ${approvals}, `);
  const building = `${quorum}build: build.yml\n`;
  return smokeTested ? `${building}smoke-tests: { require: [linux], before: pypi }\n` : building;
}
