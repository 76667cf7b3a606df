import { describe, expect, it } from "vitest";
import { newBody } from "../../src/notes/release-body.ts";
import { plan } from "../../src/pipeline/plan.ts";
import type { Answered, Refusal } from "../../src/release/answer.ts";
import { absent, given, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { NotesBase } from "../../src/release/memory.ts";
import type { Person, Snapshot } from "../../src/release/snapshot.ts";
import { pullRequest, range } from "../release/range-builder.ts";
import {
  atTheGates,
  board,
  comment,
  GATED,
  githubRelease,
  memory,
  people,
  published,
  released,
  served,
} from "../release/snapshot-builder.ts";

const ID = 9_000_000_000;
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const pulls = range({ base: "v4.2.9", pullRequests: [pullRequest(7, "octocat")] });
const before = published(served(), { ranges: seen({ list: pulls }) });
const written = newBody(before);

/** A draft, or a published release, with this text. */
function withBody(body: string, now: Snapshot = before, draft = true): Snapshot {
  return { ...now, githubReleases: seen([githubRelease({ body, draft })]) };
}

function answerTo(body: string, now: Snapshot, by: Person = people.lstein): Answered | undefined {
  const earlier = now.comments.is === "seen" ? now.comments.value : [];
  const one = comment(ID, by, body, { createdAt: now.now });
  const { answers } = plan({ ...now, comments: seen([...earlier, one]) });
  return answers.find(({ said }) => said.comment === one);
}

function refusal(body: string, now: Snapshot, by?: Person): Refusal | undefined {
  const answer = answerTo(body, now, by)?.answer;
  return answer?.is === "refused" ? answer.because : undefined;
}

function based(base: Partial<NotesBase>, now = before): Snapshot {
  const notesBase = { tag: "v4.2.8", by: "lstein", comment: ID, at: now.now, ...base };
  return { ...now, board: seen(board({ memory: memory({ notesBase }) })) };
}

describe("/notes", () => {
  it("writes the sections of a draft anew, and says no more once they are", () => {
    const stale = withBody(written.replace("#7", "#8").replace("pull/7", "pull/8"));
    expect(answerTo("/notes", withBody(written))).toMatchObject({ answer: { is: "done" } });
    expect(answerTo("/notes", withBody("By hand."))).toMatchObject({
      answer: { is: "accepted" },
      effect: { do: "update-draft", comment: ID, tag: "v5.0.0" },
    });
    expect(answerTo("/notes", stale)?.answer).toEqual({
      is: "told",
      what: "sections-kept",
      sections: ["changes", "thanks"],
    });
  });

  it("works on a published release, also when the board is closed, and while somebody holds", () => {
    const over = board({ state: "closed", closedByApp: true });
    const holds = [{ by: "ebr", comment: 5, at: GATED }];
    for (const now of [
      withBody("By hand.", released({ ranges: before.ranges }), false),
      withBody("By hand.", released({ ranges: before.ranges, board: seen(over) }), false),
      withBody("By hand.", { ...before, board: seen(board({ memory: memory({ holds }) })) }),
    ]) {
      expect(answerTo("/notes", now)?.effect?.do).toBe("update-draft");
    }
  });

  it("is refused where there are no notes, where the app may write none, and to who may not write", () => {
    expect(refusal("/notes", before)).toEqual({ is: "no-notes-yet" });
    expect(refusal("/notes", withBody(written), people.ebr)?.is).toBe("no-right");
    const reading = seen({ contents: "read", issues: "write", actions: "read", deployments: "write" });
    expect(refusal("/notes", { ...before, permissions: reading })).toEqual({
      is: "not-granted",
      permissions: ["contents: write"],
    });
    expect(refusal("/notes again", withBody(written))?.is).toBe("wrong-words");
    expect(refusal("/notes base", withBody(written))?.is).toBe("wrong-words");
    expect(refusal("/notes base v4.2.8 now", withBody(written))?.is).toBe("wrong-words");
  });

  it("is refused where people's own text leaves no room for the sections", () => {
    const full = `${"a".repeat(122_400)}\n\n${written}`;
    expect(refusal("/notes", withBody(full))).toEqual({
      is: "notes-full",
      over: 400,
      url: githubRelease().url,
    });
  });

  it("is refused once the tag is gone, as nothing could be written", () => {
    const gone = { ...withBody(written), tag: absent, ranges: absent };
    for (const line of ["/notes", "/notes base v4.2.8"]) {
      expect(refusal(line, { ...gone, board: based({}).board })).toEqual({ is: "no-tag", tag: "v5.0.0" });
    }
  });

  it("waits for what it goes by", () => {
    const now = withBody("By hand.");
    expect(answerTo("/notes", { ...now, ranges: unseen })?.answer).toEqual({
      is: "looking",
      at: [{ at: "ranges" }],
    });
    for (const sight of ["ranges", "tags", "githubReleases", "tag"] as const) {
      expect(answerTo("/notes base v4.2.8", { ...based({}, now), [sight]: unknown(fault) })?.answer).toEqual({
        is: "looking",
        at: [],
      });
    }
  });
});

describe("/notes base", () => {
  it("is noted on the board before anything follows from it", () => {
    expect(answerTo("/notes base v4.2.8", before)).toMatchObject({
      answer: { is: "accepted" },
      effect: {
        do: "remember",
        change: { to: "notes-base", base: { tag: "v4.2.8", by: "lstein", comment: ID, at: before.now } },
      },
    });
    expect(answerTo("/notes base v4.2.8", based({}))?.answer).toEqual({ is: "done" });
    expect(answerTo("/notes base v4.2.8", withBody("By hand.", based({})))?.effect?.do).toBe("update-draft");
  });

  it("gives way to a newer one, and to none that is older", () => {
    expect(answerTo("/notes base v4.2.8", based({ comment: 3, at: before.now - 1 }))?.effect?.do).toBe(
      "remember",
    );
    expect(answerTo("/notes base v4.2.8", based({ comment: ID + 1, at: before.now + 1 }))?.answer.is).toBe(
      "done",
    );
  });

  it.each<[string, Partial<NotesBase>, boolean]>([
    ["a comment before it in the same second", { comment: ID - 1 }, true],
    ["a comment after it in the same second", { comment: ID + 1 }, false],
    ["a comment after it whose number is lower", { comment: ID - 1, at: before.now + 1 }, false],
    ["itself", {}, false],
  ])("counts beside %s", (_, base, counts) => {
    const effect = answerTo("/notes base v4.2.8", based({ tag: "v4.2.7", ...base }))?.effect;
    expect(effect?.do).toBe(counts ? "remember" : undefined);
  });

  it("counts once more in the same comment", () => {
    const twice = "/notes base v4.2.7\n/notes base v4.2.8";
    const at = (base: Partial<NotesBase>) => {
      const one = comment(ID, people.lstein, twice, { createdAt: before.now });
      return plan({ ...based(base), comments: seen([one]), tags: seen(["v4.2.7", "v4.2.8"]) }).answers;
    };
    expect(at({ tag: "v4.2.7" }).map(({ effect }) => effect)).toMatchObject([
      undefined,
      { do: "remember", change: { base: { tag: "v4.2.8", position: 1 } } },
    ]);
    expect(at({ position: 1 }).map(({ answer }) => answer.is)).toEqual(["done", "done"]);
  });

  it("is answered in words on a closed board, which is not written again", () => {
    const now = released({ ranges: before.ranges });
    const over = board({ state: "closed", closedByApp: true });
    const closed = (body: string) => {
      const kept = given(based({}, now).board)?.memory ?? expect.fail();
      return withBody(body, { ...now, board: seen({ ...over, memory: kept }) }, false);
    };
    const fresh = newBody(closed(""));
    expect(answerTo("/notes base v4.2.8", closed("By hand."))?.effect?.do).toBe("update-draft");
    expect(answerTo("/notes base v4.2.8", closed(fresh))?.answer).toEqual({
      is: "told",
      what: "notes-start",
      sections: [],
    });
    expect(answerTo("/notes", closed(fresh))?.answer).toEqual({ is: "done" });
  });

  it("is a tag of the repository that is not the release's own; others are named to choose from", () => {
    const tags = [
      "v4.2.7",
      "v4.2.8",
      "v4.2.9",
      "v4.2.10",
      "v4.2.9rc1",
      "v4.1.0",
      "v5.0.0",
      "v5.1.0",
      "nightly",
    ];
    const now = { ...before, tags: seen(tags) };
    expect(refusal("/notes base v4.2", now)).toEqual({
      is: "no-such-base",
      said: "v4.2",
      own: false,
      tags: ["v4.2.10", "v4.2.9", "v4.2.9rc1", "v4.2.8", "v4.2.7"],
    });
    expect(refusal("/notes base v5.0.0", now)).toMatchObject({ is: "no-such-base", own: true });
    expect(answerTo("/notes base nightly", now)?.effect?.do).toBe("remember");
    expect(refusal("/notes base v4.2", atTheGates({ tags: seen([]) }))).toMatchObject({ tags: [] });
  });
});
