import { describe, expect, it } from "vitest";
import { createMarkers } from "../../src/markers.ts";
import { board } from "../../src/observe/board.ts";
import type { Eyes } from "../../src/observe/eyes.ts";
import { MINUTE } from "../../src/release/instant.ts";
import { START, snapshot } from "../release/snapshot-builder.ts";

const markers = createMarkers(new Uint8Array(32));
const known = snapshot();
const HERE = "https://api.github.com/repos/invoke-ai/InvokeAI";

type Given = {
  readonly after?: number;
  readonly closed?: true;
  readonly at?: string;
  readonly kind?: string;
};

/** An issue of the app's, made so many minutes after the start; its marker is that of a board unless told. */
function issue(number: number, { after = 0, closed, at = HERE, kind = "board" }: Given = {}) {
  const { repository, tag } = known.key;
  return {
    number,
    title: "Release v5.0.0",
    state: closed ? "closed" : "open",
    locked: false,
    user: { login: "release-conductor[bot]" },
    repository_url: at,
    html_url: `https://github.com/invoke-ai/InvokeAI/issues/${number}`,
    created_at: new Date(START + after * MINUTE).toISOString(),
    body: markers.sign("text", { kind, repository, tag, issue: number }),
  };
}

type Issue = ReturnType<typeof issue>;

/** The board that is found among these, `minutes` after the start, where the ledger knows one; and what was asked. */
async function found(issues: readonly Issue[], minutes: number, knownBoard?: number) {
  const asked: string[] = [];
  const page = (number: number) => issues.find((one) => one.number === number);
  const github = {
    seenAt: () => START + minutes * MINUTE,
    read: async (_: string, { issue_number }: { issue_number: number }) => page(issue_number),
    readOrAbsent: async (_: string, { issue_number }: { issue_number: number }) => page(issue_number),
    readAll: async (route: string) => {
      asked.push(route);
      return issues;
    },
  } as unknown as Eyes["github"];
  const eyes = { github, markers, ...(knownBoard === undefined ? {} : { knownBoard }) } as Eyes;
  const fact = await board(eyes, known);
  const at = fact.is === "seen" ? [fact.value.number, fact.value.twins ?? []] : fact.is;
  return { at, lists: asked.length };
}

describe("the board", () => {
  it.each<[string, readonly Issue[], number, number | undefined, unknown, number]>([
    ["is the one the ledger knows", [issue(7)], 60, 7, [7, []], 0],
    ["is found without the ledger", [issue(7)], 60, undefined, [7, []], 1],
    ["is the lowest of several", [issue(9), issue(7), issue(8)], 60, undefined, [7, [8, 9]], 1],
    [
      "is the lowest though the ledger knows a later one, while that is young",
      [issue(7), issue(8)],
      5,
      8,
      [7, [8]],
      1,
    ],
    ["has no twin that is closed already", [issue(7), issue(8, { closed: true })], 5, 7, [7, []], 1],
    ["has no twin that was closed as one", [issue(7), issue(8, { kind: "twin" })], 5, 7, [7, []], 1],
    [
      "is no old issue into which its text was copied",
      [issue(3, { after: -600 }), issue(7)],
      5,
      7,
      [7, []],
      1,
    ],
    ["is none that was transferred, number or not", [issue(7, { at: `${HERE}-attic` })], 60, 7, "absent", 1],
    ["is none where the known one is gone", [], 60, 7, "absent", 1],
  ])("%s", async (_name, issues, minutes, knownBoard, at, lists) => {
    expect(await found(issues, minutes, knownBoard)).toEqual({ at, lists });
  });
});
