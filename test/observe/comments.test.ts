import { expect, test } from "vitest";
import { createMarkers } from "../../src/markers.ts";
import { comments } from "../../src/observe/comments.ts";
import type { Eyes } from "../../src/observe/eyes.ts";
import { createRecent } from "../../src/recent.ts";
import type { Comment } from "../../src/release/snapshot.ts";
import { snapshot } from "../release/snapshot-builder.ts";

const raw = (id: number, body: string) => ({
  id,
  node_id: `IC_${id}`,
  body,
  user: { id: 1, login: "lstein", type: "User" },
  performed_via_github_app: null,
  created_at: "2026-11-20T18:00:00Z",
  html_url: `https://github.com/invoke-ai/InvokeAI/issues/1#issuecomment-${id}`,
});

/** A GitHub that lists these comments; `nodes` is what GraphQL knows of them. */
function eyesOn(list: readonly ReturnType<typeof raw>[], nodes: Readonly<Record<string, object | null>>) {
  const asked: string[][] = [];
  const github = {
    readAll: async () => list,
    query: async (_: string, { ids }: { ids: string[] }) => {
      asked.push(ids);
      return { nodes: ids.map((id) => nodes[id] ?? null) };
    },
  };
  const eyes = {
    github: github as unknown as Eyes["github"],
    permissions: async () => ({}),
    registries: new Map(),
    statusPage: { read: async () => undefined },
    markers: createMarkers(new Uint8Array(32)),
    downloads: { fetch, origins: [] },
    contents: new Map(),
    logs: new Map(),
    provenances: new Map(),
    details: new WeakMap(),
    ranges: { whole: createRecent(1), doubtful: new Map() },
    elsewhere: () => github as unknown as Eyes["github"],
  } satisfies Eyes;
  return { eyes, asked };
}

const node = (id: number, reacted: readonly string[] = []) => ({
  id: `IC_${id}`,
  lastEditedAt: null,
  reactionGroups: reacted.map((content) => ({ content, viewerHasReacted: true })),
});

async function read(eyes: Eyes): Promise<readonly Comment[]> {
  const fact = await comments(eyes, snapshot());
  return fact.is === "seen" ? fact.value : [];
}

test("only comments that may hold a command are asked about, and those once while GitHub lists them as before", async () => {
  const list = [raw(1, "/approve pypi"), raw(2, "Nice."), raw(3, "/publish")];
  const { eyes, asked } = eyesOn(list, { IC_1: node(1, ["EYES"]), IC_3: node(3) });
  const first = await read(eyes);
  expect(first.map(({ id, claimed }) => [id, claimed])).toEqual([
    [1, true],
    [2, false],
    [3, false],
  ]);
  expect(await read(eyes)).toEqual(first);
  expect(asked).toEqual([["IC_1", "IC_3"]]);
});

test("a comment that is listed anew is asked about again, and so is everything where it is looked at afresh", async () => {
  const list = [raw(1, "/approve pypi"), raw(3, "/publish")];
  const { eyes, asked } = eyesOn(list, { IC_1: node(1), IC_3: node(3) });
  await read(eyes);
  list[1] = raw(3, "/publish");
  await read(eyes);
  await read({ ...eyes, details: new WeakMap() });
  expect(asked).toEqual([["IC_1", "IC_3"], ["IC_3"], ["IC_1", "IC_3"]]);
});

test("a comment that GraphQL does not find is gone, whatever the list says, until it is found", async () => {
  const nodes: Record<string, object | null> = { IC_1: null };
  const { eyes } = eyesOn([raw(1, "/approve pypi")], nodes);
  expect(await read(eyes)).toEqual([]);
  nodes["IC_1"] = node(1);
  expect((await read(eyes)).map(({ id }) => id)).toEqual([1]);
});
