import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRange } from "../../src/cli/demo/range-file.ts";
import { type Loaded, worldOf } from "../../src/cli/notes/history.ts";
import { reportOf } from "../../src/cli/notes/report.ts";
import { type NotesRun, runNotes } from "../../src/cli/notes/run.ts";
import { wantedOf } from "../../src/cli/notes/wanted.ts";
import { seen } from "../../src/release/fact.ts";
import { type Listening, listen } from "../../src/sandbox/server.ts";
import { range as emptyRange } from "../release/range-builder.ts";
import { snapshot } from "../release/snapshot-builder.ts";
import { commit, range, straight } from "./range.ts";

const REPOSITORY = "invoke-ai/InvokeAI";

const released = () => {
  const reading = readRange(JSON.stringify(straight()));
  if (reading.is === "faulty") throw new Error(reading.faults.join("\n"));
  return reading.range;
};

let github: Loaded;
let server: Listening;
beforeEach(async () => {
  github = worldOf(released());
  server = await listen(github.project.sandbox);
});
afterEach(() => server.close());

/** What the command prints, and its exit code. */
async function run(range: string, more: Partial<NotesRun> = {}, terminal = false) {
  const { token } = github.world.access;
  let output = "";
  let errors = "";
  const code = await runNotes({
    repository: REPOSITORY,
    range,
    userAgent: "test",
    variables: { GITHUB_TOKEN: token, GITHUB_API_URL: `${server.url}/github` },
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text), isTTY: terminal },
    ...more,
  });
  return { code, output, errors };
}

describe("the words of the command", () => {
  it.each([
    ["octo/tool", { owner: "octo", name: "tool" }],
    ["octocat_acme/tool.js", { owner: "octocat_acme", name: "tool.js" }],
    ["old-/tool", { owner: "old-", name: "tool" }],
  ])("name a repository: %s", (repository, place) => {
    expect(wantedOf(repository, "v1")).toEqual({ place, tag: "v1" });
  });

  it.each(["-octo/tool", "octo", "octo/tool/x", "a b/tool", "_x/tool"])("name none: %s", (repository) => {
    expect(wantedOf(repository, "v1")).toEqual({ wrong: repository });
  });
});

it("a lack of both ranges is told once", () => {
  const missing = [{ is: "crowded-commit", sha: "a".repeat(40) }] as const;
  const list = emptyRange({ base: "v5.0.0rc1", missing });
  const sinceFinal = emptyRange({ base: "v4.2.9", missing: [...missing, { is: "no-base" }] });
  const ranges = { list, sinceFinal };
  expect(reportOf(snapshot({ ranges: seen(ranges) }), ranges).missing).toEqual(sinceFinal.missing);
});

