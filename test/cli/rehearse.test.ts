import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runInit } from "../../src/cli/init/run.ts";
import { type RehearseRun, runRehearse } from "../../src/cli/rehearse/run.ts";
import { checkoutOf, type ShapeCheckout } from "./shape-checkout.ts";

const CONFIGURATION = ".github/release-conductor.yml";
const ended: ShapeCheckout[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of ended.splice(0)) one.end();
});

function checkout(shape: string, tags?: readonly string[]): ShapeCheckout {
  const made = checkoutOf(shape, tags);
  ended.push(made);
  return made;
}

const silent = { write: () => true };

/** What `init` makes of it is what is rehearsed. */
async function configured(shape: string, tags?: readonly string[]): Promise<ShapeCheckout> {
  const made = checkout(shape, tags);
  const { folder: directory, variables } = made;
  const code = await runInit({
    directory,
    variables,
    force: false,
    dryRun: false,
    json: false,
    output: silent,
    errors: silent,
  });
  expect(code).toBe(0);
  return made;
}

async function rehearse({ folder, variables }: ShapeCheckout, more: Partial<RehearseRun> = {}) {
  let [output, errors] = ["", ""];
  const code = await runRehearse({
    directory: folder,
    json: false,
    variables,
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text) },
    ...more,
  });
  return { code, output, errors };
}

async function played(one: ShapeCheckout, more: Partial<RehearseRun> = {}) {
  const { code, output } = await rehearse(one, { json: true, ...more });
  const answer = JSON.parse(output);
  const said = (answer.happenings ?? [])
    .filter(({ is }: { is: string }) => is === "said")
    .map(({ by, words }: { by: string; words: string }) => `${by}: ${words}`);
  return { code, said, ...answer };
}

describe("a repository whose releases begin with a tag is conducted to the end, as init configures it", () => {
  it.each<[string, readonly string[], string, readonly string[], object]>([
    ["pypi-one", ["24.0"], "24.1", ["pypi"], { pypi: 2 }],
    ["pypi-and-testpypi", ["v4.0.0"], "v5.0.0", ["testpypi", "pypi"], { testpypi: 2, pypi: 2 }],
    ["wheels-matrix", ["v2.2.0"], "v2.3.0", ["pypi"], { pypi: 5 }],
    ["npm", ["v3.1.3"], "v3.1.4", ["npm"], { npm: 1 }],
    ["crates", ["v0.4.1"], "v0.4.2", ["release"], { crates: 1 }],
    ["monorepo", ["cli-v0.8.0", "core-v1.3.0"], "core-v1.0.0", ["pypi"], { pypi: 2 }],
    ["reusable", ["0.14.0"], "0.15.0", ["release"], { pypi: 2 }],
    ["in-ci", ["v2.11.0"], "v2.12.0", ["release", "release"], { pypi: 4 }],
    ["release-in-the-job", ["v3.8.0"], "v3.9.0", ["pypi"], { pypi: 2 }],
  ])("%s", async (shape, tags, tag, gates, served) => {
    const answer = await played(await configured(shape, tags));
    expect(answer).toMatchObject({
      code: 0,
      end: "released",
      tag,
      served,
      public: expect.stringContaining(tag),
    });
    expect(answer.opened.toSorted()).toEqual([...gates].sort());
    expect(answer.states).toBeGreaterThan(3);
  });

  it("several-gates, with everybody whom its configuration demands", async () => {
    const answer = await played(checkout("several-gates"));
    expect(answer).toMatchObject({
      code: 0,
      end: "released",
      opened: ["testpypi", "pypi", "docs"],
      served: { testpypi: 2, pypi: 2 },
      announced: 1,
    });
    const commit = /\/approve pypi (?<commit>[0-9a-f]{7})$/.exec(
      answer.said.find((one: string) => one.includes("pypi ")),
    )?.[1];
    expect(answer.said).toEqual([
      "navigator: /approve testpypi",
      "tester: /tested linux ok",
      "tester: /tested windows ok",
      `navigator: /approve pypi ${commit}`,
      `engineer: /approve pypi ${commit}`,
      `of-bridge-1: /approve pypi ${commit}`,
      "maintainer-1: /approve docs",
      "maintainer-1: /publish",
    ]);
  });

  it("monorepo, by the tag that is asked for", async () => {
    const answer = await played(await configured("monorepo", ["cli-v0.8.0", "core-v1.3.0"]), {
      tag: "cli-v0.9.0",
    });
    expect(answer).toMatchObject({
      code: 0,
      tag: "cli-v0.9.0",
      workflow: ".github/workflows/release-cli.yml",
    });
  });
});

