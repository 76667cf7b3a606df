import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { createConductor } from "../../src/conductor.ts";
import { COMMANDS } from "../../src/release/answer.ts";
import { PHASES } from "../../src/release/step.ts";
import { configured } from "../config/reading.ts";
import { pageText, placeOf } from "../generated.ts";

const DOCS = readdirSync(placeOf("docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .sort();
const PAGES = ["README.md", "ARCHITECTURE.md", ...DOCS.map((name) => `docs/${name}`)];

/** Text between backticks, blocks of code left out. */
function codeSpans(page: string): readonly string[] {
  const prose = pageText(page).replace(/```.*?```/gs, "");
  return [...prose.matchAll(/`(?<code>[^`\n]+)`/g)].flatMap(({ groups }) => groups?.["code"] ?? []);
}

/** Blocks of code of one language. */
function codeBlocks(page: string, language: string): readonly string[] {
  const blocks = pageText(page).matchAll(new RegExp(`^ *\`\`\`${language}\\n(?<code>.*?)^ *\`\`\``, "gms"));
  return [...blocks].flatMap(({ groups }) => groups?.["code"] ?? []);
}

/** GitHub's name for a heading, as links use it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

describe.each(PAGES)("%s", (page) => {
  it("links only to what is there", () => {
    const links = [...pageText(page).matchAll(/\]\((?<to>[^)\s]+)\)/g)].flatMap(
      ({ groups }) => groups?.["to"] ?? [],
    );
    const broken = links
      .filter((link) => !link.startsWith("https://"))
      .filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });

  it("shows only commands that exist", () => {
    const said = codeSpans(page).flatMap(
      (code) => /^\/(?<word>[a-z]+)(?= |$)/.exec(code)?.groups?.["word"] ?? [],
    );
    const known = [
      ...COMMANDS,
      "healthz",
      "readyz",
      "metrics",
      "link",
      "health",
      "releases",
      "sign-in",
      "sign-out",
      "name",
      "aprove",
    ];
    expect(said.filter((word) => !known.includes(word))).toEqual([]);
  });

  it("runs only scripts and sub-commands that exist", () => {
    const { scripts } = JSON.parse(pageText("package.json")) as { scripts: Readonly<Record<string, string>> };
    const text = pageText(page);
    const run = [...text.matchAll(/npm run (?<name>[\w-]+)/g)].map(({ groups }) => groups?.["name"] ?? "");
    const sub = [...text.matchAll(/`release-conductor (?<name>[\w-]+)|main\.js (?<other>[\w-]+)/g)].map(
      ({ groups }) => groups?.["name"] ?? groups?.["other"] ?? "",
    );
    const program = createProgram({ version: "0", conductor: createConductor });
    const known = program.commands.map((command) => command.name());
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    expect(sub.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("README.md", () => {
  it("shows an example of the configuration that can be read", () => {
    const examples = codeBlocks("README.md", "yaml").filter((yaml) => yaml.includes("gates:"));
    expect(examples).toHaveLength(1);
    expect(examples.map((yaml) => configured(yaml).gates?.map((gate) => gate.name))).toEqual([
      ["testpypi", "pypi"],
    ]);
  });

  it("pictures every phase that begins with the tag and ends with good bytes, in order", () => {
    const [picture = ""] = codeBlocks("README.md", "mermaid");
    const nodes = [...picture.matchAll(/(?<node>[a-z-]+)\["/g)].map(({ groups }) => groups?.["node"]);
    const besides: readonly string[] = ["call-out", "replaces", "yank"];
    expect(nodes).toEqual(PHASES.filter((phase) => !besides.includes(phase)));
  });
});

describe("ARCHITECTURE.md", () => {
  const [, tree = ""] = pageText("ARCHITECTURE.md").split("## The tree");
  const named = [...tree.matchAll(/^\| (?<cell>[^|]+) \|/gm)].flatMap(({ groups }) =>
    [...(groups?.["cell"] ?? "").matchAll(/`(?<path>[^`]+)`/g)].map((match) => match.groups?.["path"] ?? ""),
  );

  it("has a line for each folder of src", () => {
    const folders = readdirSync(placeOf("src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${entry.name}/`);
    expect(named.filter((path) => path.endsWith("/") && path !== "src/").sort()).toEqual(folders.sort());
  });

  it("names only files that exist", () => {
    const missing = named.filter((path) => path !== "src/" && !existsSync(placeOf(join("src", path))));
    expect(missing).toEqual([]);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : relative(placeOf("."), placeOf(join(dirname(page), path)));
  if (!existsSync(placeOf(target))) {
    return false;
  }
  const headings = anchor === undefined ? [] : [...pageText(target).matchAll(/^#+ (?<heading>.*)$/gm)];
  return (
    anchor === undefined || headings.some(({ groups }) => anchorOf(groups?.["heading"] ?? "") === anchor)
  );
}
