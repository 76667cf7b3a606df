import { describe, expect, it } from "vitest";
import { isForbiddenSelfApproval, namesCommit } from "../../src/commands/approval-rules.ts";
import { countApprovals } from "../../src/commands/approvals.ts";
import { againstCommand } from "../../src/commands/command-rules.ts";
import { commandsIn } from "../../src/commands/parse.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { gateNamed } from "../../src/release/gate.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Comment, Person, Snapshot } from "../../src/release/snapshot.ts";
import {
  artifacts,
  atTheGates,
  BLOB,
  board,
  COMMIT,
  comment,
  configured,
  deployment,
  environment,
  GATED,
  gate,
  memory,
  people,
  RUN,
  rights,
  run,
} from "../release/snapshot-builder.ts";

/** Who counts for pypi, in the order of counting. */
function counted(seenNow: Snapshot): readonly string[] {
  const pypi = gateNamed(seenNow, "pypi");
  return pypi === undefined ? [] : countApprovals(seenNow, pypi).approvals.map(({ by }) => by.login);
}

function saying(...comments: readonly Comment[]): Snapshot {
  return atTheGates({ comments: seen(comments) });
}

function approval(overrides: Partial<Comment> = {}, by: Person = people.lstein): Comment {
  return comment(1, by, "/approve pypi", overrides);
}

const author = { ...people.lstein, bot: false };
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

describe("an approval counts", () => {
  it.each<[string, Comment]>([
    ["as it is", approval()],
    ["once claimed", approval({ claimed: true })],
    ["once closed as done: another job may come to the gate", approval({ outcome: "done" })],
    ["with the commit it is about", comment(1, people.lstein, `/approve pypi ${COMMIT.slice(0, 7)}`)],
    ["with the whole commit", comment(1, people.lstein, `/approve pypi ${COMMIT}`)],
    ["beside talk", comment(1, people.lstein, "Works for me.\n\n/approve pypi\n")],
  ])("%s", (_name, one) => {
    expect(counted(saying(one))).toEqual(["lstein"]);
  });
});

describe("an approval does not count", () => {
  it.each<[string, Comment]>([
    ["edited", approval({ edited: true })],
    ["refused before", approval({ outcome: "refused" })],
    ["by a bot", approval({ author: { ...author, bot: true } })],
    ["through another app", approval({ viaApp: true })],
    ["of another gate", comment(1, people.lstein, "/approve testpypi")],
    ["of a gate in other letters", comment(1, people.lstein, "/approve PyPI")],
    ["of no gate", comment(1, people.lstein, "/approve")],
    ["before the gate began to wait", approval({ createdAt: GATED - 1 })],
    ["in the very second in which it began to wait", approval({ createdAt: GATED })],
    ["of another commit", comment(1, people.lstein, "/approve pypi 0123456")],
    ["of a commit too short to be one", comment(1, people.lstein, `/approve pypi ${COMMIT.slice(0, 6)}`)],
    [
      "with more words than an approval has",
      comment(1, people.lstein, `/approve pypi ${COMMIT.slice(0, 7)} --force`),
    ],
    ["beside a hold", comment(1, people.lstein, "/approve pypi\n/hold")],
    ["beside a rejection", comment(1, people.lstein, "/reject testpypi\n/approve pypi")],
    ["by a triager", approval({}, people.ebr)],
    ["by a stranger", approval({}, people.stranger)],
    ["in another command's words", comment(1, people.lstein, "/hold /approve pypi")],
  ])("%s", (_name, one) => {
    expect(counted(saying(one))).toEqual([]);
  });

  it("of an account that is gone", () => {
    const { author: _, ...ghost } = approval();
    expect(counted(saying(ghost))).toEqual([]);
  });

  it("while its comment is deleted or can't be seen", () => {
    expect(counted(saying())).toEqual([]);
    expect(counted(atTheGates({ comments: unknown(fault) }))).toEqual([]);
  });

  it("said of the configuration before, or while the configuration in force is not known", () => {
    const changed = memory({ configuration: { blob: BLOB, since: GATED + 30 * MINUTE } });
    const at = (there: Snapshot["board"]) => atTheGates({ comments: seen([approval()]), board: there });
    expect(counted(at(seen(board({ memory: changed }))))).toEqual([]);
    expect(
      counted(at(seen(board({ memory: { ...changed, configuration: { blob: BLOB, since: GATED } } })))),
    ).toEqual(["lstein"]);
    const file = configured();
    const now = file.is === "seen" ? seen({ ...file.value, blob: "other" }) : file;
    expect(counted(atTheGates({ comments: seen([approval()]), configuration: now }))).toEqual([]);
  });

  it("of a run attempt before", () => {
    const again = deployment("pypi", { createdAt: GATED + 60 * MINUTE });
    expect(counted(atTheGates({ comments: seen([approval()]), deployments: seen([again]) }))).toEqual([]);
  });

  it("while GitHub has not stamped since when the gate waits, or does not list it", () => {
    const said = { comments: seen([approval()]) };
    expect(counted(atTheGates({ ...said, deployments: seen([]) }))).toEqual([]);
    expect(counted(atTheGates({ ...said, pending: seen([]) }))).toEqual([]);
    expect(counted(atTheGates({ ...said, pending: unknown(fault) }))).toEqual([]);
  });

  it("of a tag made anew at the same commit", () => {
    const renewed = atTheGates({
      comments: seen([approval()]),
      tag: seen({ object: "new", commit: COMMIT }),
    });
    expect(counted(renewed)).toEqual([]);
  });

  it("of somebody who lost the right, or of whom GitHub does not tell", () => {
    const said = { comments: seen([approval()]) };
    expect(counted(atTheGates({ ...said, rights: rights([[people.lstein, "write"]]) }))).toEqual([]);
    for (const fact of [absent, unknown(fault), unseen]) {
      expect(counted(atTheGates({ ...said, rights: { [people.lstein.id]: fact } }))).toEqual([]);
    }
  });

  it("but is looked up, when the right was not seen yet", () => {
    const unlooked = atTheGates({ comments: seen([approval()]), rights: {} });
    expect(countApprovals(unlooked, gate("pypi"))).toEqual({
      approvals: [],
      looks: [{ at: "rights", user: people.lstein.id, login: "lstein" }],
    });
  });
});