describe("a repository of another shape is told so in one sentence", () => {
  it.each([
    ["no-environment", "nest-v1.14.0", "add the line `environment: pypi` to job `publish`."],
    ["gate-before-build", "v2.40.0", "move `environment:` from job `build` to job `publish`."],
    ["release-first", "v25.3.0", 'let it start with `on: { push: { tags: ["v*"] } }`, and'],
    ["branch-first", "v1.0.0", 'let it start with `on: { push: { tags: ["v*"] } }` instead.'],
    ["by-hand", "v8.4.0", 'add `on: { push: { tags: ["v*"] } }` beside `workflow_dispatch`,'],
    ["elsewhere", "v1.2.0", "into a workflow of this repository."],
    ["faulty", "v1.0.0", "correct that first."],
  ])("%s", async (shape, tag, remedy) => {
    const one = checkout(shape);
    one.write(CONFIGURATION, `tags: "${tag.replace(/\d.*/, "")}*"\nversion: { file: none }\n`);
    const { code, output, errors } = await rehearse(one, { tag });
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toMatch(/^These releases are not conducted\. [^\n]+\n$/);
    expect(errors).toContain(remedy);
  });
});

describe("what is shown", () => {
  it("is each state of the board, of which only what changed", async () => {
    const { code, output } = await rehearse(await configured("pypi-one", ["24.0"]));
    expect(code).toBe(0);
    const lines = output.split("\n");
    expect(lines[0]).toMatch(/^your\/project releases `24\.1` with .*: 2 jobs, the gate `pypi`\./);
    expect(lines[1]).toMatch(/^18:00:\d\d {2}Release 24\.1: Waiting for the release workflow/);
    expect(lines.filter((line) => line.includes("tag · ✅ done"))).toHaveLength(1);
    expect(output).toMatch(
      /maintainer-1: \/approve pypi\n18:0\d:\d\d {2}[^\n]+\n( {10}[^\n]+\n)*? {10}\+ publish `pypi` · ⏳/,
    );
    expect(output).toMatch(
      /\n`24\.1` is released\. [^\n]+\n {2}Opened: `pypi`; published: 2 files on pypi; [^\n]+\n$/,
    );
    expect(output).not.toMatch(/<!--|mermaid|\]\(http/);
  });

  it("tells what it takes for granted", async () => {
    const one = checkout("monorepo");
    one.write(CONFIGURATION, 'tags: ["core-v*", "cli-v*"]\nversion: { file: none }\n');
    expect((await played(one)).presumed).toEqual([expect.stringContaining("`core-v1.0.0` is made up")]);
    const bare = await played(checkout("npm"));
    expect(bare.presumed).toEqual([expect.stringMatching(/^There is no \.github\/release-conductor\.yml/)]);
  });

  it("asks nobody", async () => {
    const fetch = vi.spyOn(globalThis, "fetch");
    await rehearse(checkout("npm"));
    const hosts = fetch.mock.calls.map(([to]) => new URL(to instanceof Request ? to.url : to).hostname);
    expect([...new Set(hosts)]).toEqual(["127.0.0.1"]);
  });
});

describe("a release that does not come to its end", () => {
  it("says where it stands", async () => {
    const one = checkout("npm");
    one.write(CONFIGURATION, "gates: { npm: {}, staging: { index: none } }\n");
    const { code, output } = await rehearse(one);
    expect(code).toBe(1);
    expect(output).toMatch(
      /\nThe release of `v3\.1\.4` does not come to its end\. The board says: [^\n]*staging/,
    );
  });

  it("is not begun with a broken configuration", async () => {
    const one = checkout("npm");
    one.write(CONFIGURATION, "gates: { npm: { approvals: 7 } }\n");
    const { code, errors } = await rehearse(one);
    expect([code, errors]).toEqual([1, expect.stringMatching(/broken.*\n {2}gates\.npm\.approvals line 1/)]);
  });

  it("is not begun with a tag that is not the version", async () => {
    const { code, errors } = await rehearse(checkout("npm"), { tag: "v3.1.5" });
    expect([code, errors]).toEqual([1, expect.stringContaining("3.1.4")]);
  });

  it("is not begun where there is no folder", async () => {
    const { folder } = checkout("npm");
    const { code, errors } = await rehearse(checkout("npm"), { directory: path.join(folder, "absent") });
    expect([code, errors]).toEqual([2, expect.stringContaining("ENOENT")]);
  });
});
