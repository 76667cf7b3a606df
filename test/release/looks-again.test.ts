import { expect, it } from "vitest";
import { seen, unknown, unseen } from "../../src/release/fact.ts";
import { membershipKey, SIGHTS } from "../../src/release/look.ts";
import { looksAgain } from "../../src/release/looks-again.ts";
import { atTheGates, people } from "./snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

it("what was looked at is looked at again, without what follows from other facts", () => {
  const nothing = Object.fromEntries(SIGHTS.map((at) => [at, unseen]));
  const { id, login } = people.lstein;
  const world = {
    ...atTheGates(),
    ...nothing,
    comments: seen([]),
    runs: unknown(fault),
    index: { pypi: unknown(fault) },
    rights: {
      [id]: seen({ person: people.lstein, permission: "write", role: "maintain" }),
      99: unknown(fault),
    },
    versions: { pypi: seen([]) },
    provenance: { pypi: seen([]) },
    repositoriesNamed: { "lstein/old": seen(1) },
    jobLogs: { 4: seen({ is: "read" as const, lines: [], whole: true }) },
    memberships: { [membershipKey("core", id)]: seen({ state: "active" as const }) },
    accounts: { alice: unknown(fault) },
    reviewing: { [id]: unknown(fault) },
  };
  expect(looksAgain(world)).toEqual([
    { at: "runs" },
    { at: "comments" },
    { at: "index", gate: "pypi" },
    { at: "rights", user: id, login },
    { at: "account", login: "alice" },
    { at: "reviewing", user: id },
  ]);
});