describe("several approvals", () => {
  it("count by person, whatever the login says", () => {
    const renamed = { id: people.lstein.id, login: "lincoln" };
    const twice = saying(
      approval(),
      comment(2, people.lstein, "/approve pypi"),
      comment(3, renamed, "/approve pypi"),
    );
    expect(counted(twice)).toEqual(["lincoln"]);
    const one = approval({ body: "/approve pypi\n/approve pypi" });
    expect(counted(saying(one))).toEqual(["lstein"]);
    expect(counted(saying(approval(), approval({ id: 2 }, people.hipsterusername)))).toEqual([
      "lstein",
      "hipsterusername",
    ]);
  });
});

describe("an approval under a gate's own policy", () => {
  const under = (rules: Parameters<typeof gate>[1], overrides: Partial<Snapshot> = {}) =>
    atTheGates({
      comments: seen([approval()]),
      configuration: configured({ gates: [gate("pypi", rules)] }),
      ...overrides,
    });

  it("has to name the commit where that is required", () => {
    const strict = { commitRequired: true };
    expect(counted(under(strict))).toEqual([]);
    const named = comment(1, people.lstein, `/approve pypi ${COMMIT.slice(0, 7)}`);
    expect(counted(under(strict, { comments: seen([named]) }))).toEqual(["lstein"]);
  });

  it("is no older than the gate lets it be", () => {
    const age = 30 * MINUTE;
    expect(counted(under({ approvalsExpire: age }))).toEqual(["lstein"]);
    expect(counted(under({ approvalsExpire: age - 1 }))).toEqual([]);
  });

  it("is about the artifacts that were there", () => {
    const uploaded = (at: number | undefined, name = "dist"): Partial<Snapshot> => ({
      artifacts: seen(
        artifacts.map(({ createdAt: _, ...one }) =>
          one.name === name && at === undefined ? one : { ...one, createdAt: at ?? 0 },
        ),
      ),
    });
    const said = GATED + 30 * MINUTE;
    expect(counted(under({}, uploaded(said - 1)))).toEqual(["lstein"]);
    // GitHub's stamps have whole seconds: who can say which of the two was first?
    expect(counted(under({}, uploaded(said)))).toEqual([]);
    expect(counted(under({}, uploaded(undefined)))).toEqual([]);
    // What the gate does not publish may come later.
    expect(counted(under({ artifacts: ["wheels"] }, uploaded(said + 1)))).toEqual(["lstein"]);
    expect(counted(under({}, { artifacts: unknown(fault) }))).toEqual([]);
    expect(countApprovals(under({}, { artifacts: unseen }), gate("pypi")).looks).toEqual([
      { at: "artifacts" },
    ]);
  });

  it("is by the approvers of that gate", () => {
    const admins = { approvers: { role: "admin", users: [], teams: [] } };
    const both = { comments: seen([approval(), approval({ id: 2 }, people.hipsterusername)]) };
    expect(counted(under(admins, both))).toEqual(["lstein"]);
    expect(counted(under({}, both))).toEqual(["lstein", "hipsterusername"]);
  });

  it("carries by what right it was given", () => {
    const pypi = gate("pypi");
    expect(countApprovals(under({}), pypi).approvals).toEqual([
      {
        by: people.lstein,
        comment: 1,
        at: GATED + 30 * MINUTE,
        right: "role admin",
      },
    ]);
  });
});

