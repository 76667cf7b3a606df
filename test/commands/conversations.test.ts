import { describe, expect, it } from "vitest";
import { conversations, isFinal, openComments } from "../../src/commands/answers.ts";
import { plan } from "../../src/pipeline/plan.ts";
import type { Action } from "../../src/release/action.ts";
import type { Answer } from "../../src/release/answer.ts";
import { seen, unknown } from "../../src/release/fact.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  board,
  comment,
  configured,
  GATED,
  memory,
  people,
  released,
  rights,
  smokeTested,
} from "../release/snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

function said(...comments: readonly Comment[]): Snapshot {
  return atTheGates({ comments: seen([...smokeTested, ...comments]) });
}

/** What is due for comments, as `what comment`. */
function moves(now: Snapshot): readonly string[] {
  return plan(now).due.flatMap((action: Action) =>
    action.do === "react"
      ? [`${action.with} ${action.comment}`]
      : action.do === "reply"
        ? [`reply ${action.comment}`]
        : [action.do],
  );
}

function answers(now: Snapshot): readonly string[] {
  return plan(now).answers.map(({ said: { word }, answer }) => `${word} ${answer.is}`);
}

describe("what counts as said", () => {
  it.each<[string, Partial<Comment>]>([
    [
      "by the app itself, help text and all",
      { author: { id: 1, login: "release-conductor[bot]", bot: true } },
    ],
    ["by another bot", { author: { id: 2, login: "renovate[bot]", bot: true } }],
    ["through an app", { viaApp: true }],
    ["in a comment closed as done", { outcome: "done" }],
    ["in a comment closed as refused", { outcome: "refused" }],
    ["in talk", { body: "I would /approve pypi" }],
  ])("is nothing %s", (_name, overrides) => {
    const now = said(comment(1, people.lstein, "/approve pypi\n/help", overrides));
    expect(openComments({ seen: now })).toEqual([]);
    if (overrides.outcome === undefined) {
      expect(moves(now)).toEqual([]);
    }
  });

  it("is nothing by an account that is gone", () => {
    const { author: _, ...ghost } = comment(1, people.lstein, "/approve pypi");
    expect(moves(said(ghost))).toEqual([]);
  });
});

describe("a comment", () => {
  it("is claimed before its effect", () => {
    expect(moves(said(comment(1, people.lstein, "/cancel")))).toEqual(["eyes 1", "cancel-run"]);
    expect(moves(said(comment(1, people.lstein, "/cancel", { claimed: true })))).toEqual(["cancel-run"]);
    expect(moves(said(comment(1, people.lstein, "/approve pypi")))).toEqual(["eyes 1", "open-gate"]);
  });

  it("is closed with a rocket when all of it is done, without a word", () => {
    expect(moves(said(comment(1, people.ebr, "/tested linux ok")))).toEqual(["rocket 1"]);
  });

  it("is answered in words before it is closed as refused", () => {
    expect(moves(said(comment(1, people.lstein, "/approve PyPI")))).toEqual(["reply 1", "confused 1"]);
  });

  it("is closed with a rocket when it asked for words", () => {
    expect(moves(said(comment(1, people.lstein, "/status")))).toEqual(["reply 1", "rocket 1"]);
  });

  it("runs in the order of its lines: a later one waits for the one before", () => {
    const now = said(comment(1, people.lstein, "/tested linux ok\n/cancel\n/status"));
    expect(answers(now)).toEqual(["tested done", "cancel accepted"]);
    expect(moves(now)).toEqual(["eyes 1", "cancel-run"]);
  });

  it("stops what it stops without waiting for the lines before", () => {
    const now = said(comment(1, people.lstein, "/cancel\n/status\n/hold"));
    expect(answers(now)).toEqual(["cancel accepted", "hold accepted"]);
    expect(moves(now)).toEqual(["eyes 1", "remember"]);
  });

  it("is answered for all its lines at once, when each has come to its end", () => {
    const now = said(comment(1, people.lstein, "/tested linux ok\n/approve PyPI\n/ship"));
    expect(answers(now)).toEqual(["tested done", "approve refused", "ship refused"]);
    const [reply] = plan(now).due;
    expect(reply?.do === "reply" ? reply.to.map(({ said: { word } }) => word) : []).toEqual([
      "approve",
      "ship",
    ]);
  });

  it("is left alone while it can't be seen who may, and looked at again", () => {
    const now = {
      ...said(comment(1, people.lstein, "/approve pypi")),
      rights: { [people.lstein.id]: unknown(fault), [people.ebr.id]: unknown(fault) },
    };
    expect(moves(now)).toEqual([]);
    expect(plan(now).again).toBeDefined();
  });

  it("has its author's right looked up first", () => {
    const now = {
      ...said(comment(1, people.stranger, "/ship")),
      rights: rights([
        [people.ebr, "triage"],
        [people.lstein, "admin"],
      ]),
    };
    expect(plan(now)).toMatchObject({ look: [{ at: "rights", user: people.stranger.id }], due: [] });
  });
});

