import { describe, expect, it } from "vitest";
import { newBody } from "../../src/notes/release-body.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { actionText, isIrreversible } from "../../src/release/action.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import type { Person, Snapshot } from "../../src/release/snapshot.ts";
import { pullRequest, range } from "../release/range-builder.ts";
import {
  board,
  comment,
  githubRelease,
  memory,
  people,
  published,
  released,
  served,
  snapshot,
} from "../release/snapshot-builder.ts";

const ID = 9_000_000_000;
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const pulls = range({ base: "v4.2.9", pullRequests: [pullRequest(7, "octocat")] });

function answerTo(body: string, now: Snapshot, by: Person = people.lstein) {
  const earlier = now.comments.is === "seen" ? now.comments.value : [];
  const one = comment(ID, by, body, { createdAt: now.now });
  const { answers } = plan({ ...now, comments: seen([...earlier, one]) });
  return answers.find(({ said }) => said.comment === one);
}

/** The board as it is once this `/resume` was taken up. */
function resumed(now: Snapshot): Snapshot {
  return { ...now, board: seen(board({ memory: memory({ resumed: { comment: ID, at: now.now } }) })) };
}

describe("/resume", () => {
  it.each<[string, Snapshot, Record<string, unknown>]>([
    [
      "is noted first on an open board",
      snapshot(),
      {
        answer: { is: "accepted" },
        effect: { do: "remember", change: { to: "resumed", by: { comment: ID } } },
      },
    ],
    ["is told once it is noted", resumed(snapshot()), { answer: { is: "told", what: "resume" } }],
    [
      "waits while the tag can't be seen",
      { ...snapshot(), tag: unknown(fault) },
      { answer: { is: "looking" } },
    ],
  ])("%s", (_, now, expected) => {
    expect(answerTo("/resume", now)).toMatchObject(expected);
  });

  it("is for people who may write", () => {
    expect(answerTo("/resume", snapshot(), people.stranger)?.answer.is).toBe("refused");
  });

  const over = (now: Snapshot): Snapshot => ({
    ...now,
    board: seen(board({ state: "closed", closedByApp: true, memory: memory() })),
  });

  it("opens a closed board only where something is lacking", () => {
    const whole = released({ ranges: seen({ list: pulls }) });
    const deleted = { ...whole, githubReleases: seen([]) };
    expect(answerTo("/resume", over(deleted))?.effect).toMatchObject({
      do: "remember",
      change: { to: "resumed" },
    });
  });

  it("opens no closed board while somebody does not answer", () => {
    const now = released({
      ranges: seen({ list: pulls }),
      index: { pypi: unknown({ ...fault, whom: "pypi" }) },
    });
    expect(answerTo("/resume", over(now))?.answer).toEqual({ is: "looking", at: [] });
  });

  it.each<[string, Partial<Snapshot>]>([
    ["what was built", { contents: unknown(fault) }],
    ["whether it is public", { githubReleases: unknown(fault) }],
  ])("does not take a public release to be whole while GitHub does not say %s", (_, silent) => {
    const whole = released({ ranges: seen({ list: pulls }) });
    const at = whole.now;
    const now = { ...whole, board: seen(board({ memory: memory({ resumed: { comment: ID, at } }) })) };
    expect(answerTo("/resume", now)?.answer.is).not.toBe("looking");
    expect(answerTo("/resume", { ...now, ...silent })?.answer).toEqual({ is: "looking", at: [] });
  });

  it("writes stale sections of a public release anew, as /notes does", () => {
    const before = published(served(), { ranges: seen({ list: pulls }) });
    const stale = newBody({ ...before, tags: seen(["v4.2.8", "v5.0.0"]) }).replace(
      /(release-conductor:notes \S+) \S+/,
      "$1 of-another-day",
    );
    const now = resumed({ ...before, githubReleases: seen([githubRelease({ body: stale, draft: false })]) });
    const first = answerTo("/resume", now);
    expect(first).toMatchObject({ answer: { is: "accepted" }, effect: { do: "reply", comment: ID } });
    const said = comment(1, people.lstein, "What is left", { answers: ID });
    const told = { ...now, comments: seen([said]) };
    expect(answerTo("/resume", told)?.effect).toMatchObject({ do: "update-draft", comment: ID });
  });
});

describe("an upload", () => {
  const upload = { do: "upload-asset", release: 1, artifact: 2, file: "a", name: "a", sha256: "0" } as const;

  it("can't be taken back where it adds to what is public", () => {
    expect(isIrreversible(upload)).toBe(false);
    expect(isIrreversible({ ...upload, comment: ID })).toBe(true);
    expect(actionText({ ...upload, comment: ID })).not.toBe(actionText(upload));
  });
});

describe("/cancel of a release whose tag is gone", () => {
  const gone = (overrides: Partial<Snapshot> = {}): Snapshot =>
    snapshot({
      tag: absent,
      runs: seen([]),
      pending: seen([]),
      supersededReviews: seen([]),
      githubReleases: seen([]),
      index: { pypi: absent, testpypi: absent },
      // The board has told before the comment that the tag is gone.
      board: seen(board({ memory: memory({ waits: { tag: { for: "tag", since: 1, of: "" } } }) })),
      ...overrides,
    });

  it.each<[string, Snapshot, Record<string, unknown>]>([
    [
      "closes the board where nothing is left",
      gone(),
      { answer: { is: "accepted" }, effect: { do: "remember", change: { to: "withdrawn" } } },
    ],
    [
      "leaves a person's draft, and closes the board",
      gone({ githubReleases: seen([githubRelease({ byApp: false })]) }),
      { effect: { do: "remember", change: { to: "withdrawn" } } },
    ],
    [
      "deletes nothing of what is on the index",
      gone({ index: { pypi: served(), testpypi: absent } }),
      { answer: { is: "told", what: "out" } },
    ],
    [
      "deletes nothing of what a gate has let out",
      gone({
        supersededReviews: seen([
          { environments: ["docs"], state: "approved", by: "lstein", comment: "", run: 1 },
        ]),
      }),
      { answer: { is: "told", what: "out" } },
    ],
    [
      "decides nothing while an index is silent",
      gone({ index: { pypi: unknown({ ...fault, whom: "pypi" }), testpypi: absent } }),
      { answer: { is: "looking", at: [] } },
    ],
  ])("%s", (_, now, expected) => {
    expect(answerTo("/cancel", now)).toMatchObject(expected);
  });

  it("is for maintainers", () => {
    expect(answerTo("/cancel", gone(), people.ebr)?.answer.is).toBe("refused");
  });
});
