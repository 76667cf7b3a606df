import { describe, expect, it } from "vitest";
import { stillKnown } from "../../src/conduct/still-known.ts";
import type { Action } from "../../src/release/action.ts";
import { blank } from "../../src/release/blank.ts";
import { seen, unknown, unseen } from "../../src/release/fact.ts";
import { RECORDS } from "../../src/release/look.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";

const BLANK = blank({
  key: { repository: 1, tag: "v1.0.0" },
  address: { installation: 2, owner: "acme", name: "widget" },
  app: { id: 3, slug: "conductor" },
  now: 0,
  reported: [],
  futile: [],
  channels: {},
} as Parameters<typeof blank>[0]);

const NO_ANSWER = unknown({ kind: "unreachable", whom: "GitHub", detail: "no answer" });

const SEEN: Snapshot = {
  ...BLANK,
  now: 10,
  tags: seen([]),
  threads: { 7: seen({ locked: false, told: false, closes: [] }) },
  comments: seen([]),
  githubReleases: seen([]),
  checkRun: seen({ id: 1, title: "", summary: "" }) as unknown as Snapshot["checkRun"],
};

const PROGRESS = { downTo: 7, at: 1, of: "0a", comments: 1 };

const REACT: Action = { do: "react", comment: 5, with: "eyes" };
const CREATE_DRAFT: Action = {
  do: "create-draft",
  tag: "v1.0.0",
  name: "1.0.0",
  prerelease: false,
  body: "0a",
};

describe("what the next look need not ask for again", () => {
  const table: readonly (readonly [string, readonly Action[], Partial<Snapshot>])[] = [
    ["a reaction changes comments only", [REACT], { comments: unseen, githubReleases: SEEN.githubReleases }],
    [
      "a draft changes GitHub releases only",
      [CREATE_DRAFT],
      { comments: SEEN.comments, githubReleases: unseen },
    ],
    [
      "telling people where a change came out changes what was said there, and the board that remembers it",
      [
        { do: "tell-released", thread: 7, text: "" },
        { do: "remember", board: 1, change: { to: "released-in", progress: PROGRESS } },
      ],
      {
        threads: expect.not.objectContaining({ 7: expect.anything() }),
        board: unseen,
        tags: SEEN.tags,
        comments: SEEN.comments,
      },
    ],
    [
      "what else is remembered may change everything",
      [{ do: "remember", board: 1, change: { to: "unhold", until: 5 } }],
      { board: unseen, tags: unseen, comments: unseen },
    ],
    [
      "both change both",
      [REACT, CREATE_DRAFT],
      { comments: unseen, githubReleases: unseen, tags: SEEN.tags },
    ],
  ];
  it.each(table)("%s", (_, done, expected) => {
    expect(stillKnown(BLANK, SEEN, done)).toMatchObject(expected);
  });

  it.each<[string, Partial<Snapshot>]>([
    ["artifacts", { artifacts: NO_ANSWER, contents: seen([]) }],
    ...Object.values(RECORDS).map((record): [string, Partial<Snapshot>] => [
      `one of ${record}`,
      { [record]: { 4: NO_ANSWER } },
    ]),
  ])("is nothing where %s got no answer: other facts may have been read without it", (_, blurred) => {
    expect(stillKnown(BLANK, { ...SEEN, ...blurred }, [REACT])).toEqual(BLANK);
  });

  it.each<Action>([
    { do: "cancel-run", run: 6 },
    { do: "remember", board: 7, change: {} as Extract<Action, { do: "remember" }>["change"] },
  ])("is nothing after $do, which may change everything", (action) => {
    expect(stillKnown(BLANK, SEEN, [REACT, action])).toEqual(BLANK);
  });
});