describe("a near miss", () => {
  it.each([
    ["aprove", "approve"],
    ["approvee", "approve"],
    ["appprove", "approve"],
    ["apporve", "approve"],
    ["hodl", "hold"],
    ["retri", "retry"],
    ["statu", "status"],
    ["yhelp", "help"],
    ["deploy", undefined],
    ["merge", undefined],
    ["a", undefined],
  ])("/%s is asked about: /%s", (word, near) => {
    const [first] = plan(said(comment(1, people.lstein, `/${word}`))).answers;
    expect(first?.answer).toEqual({
      is: "refused",
      because: { is: "unknown-command", word, ...(near === undefined ? {} : { near }) },
    });
  });
});

describe("strangers", () => {
  const theirs = (id: number, body: string, overrides: Partial<Comment> = {}) =>
    comment(id, people.stranger, body, overrides);

  it("get one refusal", () => {
    expect(moves(said(theirs(1, "/approve pypi")))).toEqual(["reply 1", "confused 1"]);
  });

  it("get no other one after it", () => {
    const answered = [
      theirs(1, "/approve pypi", { outcome: "refused" }),
      comment(2, people.lstein, "reply", {
        author: { id: 3, login: "release-conductor[bot]", bot: true },
        answers: 1,
      }),
    ];
    expect(moves(said(...answered, theirs(4, "/approve pypi"), theirs(5, "/help")))).toEqual([]);
  });

  it("are not those who may approve by a role of the organization's own: they are answered every time", () => {
    const before = said(
      theirs(1, "/approve pypi", { outcome: "refused" }),
      comment(2, people.lstein, "reply", {
        author: { id: 3, login: "release-conductor[bot]", bot: true },
        answers: 1,
      }),
      theirs(4, "/approve PyPI"),
    );
    const releaser = { person: people.stranger, permission: "read", role: "releaser" };
    const now = { ...before, rights: { ...before.rights, [people.stranger.id]: seen(releaser) } };
    expect(moves(now)).toEqual([]);
    const approvers = { role: "releaser", users: [], teams: [] };
    expect(moves({ ...now, configuration: configured({ approvers }) })).toEqual(["reply 4", "confused 4"]);
  });

  it("get one refusal for three hundred comments at once", () => {
    const flood = Array.from({ length: 300 }, (_, index) => theirs(100 + index, "/approve pypi"));
    expect(moves(said(...flood))).toEqual(["reply 100", "confused 100"]);
  });

  it("get none for words we do not know, and their next command is answered all the same", () => {
    expect(moves(said(theirs(1, "/lgtm")))).toEqual([]);
    expect(moves(said(theirs(1, "/lgtm"), theirs(2, "/publish")))).toEqual(["reply 2", "confused 2"]);
  });

  it("each get their own", () => {
    const other = { id: 77, login: "other" };
    const now = { ...said(theirs(1, "/publish"), comment(2, other, "/publish")) };
    const known = { ...now, rights: { ...now.rights, ...rights([[other, "read"]]) } };
    expect(moves(known)).toEqual(["reply 1", "confused 1", "reply 2", "confused 2"]);
  });

  it("do not keep a board from being closed by words that are never answered", () => {
    const done = released();
    const now = {
      ...done,
      comments: seen([...(done.comments.is === "seen" ? done.comments.value : []), theirs(1, "/lgtm")]),
    };
    expect(plan(now).standing).toEqual({ is: "finished" });
  });
});

