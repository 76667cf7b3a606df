import { VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import type { Chance } from "../worlds/chance.ts";
import { COTERIE } from "./coterie.ts";

/** What a project's configuration says of who may open its gates, and when. */
export type Policy = {
  readonly approvals: number;
  readonly selfApproval: boolean;
  readonly role: "triage" | "write" | "maintain" | "admin" | typeof CUSTOM_ROLE;
  readonly users: readonly string[];
  /** The one gate, or the rehearsal's before it. */
  readonly gates: readonly Gate[];
  /** `pypi` opens after `testpypi` is verified. */
  readonly inOrder: boolean;
  /** What must be tried before `pypi` opens. */
  readonly smokeTests: readonly string[];
  /** The workflow is named. */
  readonly workflow: boolean;
  readonly cancelSuperseded: boolean;
};

export type Gate = "testpypi" | "pypi";

/** An organisation's own role. */
export const CUSTOM_ROLE = "releaser";

export function drawnPolicy(chance: Chance): Policy {
  const rehearsed = chance.percent(30);
  return {
    approvals: chance.oneOf([1, 1, 1, 1, 2, 2, 3]),
    selfApproval: chance.percent(50),
    ...chance.oneOf<Pick<Policy, "role" | "users">>([
      { role: "maintain", users: [] },
      { role: "maintain", users: [] },
      { role: "maintain", users: [COTERIE.triager] },
      { role: "admin", users: [COTERIE.otherMaintainer, COTERIE.thirdMaintainer] },
      { role: "write", users: [] },
      { role: CUSTOM_ROLE, users: [COTERIE.maintainer, COTERIE.otherMaintainer] },
    ]),
    gates: rehearsed ? ["testpypi", "pypi"] : ["pypi"],
    inOrder: rehearsed && chance.percent(70),
    smokeTests: chance.percent(25) ? ["linux"] : [],
    workflow: chance.percent(60),
    cancelSuperseded: chance.percent(25),
  };
}

/** The file's text. Two policies that differ in nothing have the same text, and so the same blob. */
export function textOf(policy: Policy): string {
  const approvals = `approvals: ${policy.approvals}, self-approval: ${policy.selfApproval}`;
  const gates = policy.gates.map((gate) => {
    const order = gate === "pypi" && policy.inOrder ? ", after: [testpypi]" : "";
    return `  ${gate}: { package: invokeai, artifacts: [dist], ${approvals}${order} }`;
  });
  return [
    ...(policy.workflow ? ["workflow: release.yml"] : []),
    `version: { scheme: pep440, file: ${VERSION_FILE} }`,
    `approvers: { role: ${policy.role}, users: [${policy.users.map((login) => `"${login}"`).join(", ")}] }`,
    `smoke-tests: { require: [${policy.smokeTests.join(", ")}], before: pypi }`,
    "gates:",
    ...gates,
    `release: { cancel-superseded: ${policy.cancelSuperseded} }`,
    "",
  ].join("\n");
}