describe("release-conductor notes", () => {
  it("prints the notes of a tag since the one before, and what they are about to the other stream", async () => {
    const { code, output, errors } = await run("v1.1.0");
    expect(code).toBe(0);
    expect(output).toContain("fix: memory");
    expect(output).toContain("@ada-l");
    expect(output).toMatch(/[^\n]\n$/);
    expect(errors).toBe(
      "invoke-ai/InvokeAI@v1.1.0 since v1.0.0: 5 commits, 4 pull requests and 3 people to thank.\n",
    );
  });

  it("only reads: GETs, and queries of GraphQL", async () => {
    await run("v1.1.0");
    const sent = github.project.sandbox.exchanges.map(({ method, path: where, requestBody }) => {
      const { query = "" } = (requestBody ?? {}) as { readonly query?: string };
      return method === "GET" ? method : `${method} ${where} ${query.trimStart().slice(0, 5)}`;
    });
    expect([...new Set(sent)].sort()).toEqual(["GET", "POST /graphql query"]);
    expect(github.project.sandbox.unknownRequests).toEqual([]);
  });

  it("takes another base, which may be any tag", async () => {
    github.project.repo.pushTag("somewhere", {
      sha: straight().commits[1]?.sha ?? "",
      by: "lstein",
      silent: true,
    });
    const { code, output } = await run("somewhere..v1.1.0", { json: true });
    const told = JSON.parse(output);
    expect([code, told.base, told.counts]).toEqual([0, "somewhere", { commits: 3, pullRequests: 2 }]);
    expect((await run("somewhere...v1.1.0", { json: true })).output).toBe(output);
  });

  it("prints everything as one JSON object", async () => {
    const { code, output } = await run("v1.1.0", { json: true });
    const told = JSON.parse(output);
    expect(code).toBe(0);
    expect(told).toMatchObject({
      repository: REPOSITORY,
      tag: "v1.1.0",
      title: "InvokeAI v1.1.0",
      base: "v1.0.0",
      counts: { commits: 5, pullRequests: 4 },
      newcomers: [],
      shipped: { commits: 0, pullRequests: [] },
      missing: [],
    });
    expect(told.pullRequests.map(({ number }: { number: number }) => number)).toEqual([11, 12, 13, 14]);
    expect(told.contributors.map(({ login }: { login: string }) => login)).toContain("ada-l");
    expect(told.notes).toBe((await run("v1.1.0")).output);
  });

  it("follows the repository's configuration", async () => {
    github.project.repo.commit({
      files: { ".github/release-conductor.yml": "notes: { exclude: [ada-l] }\n" },
      message: "Leave Ada out",
      author: { login: "lstein" },
    });
    expect((await run("v1.1.0")).output).not.toContain("- @ada-l");
  });

  it("needs no configuration", async () => {
    const bare = worldOf(released(), null);
    const other = await listen(bare.project.sandbox);
    const variables = { GITHUB_TOKEN: bare.world.access.token, GITHUB_API_URL: `${other.url}/github` };
    const told = await run("v1.1.0", { variables }).finally(other.close);
    expect(told).toMatchObject({ code: 0, output: expect.stringContaining("@ada-l") });
  });

  it("reads a range file in a GitHub of its own, without a token", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "notes-"));
    const history = path.join(folder, "range.json");
    await writeFile(history, JSON.stringify(range([commit("fix: one", 1, { pr: 7 })])));
    const { code, output } = await run("v1.1.0", { history, variables: {} });
    expect([code, output]).toEqual([0, expect.stringContaining("fix: one")]);
    await writeFile(history, "{}");
    const faulty = await run("v1.1.0", { history, variables: {} });
    expect([faulty.code, faulty.errors]).toEqual([
      2,
      expect.stringMatching(/range\.json: base: Invalid input/),
    ]);
    const none = await run("v1.1.0", { history: path.join(folder, "none.json"), variables: {} });
    expect([none.code, none.errors]).toEqual([
      2,
      expect.stringMatching(/none\.json: cannot be read \(ENOENT\)\n$/),
    ]);
    await rm(folder, { recursive: true });
  });

  it("counts the answers on a terminal, and leaves nothing of that there", async () => {
    const { errors } = await run("v1.1.0", {}, true);
    const lines = errors.split("\r\u001b[K");
    expect(lines[1]).toBe("1 answers of GitHub …");
    expect(lines.at(-1)).toMatch(/^invoke-ai/);
  });

  it.each([
    [
      "the repository is no repository",
      "v1.1.0",
      { repository: "InvokeAI" },
      2,
      /^InvokeAI is neither a repository/,
    ],
    ["the range has three tags", "v1..v2..v3", {}, 2, /^v1\.\.v2\.\.v3 is neither .* a range/],
    ["there is no token", "v1.1.0", { variables: {} }, 2, /GITHUB_TOKEN is not set.*gh auth token/s],
    [
      "the address is none",
      "v1.1.0",
      { variables: { GITHUB_TOKEN: "x", GITHUB_API_URL: "github" } },
      2,
      /GITHUB_API_URL is not a URL/,
    ],
    [
      "the repository is not shown",
      "v1.1.0",
      { repository: "invoke-ai/secret" },
      1,
      /^GitHub shows no invoke-ai\/secret to this token: correct the name/,
    ],
    ["there is no such tag", "v9.9.9", {}, 1, /^invoke-ai\/InvokeAI has no tag v9\.9\.9/],
    ["there is no such base", "v0.9.9..v1.1.0", {}, 1, /^invoke-ai\/InvokeAI has no tag v0\.9\.9/],
  ])("says what to do where %s", async (_, words, more, code, text) => {
    const told = await run(words, more);
    expect([told.code, told.output, told.errors]).toEqual([code, "", expect.stringMatching(text)]);
  });

  it("wants a base for a tag that is no version", async () => {
    github.project.repo.pushTag("nightly", { sha: github.project.repo.head(), by: "lstein", silent: true });
    expect(await run("nightly")).toMatchObject({
      code: 1,
      errors:
        "nightly is no version, so no tag is known to come before it: name one, as in v4.2.9..nightly.\n",
    });
    expect(await run("v1.0.0..nightly")).toMatchObject({ code: 0 });
  });

  it("says what is wrong in the configuration", async () => {
    github.project.repo.commit({
      files: { ".github/release-conductor.yml": "notes: { contributors: some }\n" },
      message: "Break it",
      author: { login: "lstein" },
    });
    const { code, errors } = await run("v1.1.0");
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/is not valid:\nnotes\.contributors: .+\nCorrect it/),
    ]);
  });

  it("says what the notes lack, and ends with 1", async () => {
    const { repo } = github.project;
    const orphan = repo.commit({
      branch: null,
      parents: [],
      message: "Apart",
      author: { login: "lstein" },
      silent: true,
    });
    repo.pushTag("apart", { sha: orphan, by: "lstein", silent: true });
    const { code, output, errors } = await run("apart..v1.1.0");
    expect([code, output]).toEqual([1, expect.stringContaining("fix: memory")]);
    expect(errors.split("\n")[1]).toBe(
      "apart has no history in common with the tag, so another base was taken: name one that has.",
    );
  });

  it("says what the notes had to be made without", async () => {
    github.project.repo.commit({
      files: { ".github/release.yml": "changelog: none\n" },
      message: "Break it",
      author: { login: "lstein" },
    });
    const { code, errors } = await run("v1.1.0");
    expect([code, errors]).toEqual([
      0,
      expect.stringMatching(/release\.yml can't be used, so the notes are made without it/),
    ]);
  });

  it("begins them as the release before of the same kind began, where that is configured", async () => {
    const { repo } = github.project;
    repo.commit({
      files: { ".github/release-conductor.yml": "notes: { intro: previous, title: previous }\n" },
      message: "As before",
      author: { login: "lstein" },
    });
    const [before] = repo.releases();
    if (before !== undefined) before.body = "Welcome.\n\n## What's Changed\n* all";
    const told = JSON.parse((await run("v1.1.0", { json: true })).output);
    expect([told.title, told.notes]).toEqual(["InvokeAI v1.1.0", expect.stringMatching(/^Welcome\.\n\n## /)]);
  });

  it("lets nothing that a stranger wrote steer the terminal", async () => {
    const { repo } = github.project;
    const files = { ".github/release-conductor.yml": "notes: { intro: previous }\n" };
    repo.commit({ files, message: "As before", author: { login: "lstein" } });
    const [before] = repo.releases();
    if (before !== undefined) before.body = "\u001b]0;x\u0007A\tb\r\n\u009b2Jc\n\n## What's Changed\n* all";
    expect((await run("v1.1.0")).output).toMatch(/^\]0;xA\tb\n2Jc\n\n## /);
    const { output } = await run("v1.1.0", { json: true });
    expect(output).not.toMatch(/[^\P{Cc}\n]/u);
    expect(JSON.parse(output).notes).toContain("\u009b2Jc");
  });

  it("says when GitHub takes the token no more, and does not repeat it", async () => {
    const variables = { GITHUB_TOKEN: "ghp_outdated", GITHUB_API_URL: `${server.url}/github` };
    const { code, errors } = await run("v1.1.0", { variables });
    expect([code, errors]).toEqual([1, expect.stringContaining("does not take the token in GITHUB_TOKEN")]);
    expect(errors).not.toContain("ghp_outdated");
  });

  it("says until when GitHub's limits are used up", async () => {
    github.project.sandbox.faults.secondaryLimit({ retryAfter: 120 });
    const { code, errors } = await run("v1.1.0");
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/limits for this token are used up: try again after /),
    ]);
  });
});
