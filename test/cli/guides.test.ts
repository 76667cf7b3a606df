import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { runRehearse } from "../../src/cli/rehearse/run.ts";
import { pageText, placeOf } from "../generated.ts";

const ended: string[] = [];
afterEach(() => {
  for (const folder of ended.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What is played of each guide; one without a workflow stands with nothing. */
const GUIDES: Readonly<
  Record<string, { tag: string; gates: readonly string[]; served: object } | undefined>
> = {
  "monorepo.md": { tag: "core-v1.4.0", gates: ["pypi"], served: { pypi: 2 } },
  "npm.md": { tag: "v3.1.4", gates: ["npm"], served: { npm: 1 } },
  "private-repositories.md": { tag: "v7.2.0", gates: ["release"], served: {} },
  "pypi.md": { tag: "v1.4.0", gates: ["pypi"], served: { pypi: 2 } },
  "several-gates.md": { tag: "v2.0.0", gates: ["pypi", "testpypi"], served: { pypi: 2, testpypi: 2 } },
  "when-the-conductor-is-down.md": undefined,
};

/** The files of a guide: each a block of code below a line that begins with its path. */
function filesIn(guide: string): readonly (readonly [string, string])[] {
  const blocks = pageText(`docs/guides/${guide}`).matchAll(
    /^`(?<file>[^`\n]+)`[^\n]*:\n\n```\w+\n(?<text>.*?)^```$/gms,
  );
  return [...blocks].map(({ groups }) => [groups?.["file"] ?? "", groups?.["text"] ?? ""] as const);
}

/** What people say by the guide's table, in its order. */
function wordsIn(guide: string): readonly string[] {
  const [, table = ""] = pageText(`docs/guides/${guide}`).split("\n| who | says | and then |\n");
  const rows = table.split("\n\n", 1).join("").split("\n").slice(1);
  return rows.map((row) => /`(?<words>[^`]+)`/.exec(row)?.groups?.["words"] ?? row);
}

function checkoutOf(guide: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "guide-"));
  ended.push(folder);
  for (const [file, text] of filesIn(guide)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

async function rehearsed(guide: string, tag: string) {
  let text = "";
  const output = { write: (more: string) => (text += more) };
  const code = await runRehearse({
    directory: checkoutOf(guide),
    tag,
    json: true,
    output,
    errors: output,
    variables: { PATH: "", GIT_CEILING_DIRECTORIES: tmpdir() },
  });
  return { code, ...JSON.parse(text) };
}

it("every guide is tried, or has nothing to try", () => {
  expect(readdirSync(placeOf("docs/guides")).toSorted()).toEqual(Object.keys(GUIDES));
  const bare = Object.keys(GUIDES).filter((guide) => filesIn(guide).length === 0);
  expect(bare).toEqual(Object.keys(GUIDES).filter((guide) => GUIDES[guide] === undefined));
});

it.each(Object.entries(GUIDES).flatMap(([guide, played]) => (played ? [[guide, played] as const] : [])))(
  "docs/guides/%s: its files are conducted to the end, by the words it says",
  async (guide, { tag, gates, served }) => {
    const answer = await rehearsed(guide, tag);
    const said = answer.happenings
      .filter(({ is }: { is: string }) => is === "said")
      .map(({ words }: { words: string }) => words);
    expect({ ...answer, said, opened: answer.opened.toSorted() }).toMatchObject({
      code: 0,
      end: "released",
      tag,
      opened: gates,
      served,
      presumed: [],
      said: wordsIn(guide),
    });
  },
);
