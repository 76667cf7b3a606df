import { describe, expect, it } from "vitest";
import { hasRole, isApprover } from "../../src/commands/rights.ts";
import type { Approvers, Role } from "../../src/release/configuration.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { configured, people, repository, snapshot } from "../release/snapshot-builder.ts";

const person = people.lstein;

function withRight(permission: string, role: string, overrides: Partial<Snapshot> = {}): Snapshot {
  return snapshot({ rights: { [person.id]: seen({ person, permission, role }) }, ...overrides });
}

const userOwned = { repository: seen({ ...repository, ownerType: "User" as const }) };
const fault = { kind: "broken", whom: "GitHub", detail: "502", status: 502 } as const;

describe("a role of GitHub's", () => {
  // permission, role_name → the highest role it suffices for (github.md §4.9: `permission` folds maintain and triage)
  it.each<[string, string, Role | undefined]>([
    ["admin", "admin", "admin"],
    ["write", "maintain", "maintain"],
    ["write", "write", "write"],
    ["write", "releaser", "write"],
    ["read", "triage", "triage"],
    ["read", "security-reader", "read"],
    ["read", "read", "read"],
    ["none", "none", undefined],
    ["", "", undefined],
    ["constructor", "toString", undefined],
  ])("%s/%s suffices up to %s", (permission, role, highest) => {
    const roles: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];
    const reached = roles.filter((needs) => hasRole(withRight(permission, role), person, needs).is === "may");
    expect(reached.at(-1)).toBe(highest);
    expect(reached).toEqual(roles.slice(0, reached.length));
  });

  it("is looked for while unseen, and never assumed while GitHub does not answer", () => {
    expect(hasRole(snapshot({ rights: { [person.id]: unseen } }), person, "read")).toEqual({
      is: "looking",
      at: [{ at: "rights", user: person.id, login: "lstein" }],
    });
    expect(hasRole(snapshot({ rights: {} }), person, "read").is).toBe("looking");
    const silent = snapshot({ rights: { [person.id]: unknown(fault) } });
    const unanswered = { is: "looking", at: [], silent: fault };
    expect(hasRole(silent, person, "read")).toEqual(unanswered);
    expect(isApprover(silent, person)).toEqual(unanswered);
  });

  it("is none for who is no collaborator, or whose login is somebody else's now", () => {
    const gone = snapshot({ rights: { [person.id]: absent } });
    expect(hasRole(gone, person, "read")).toEqual({ is: "may-not", needs: "read", has: "none", who: [] });
    expect(isApprover(gone, person).is).toBe("may-not");
  });

  it("is asked for by the number of the person, not by the login", () => {
    const renamed = { id: people.ebr.id, login: "lstein" };
    expect(hasRole(snapshot(), renamed, "maintain")).toMatchObject({ is: "may-not", has: "triage" });
  });

  it("of maintain is stood in for by write on repositories of a user, and only there", () => {
    expect(hasRole(withRight("write", "write", userOwned), person, "maintain").is).toBe("may");
    expect(isApprover(withRight("write", "write", userOwned), person).is).toBe("may");
    expect(isApprover(withRight("read", "triage", userOwned), person)).toMatchObject({
      is: "may-not",
      needs: "write",
    });
    expect(isApprover(withRight("write", "write"), person)).toMatchObject({
      is: "may-not",
      needs: "maintain",
      has: "write",
    });
  });
});

describe("an approver", () => {
  const by = (approvers: Partial<Approvers>) => ({
    configuration: configured({ approvers: { role: "maintain", users: [], teams: [], ...approvers } }),
  });

  it.each<[string, Partial<Approvers>, [string, string], boolean]>([
    ["by the role", {}, ["write", "maintain"], true],
    ["by a higher role", { role: "write" }, ["write", "maintain"], true],
    ["not by a lower role", {}, ["write", "write"], false],
    ["by a custom role that is named", { role: "releaser" }, ["read", "releaser"], true],
    ["not by a custom role that is not", {}, ["write", "releaser"], false],
    ["not by being more than a custom role", { role: "releaser" }, ["admin", "admin"], false],
    ["by name", { users: ["lstein"] }, ["read", "triage"], true],
    ["by name in other letters", { users: ["LStein"] }, ["read", "triage"], true],
    ["not by a name that anybody could have taken", { users: ["lstein"] }, ["read", "read"], false],
    ["not by somebody else's name", { users: ["ebr"] }, ["read", "triage"], false],
    ["not by the beginning of a name", { users: ["lstein2", "lstei"] }, ["read", "triage"], false],
  ])("is one %s", (_name, approvers, [permission, role], may) => {
    expect(isApprover(withRight(permission, role, by(approvers)), person).is).toBe(may ? "may" : "may-not");
  });

  it.each<[string, Snapshot["permissions"], unknown]>([
    ["looked for", unseen, { is: "looking", at: [{ at: "permissions" }] }],
    ["unknown", unknown(fault), { is: "looking", at: [], silent: fault }],
  ])("by a team is not refused while what the app may see is %s", (_name, permissions, verdict) => {
    const inTeam = withRight("read", "read", { ...by({ teams: ["releasers"] }), permissions });
    expect(isApprover(inTeam, person)).toEqual(verdict);
  });

  it("is told who could, when refused", () => {
    expect(
      isApprover(withRight("read", "triage", by({ users: ["ebr", "hipsterusername"] })), person),
    ).toEqual({
      is: "may-not",
      needs: "maintain",
      has: "triage",
      who: ["ebr", "hipsterusername"],
    });
  });
});
