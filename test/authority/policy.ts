import { VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import type { Chance } from "../worlds/chance.ts";
import { COTERIE } from "./coterie.ts";

/** Who may approve. */
export type Approvers = {
  /** Of the organisation's teams, the one whose members may approve. */
  readonly team?: typeof TEAM;
  readonly role: "triage" | "write" | "maintain" | "admin" | typeof CUSTOM_ROLE;
  readonly users: readonly string[];
};

/** What a project's configuration says of who may open its gates, and when. */
export type Policy = Approvers & {
  readonly approvals: number;
  readonly selfApproval: boolean;
  /** The last gate has approvers of its own. */
  readonly ofPypi?: Approvers;
  /** An approval has to name the commit. */
  readonly commit: boolean;
  /** An approval is good for so many hours. */
  readonly expires?: number;
  /** What the last gate waits for instead of the usual things. */
  readonly conditions?: readonly Condition[];
  /** The one gate, or the rehearsal's before it. */
  readonly gates: readonly Gate[];
  /** `pypi` opens after `testpypi` is verified. */
  readonly inOrder: boolean;
  /** What must be tried before `pypi` opens. */
  readonly smokeTests: readonly string[];
  /** The workflow is named. */
  readonly workflow: boolean;
  /** Only what is on one of these branches may be released. */
  readonly branches?: readonly string[];
  readonly cancelSuperseded: boolean;
};

export type Condition = "version" | "checks" | "build" | "smoke-tests" | "notes";

export type Gate = "testpypi" | "pypi";

/** A team of the organisation. */
export const TEAM = "release-managers";

/** An organisation's own role. */
export const CUSTOM_ROLE = "releaser";

export function drawnPolicy(chance: Chance): Policy {
  const rehearsed = chance.percent(30);
  return {
    approvals: chance.oneOf([1, 1, 1, 1, 2, 2, 3]),
    selfApproval: chance.percent(50),
    ...chance.oneOf<Approvers>([
      { role: "maintain", users: [] },
      { role: "maintain", users: [] },
      { role: "maintain", users: [COTERIE.triager] },
      { role: "admin", users: [COTERIE.otherMaintainer, COTERIE.thirdMaintainer] },
      { role: "write", users: [] },
      { role: "maintain", users: [], team: TEAM },
      { role: CUSTOM_ROLE, users: [COTERIE.maintainer, COTERIE.otherMaintainer] },
    ]),
    ...(chance.percent(12) && {
      ofPypi: { role: "admin", users: [COTERIE.otherMaintainer, COTERIE.thirdMaintainer] } as const,
    }),
    commit: chance.percent(15),
    ...(chance.percent(15) && { expires: 1 }),
    ...(chance.percent(20) && { conditions: drawnConditions(chance) }),
    gates: rehearsed ? ["testpypi", "pypi"] : ["pypi"],
    inOrder: rehearsed && chance.percent(70),
    smokeTests: chance.percent(25) ? ["linux"] : [],
    workflow: chance.percent(60),
    cancelSuperseded: chance.percent(25),
  };
}

function drawnConditions(chance: Chance): readonly Condition[] {
  return chance.oneOf<readonly Condition[]>([
    ["version", "build"],
    ["checks", "build"],
    // Without the artifacts, which are there only after the checks.
    ["version", "checks"],
    ["version", "checks"],
    ["version", "checks", "build", "notes"],
    ["version", "checks", "build", "notes"],
  ]);
}

/** Who may approve a gate. */
export function approversOf(policy: Policy, gate: Gate): Approvers {
  return gate === "pypi" ? (policy.ofPypi ?? policy) : policy;
}

/** The file's text. Two policies that differ in nothing have the same text, and so the same blob. */
export function textOf(policy: Policy): string {
  const gates = policy.gates.map((gate) => {
    const own = gate === "pypi" ? ofPypi(policy) : [];
    const keys = ["package: invokeai", "artifacts: [dist]", ...ofEach(policy), ...own];
    return `  ${gate}: { ${keys.join(", ")} }`;
  });
  const draft = policy.conditions?.includes("notes") ? ", draft: early" : "";
  return [
    ...(policy.workflow ? ["workflow: release.yml"] : []),
    ...(policy.branches === undefined ? [] : [`branches: [${policy.branches.join(", ")}]`]),
    `version: { scheme: pep440, file: ${VERSION_FILE} }`,
    `approvers: ${approversText(policy)}`,
    `smoke-tests: { require: [${policy.smokeTests.join(", ")}], before: pypi }`,
    "gates:",
    ...gates,
    `release: { cancel-superseded: ${policy.cancelSuperseded}${draft} }`,
    "",
  ].join("\n");
}

function ofEach(policy: Policy): readonly string[] {
  return [
    `approvals: ${policy.approvals}`,
    `self-approval: ${policy.selfApproval}`,
    ...(policy.commit ? ["commit: required"] : []),
    ...(policy.expires === undefined ? [] : [`approvals-expire: ${policy.expires}h`]),
  ];
}

function ofPypi({ inOrder, ofPypi: own, conditions }: Policy): readonly string[] {
  return [
    ...(inOrder ? ["after: [testpypi]"] : []),
    ...(own === undefined ? [] : [`approvers: ${approversText(own)}`]),
    ...(conditions === undefined ? [] : [`conditions: [${conditions.join(", ")}]`]),
  ];
}

function approversText({ role, users, team }: Approvers): string {
  const teams = team === undefined ? "" : `, teams: [${team}]`;
  return `{ role: ${role}, users: [${users.map((login) => `"${login}"`).join(", ")}]${teams} }`;
}