describe("approving one's own run", () => {
  const strict = gate("pypi", { selfApproval: false });
  const seenBy = (overrides: Parameters<typeof run>[0]) =>
    atTheGates({ runs: seen([run({ status: "waiting", ...overrides })]) });

  it.each([
    ["who pushed the tag", { actor: people.lstein, triggeredBy: people.ebr }, true],
    ["who re-ran it", { actor: people.ebr, triggeredBy: people.lstein }, true],
    ["who did neither", { actor: people.ebr, triggeredBy: people.ebr }, false],
  ])("is forbidden to the one %s", (_name, starters, forbidden) => {
    expect(isForbiddenSelfApproval(seenBy(starters), strict, people.lstein)).toBe(forbidden);
    expect(isForbiddenSelfApproval(seenBy(starters), gate("pypi"), people.lstein)).toBe(false);
  });

  it("is forbidden to whoever pushed the tag whose run somebody else started by hand", () => {
    const pushed = run({ id: RUN - 1, path: ".github/workflows/docs.yml", actor: people.lstein });
    const byHand = run({
      status: "waiting",
      event: "workflow_dispatch",
      actor: people.ebr,
      triggeredBy: people.ebr,
    });
    const at = atTheGates({ runs: seen([byHand, pushed]) });
    expect(isForbiddenSelfApproval(at, strict, people.lstein)).toBe(true);
    const elsewhere = atTheGates({ runs: seen([byHand, { ...pushed, commit: "0".repeat(40) }]) });
    expect(isForbiddenSelfApproval(elsewhere, strict, people.lstein)).toBe(false);
  });

  it("is forbidden to whoever GitHub names as the deployment's creator", () => {
    const made = atTheGates({
      runs: seen([run({ status: "waiting", actor: people.ebr, triggeredBy: people.ebr })]),
      deployments: seen([deployment("pypi", { creator: people.lstein })]),
    });
    expect(isForbiddenSelfApproval(made, strict, people.lstein)).toBe(true);
  });

  it("does not count where it is forbidden", () => {
    const there = atTheGates({
      comments: seen([approval(), approval({ id: 2 }, people.hipsterusername)]),
      configuration: configured({ gates: [strict] }),
      environments: seen([environment("pypi")]),
    });
    expect(counted(there)).toEqual(["hipsterusername"]);
  });
});

describe("a commit as typed", () => {
  it.each([
    [COMMIT.slice(0, 7), true],
    [COMMIT, true],
    [COMMIT.toUpperCase().slice(0, 7), false],
    [`${COMMIT}0`, false],
    [COMMIT.slice(1, 9), false],
    ["", false],
    [".......", false],
  ])("%s names the tagged one: %s", (typed, names) => {
    expect(namesCommit(atTheGates(), typed)).toBe(names);
  });
});

it.each([
  ["/approve pypi\n/hold", ["/hold", undefined]],
  ["/hold\n/publish", [undefined, "/hold"]],
  ["/reject testpypi\n/approve pypi", [undefined, "/reject"]],
  ["/approve pypi\n/publish", [undefined, undefined]],
  ["/hold\n/reject pypi", [undefined, undefined]],
  ["/unhold\n/approve pypi", [undefined, undefined]],
])("of %j what opens is contradicted by what closes, and only that", (body, by) => {
  const about = { seen: atTheGates(), by: people.lstein, who: "anyone" } as const;
  const told = commandsIn(comment(1, people.lstein, body)).map((said) => {
    const answer = againstCommand({ ...about, said })?.answer;
    return answer?.is === "refused" && answer.because.is === "contradicted" ? answer.because.by : answer;
  });
  expect(told).toEqual(by);
});