describe("comments among each other", () => {
  const held = board({ memory: memory({ holds: [{ by: "ebr", comment: 5, at: GATED }] }) });

  it("a hold keeps back the gate that is due in the same moment", () => {
    const both = said(comment(1, people.lstein, "/approve pypi"), comment(2, people.ebr, "/hold"));
    expect(moves(both)).not.toContain("open-gate");
    expect(moves(both)).toContain("remember");
  });

  it("a hold keeps the gate back, too, while it can't be seen whether its author may", () => {
    const both = said(
      comment(1, people.lstein, "/approve pypi", { claimed: true }),
      comment(2, people.hipsterusername, "/hold"),
    );
    const blind = { ...both, rights: { ...both.rights, [people.hipsterusername.id]: unknown(fault) } };
    expect(moves(blind)).toEqual([]);
    expect(
      moves({
        ...blind,
        rights: {
          ...both.rights,
          [people.hipsterusername.id]:
            rights([[people.hipsterusername, "read"]])[people.hipsterusername.id] ?? unknown(fault),
        },
      }),
    ).toContain("open-gate");
  });

  it("what is said after a hold is lifted is judged by the board without it", () => {
    const now = {
      ...said(comment(1, people.lstein, "/unhold"), comment(2, people.lstein, "/approve pypi")),
      board: seen(held),
    };
    expect(answers(now)).toEqual(["unhold accepted"]);
    expect(answers({ ...now, board: seen(board()) })).toEqual(["unhold refused", "approve accepted"]);
  });

  it("a lift said right after a hold finds the hold remembered", () => {
    const now = said(comment(1, people.ebr, "/hold"), comment(2, people.lstein, "/unhold"));
    expect(answers(now)).toEqual(["hold accepted"]);
  });

  it("rejecting comes before opening", () => {
    const now = said(
      comment(1, people.lstein, "/approve pypi", { claimed: true }),
      comment(2, people.hipsterusername, "/reject pypi", { claimed: true }),
    );
    expect(moves(now)).toEqual(["close-gate"]);
  });

  it.each<[string, string]>([
    ["/reject pypi", "close-gate"],
    ["/cancel", "cancel-run"],
  ])("%s of somebody else keeps the gate shut that is due in the same moment", (word, deed) => {
    const now = said(
      comment(1, people.lstein, "/approve pypi", { claimed: true }),
      comment(2, people.hipsterusername, word),
    );
    expect(moves(now)).toEqual(["eyes 2", deed]);
    const blind = { ...now, rights: { ...now.rights, [people.hipsterusername.id]: unknown(fault) } };
    expect(moves(blind)).toEqual([]);
  });

  it("a rejection keeps only its own gate shut", () => {
    const now = said(
      comment(1, people.lstein, "/approve pypi", { claimed: true }),
      comment(2, people.hipsterusername, "/reject testpypi"),
    );
    const blind = { ...now, rights: { ...now.rights, [people.hipsterusername.id]: unknown(fault) } };
    expect(moves(blind)).toEqual(["open-gate"]);
  });

  it("a hold is heard behind a line that has not come to its end", () => {
    const now = said(
      comment(1, people.lstein, "/approve pypi", { claimed: true }),
      comment(2, people.hipsterusername, "/cancel\n/hold"),
    );
    expect(moves(now)).toEqual(["eyes 2", "remember"]);
  });
});

describe("on a closed board", () => {
  const closed = (closedByApp: boolean, body: string) => ({
    ...released(),
    board: seen(
      board({
        state: "closed",
        closedByApp,
        closed: { at: 0 },
        memory: memory(closedByApp ? {} : { left: { is: "abandoned", at: 0 } }),
      }),
    ),
    comments: seen([comment(1, people.lstein, body)]),
  });

  it.each([
    ["/approve pypi", true, "finished"],
    ["/hold", true, "finished"],
    ["/ship", true, "finished"],
    ["/approve pypi", false, "abandoned"],
    ["/announce", false, "abandoned"],
  ])("%s is refused (closed by the app: %s)", (body, byApp, because) => {
    const { answers: given, due, standing } = plan(closed(byApp, body));
    expect(given[0]?.answer).toMatchObject({ is: "refused", because: { is: because } });
    expect(due.map((action) => action.do)).toEqual(["reply", "react"]);
    expect(standing.is).toBe(byApp ? "finished" : "abandoned");
  });

  it.each(["/status", "/help"])("%s is answered", (body) => {
    for (const byApp of [true, false]) {
      expect(plan(closed(byApp, body)).answers[0]?.answer.is).toBe("told");
    }
  });

  it("nothing moves without a comment that asks", () => {
    for (const byApp of [true, false]) {
      const quiet = plan(closed(byApp, "thanks!"));
      expect(quiet).toEqual({
        standing: { is: byApp ? "finished" : "abandoned" },
        phases: [],
        answers: [],
        look: [],
        due: [],
      });
    }
  });
});

it("only done, refused and told are final", () => {
  const all: readonly Answer[] = [
    { is: "done" },
    { is: "accepted" },
    { is: "refused", because: { is: "edited" } },
    { is: "told", what: "help" },
    { is: "looking", at: [] },
  ];
  expect(all.filter((answer) => isFinal({ answer })).map(({ is }) => is)).toEqual([
    "done",
    "refused",
    "told",
  ]);
});

it("a conversation names its comment", () => {
  const one = comment(1, people.lstein, "/status");
  expect(conversations({ seen: said(one), phases: [] }).open).toEqual([
    {
      comment: one,
      answered: [expect.objectContaining({ answer: { is: "told", what: "status" } })],
      silent: false,
    },
  ]);
});
