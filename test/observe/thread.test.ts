import { expect, it } from "vitest";
import type { Reading } from "../../src/github/github.ts";
import { createMarkers } from "../../src/markers.ts";
import { thread } from "../../src/observe/thread.ts";
import { DEFAULT_RELEASE, type ReleasedIn } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import { configured, REPOSITORY, snapshot } from "../release/snapshot-builder.ts";

const markers = createMarkers(new Uint8Array(32));
const TAG = snapshot().key.tag;

/** GitHub with this conversation; keeps what it was asked. */
function gitHub(issueOrPullRequest: object | null) {
  const asked: Readonly<Record<string, unknown>>[] = [];
  const query: Reading["query"] = async (_document, variables) => {
    asked.push(variables);
    return { repository: { issueOrPullRequest } } as never;
  };
  return { asked, eyes: { github: { query } as Reading, markers } };
}

function talk(bodies: readonly string[] = [], more: object = {}) {
  return { locked: false, comments: { nodes: bodies.map((body) => ({ body })) }, ...more };
}

function ours(issue: number, tag = TAG, kind = "released-in", repository = REPOSITORY) {
  return markers.sign("🚀 Released in it.", { kind, repository, tag, issue });
}

const where = (...releasedIn: readonly ReleasedIn[]) =>
  snapshot({ configuration: configured({ release: { ...DEFAULT_RELEASE, releasedIn } }) });

it("what is there is seen, what is gone is absent", async () => {
  const { asked, eyes } = gitHub(talk([], { locked: true }));
  expect(await thread(eyes, where("pull-requests"), 12)).toEqual(
    seen({ locked: true, told: false, closes: [] }),
  );
  expect(asked).toMatchObject([{ number: 12, closing: false }]);
  expect(await thread(gitHub(null).eyes, where("pull-requests"), 12)).toEqual(absent);
});

it.each([
  ["ours of this release", ours(1), true],
  ["ours of another release", ours(1, "v4.9.0"), false],
  ["ours of another conversation", ours(2), false],
  ["ours of another repository", ours(1, TAG, "released-in", REPOSITORY + 1), false],
  ["ours of another kind", ours(1, TAG, "reply"), false],
  ["somebody's who knows no key", ours(1).replace(/.{9} -->/, "AAAAAAAAA -->"), false],
  ["somebody's words", "🚀 Released in it.", false],
])("a comment of %s counts: %j", async (_whose, body, told) => {
  const { eyes } = gitHub(talk(["first", body]));
  expect(await thread(eyes, where("pull-requests"), 1)).toMatchObject({ value: { told } });
});

it("issues that are closed count where they are of this repository", async () => {
  const closing = (number: number, databaseId: number) => ({ number, repository: { databaseId } });
  const nodes = [closing(5, REPOSITORY), closing(6, REPOSITORY + 1), null];
  const { asked, eyes } = gitHub(talk([], { closingIssuesReferences: { nodes } }));
  expect(await thread(eyes, where("issues"), 1)).toMatchObject({ value: { closes: [5] } });
  expect(asked).toMatchObject([{ closing: true }]);
});
