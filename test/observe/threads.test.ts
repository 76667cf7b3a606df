import { expect, it } from "vitest";
import type { Reading } from "../../src/github/github.ts";
import { createMarkers } from "../../src/markers.ts";
import { threads } from "../../src/observe/threads.ts";
import { DEFAULT_RELEASE, type ReleasedIn } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import { configured, REPOSITORY, snapshot } from "../release/snapshot-builder.ts";

const markers = createMarkers(new Uint8Array(32));
const TAG = snapshot().key.tag;

/** GitHub with these conversations; keeps what it was asked. */
function gitHub(known: Readonly<Record<number, object>>) {
  const asked: Readonly<Record<string, unknown>>[] = [];
  const query: Reading["query"] = async (_document, variables) => {
    asked.push(variables);
    const places = Object.entries(variables).filter(([name]) => /^n\d$/.test(name));
    const found = places.map(([name, number]) => [name.replace("n", "t"), known[Number(number)] ?? null]);
    return { repository: Object.fromEntries(found) } as never;
  };
  return { asked, eyes: { github: { query } as Reading, markers } };
}

function thread(number: number, bodies: readonly string[] = [], more: object = {}) {
  return { number, locked: false, comments: { nodes: bodies.map((body) => ({ body })) }, ...more };
}

function ours(issue: number, tag = TAG, kind = "released-in", repository = REPOSITORY) {
  return markers.sign("🚀 Released in it.", { kind, repository, tag, issue });
}

const where = (...releasedIn: readonly ReleasedIn[]) =>
  snapshot({ configuration: configured({ release: { ...DEFAULT_RELEASE, releasedIn } }) });

it("what is there is seen, what is not is absent, ten in one query", async () => {
  const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
  const { asked, eyes } = gitHub({ 1: thread(1), 12: thread(12, [], { locked: true }) });
  const facts = await threads(eyes, where("pull-requests"), numbers);
  expect(facts[1]).toEqual(seen({ locked: false, told: false, closes: [] }));
  expect(facts[12]).toEqual(seen({ locked: true, told: false, closes: [] }));
  expect(numbers.slice(1, -1).map((number) => facts[number])).toEqual(numbers.slice(1, -1).map(() => absent));
  expect(asked).toMatchObject([
    { n0: 1, n9: 10, closing: false },
    { n0: 11, n1: 12, n9: 12, closing: false },
  ]);
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
  const { eyes } = gitHub({ 1: thread(1, ["first", body]) });
  expect(await threads(eyes, where("pull-requests"), [1])).toMatchObject({ 1: { value: { told } } });
});

it("issues that are closed count where they are of this repository", async () => {
  const closing = (number: number, databaseId: number) => ({ number, repository: { databaseId } });
  const nodes = [closing(5, REPOSITORY), closing(6, REPOSITORY + 1), null];
  const { asked, eyes } = gitHub({ 1: thread(1, [], { closingIssuesReferences: { nodes } }) });
  expect(await threads(eyes, where("issues"), [1])).toMatchObject({ 1: { value: { closes: [5] } } });
  expect(asked).toMatchObject([{ closing: true }]);
});
