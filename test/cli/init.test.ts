import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type InitRun, runInit } from "../../src/cli/init/run.ts";
import { schemaAddress } from "../../src/cli/init/schema-line.ts";
import { readConfiguration } from "../../src/config/configuration.ts";
import { checkoutOf, type ShapeCheckout } from "./shape-checkout.ts";

const FILE = ".github/release-conductor.yml";
const ended: ShapeCheckout[] = [];
afterEach(() => {
  for (const one of ended.splice(0)) one.end();
});

function checkout(shape: string, tags?: readonly string[]): ShapeCheckout {
  const made = checkoutOf(shape, tags);
  ended.push(made);
  return made;
}

async function init({ folder, variables }: ShapeCheckout, more: Partial<InitRun> = {}) {
  let [output, errors] = ["", ""];
  const code = await runInit({
    directory: folder,
    force: false,
    dryRun: false,
    json: false,
    variables,
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text) },
    ...more,
  });
  return { code, output, errors };
}

async function found(shape: string, tags?: readonly string[]) {
  const { code, output } = await init(checkout(shape, tags), { json: true, dryRun: true });
  const { text, doubts, ...rest } = JSON.parse(output);
  const reading = readConfiguration(text ?? "broken: true", "");
  return { code, reading, doubts: (doubts ?? []).map(({ is }: { is: string }) => is), ...rest };
}

const pypi = (more: object) => ({ name: "pypi", index: "pypi", ...more });

describe("what a checkout's files lead to", () => {
  it.each<[string, readonly string[], object, readonly string[]]>([
    [
      "pypi-one",
      ["23.3", "24.0", "24.1"],
      {
        tags: ["[0-9]*"],
        workflow: "release.yml",
        version: { file: "src/orbit/__init__.py" },
        gates: [pypi({ packages: ["orbit"], artifacts: ["dist"] })],
      },
      ["members", "rule"],
    ],
    [
      "pypi-and-testpypi",
      ["3.7.0", "v4.0.0", "v5.0.0"],
      {
        tags: ["v*"],
        version: { file: "pyproject.toml" },
        gates: [{ name: "testpypi", index: "testpypi", optional: true, artifacts: ["dist"] }, pypi({})],
      },
      ["other-tags", "members", "rule"],
    ],
    [
      "wheels-matrix",
      ["v2.3.0"],
      {
        workflow: "wheels.yml",
        gates: [
          pypi({
            artifacts: [
              "wheels-ubuntu-latest",
              "wheels-windows-latest",
              "wheels-macos-15",
              "wheels-ubuntu-24.04-arm",
              "sdist",
            ],
          }),
        ],
      },
      ["members", "rule"],
    ],
    [
      "npm",
      [],
      {
        tags: ["v*"],
        version: { file: "package.json" },
        gates: [{ name: "npm", index: "npm", packages: ["@acme/star-map"], artifacts: ["package"] }],
      },
      ["no-tags", "members", "rule"],
    ],
    [
      "crates",
      ["v0.4.1"],
      { gates: [{ name: "release", index: "crates", packages: ["gimbal"] }] },
      ["no-artifact", "members", "rule"],
    ],
    [
      "monorepo",
      ["core-v1.3.0", "cli-v0.9.0", "core-v1.4.0"],
      { tags: ["core-v*", "cli-v*"], version: { file: "none" }, gates: [pypi({ artifacts: ["dist"] })] },
      ["several-versions", "package", "members", "rule"],
    ],
    [
      "reusable",
      ["0.15.0"],
      { gates: [{ name: "release", index: "pypi", artifacts: ["wheels-linux", "wheels-macos"] }] },
      ["members", "rule"],
    ],
    [
      "in-ci",
      ["v2.12.0"],
      {
        workflow: "ci.yml",
        gates: [
          {
            name: "release",
            index: "pypi",
            artifacts: ["pypi_files_schema-kit-core", "pypi_files_schema-kit"],
          },
        ],
      },
      ["package", "members", "rule"],
    ],
    [
      "several-gates",
      ["v1.0.0rc1"],
      { gates: [{ name: "testpypi" }, { name: "pypi" }, { name: "docs" }] },
      ["no-index", "members", "rule"],
    ],
    ["release-in-the-job", ["v3.9.0"], { gates: [{ name: "pypi" }] }, ["makes-release", "members", "rule"]],
  ])("%s", async (shape, tags, configuration, doubts) => {
    const seen = await found(shape, tags);
    expect(seen).toMatchObject({ code: 0, end: "shown", reading: { is: "valid", configuration } });
    expect(seen.doubts).toEqual(doubts);
  });

  it.each([
    ["no-environment", ["nest-v1.13.0"], "no-environment"],
    ["release-first", ["25.3.0"], "release-first"],
    ["branch-first", ["v1.0.0"], "branch-first"],
    ["by-hand", ["8.4.0"], "by-hand"],
    ["gate-before-build", ["v2.40.0"], "gate-before-build"],
    ["elsewhere", [], "environment-unseen"],
    ["faulty", [], "workflow-faulty"],
  ])("%s is refused", async (shape, tags, is) => {
    expect(await found(shape, tags)).toMatchObject({ code: 1, end: "refused", because: { is } });
  });

  it("finds members in CODEOWNERS, and names others in a comment", async () => {
    const one = checkout("pypi-one", ["24.1"]);
    one.write(".github/CODEOWNERS", "* @ann\n");
    expect((await init(one, { dryRun: true })).output).toContain(
      "\nnotes: { members: [association, codeowners] }\n",
    );
    const two = checkout("pypi-one", ["24.1"]);
    two.write("MAINTAINERS.md", "- Ann (@ann-example), ann@example.com\n");
    expect((await init(two, { dryRun: true })).output).toMatch(
      /# .*MAINTAINERS\.md: `"@ann-example"`\.\n# notes:/,
    );
    expect((await init(checkout("pypi-one"), { dryRun: true })).output).toMatch(
      /# .*most commits are by Ann\.\n/,
    );
  });

  it("refuses an environment that no command can name", async () => {
    const one = checkout("npm");
    const workflow = ".github/workflows/publish.yml";
    const text = readFileSync(path.join(one.folder, workflow), "utf8");
    one.write(workflow, text.replace("environment: npm", "environment: npm registry"));
    const { code, errors } = await init(one);
    expect([code, errors]).toEqual([1, expect.stringContaining("gates.npm registry line")]);
  });
});

describe("the file", () => {
  it("is written once, and anew with --force alone", async () => {
    const one = checkout("pypi-and-testpypi", ["v5.0.0"]);
    const first = await init(one);
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.output).toMatch(
      /^\.github\/release-conductor\.yml is written: .*\nNot sure, please check:\n {2}/,
    );
    const text = readFileSync(path.join(one.folder, FILE), "utf8");
    expect(readConfiguration(text, "").is).toBe("valid");
    one.write(FILE, "tags: mine\n");
    expect(await init(one)).toMatchObject({
      code: 1,
      errors: expect.stringContaining("nothing was written"),
    });
    expect(readFileSync(path.join(one.folder, FILE), "utf8")).toBe("tags: mine\n");
    expect(await init(one, { force: true })).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(one.folder, FILE), "utf8")).toBe(text);
  });

  it("is only printed with --dry-run", async () => {
    const one = checkout("pypi-one", ["24.1"]);
    const { code, output } = await init(one, { dryRun: true });
    expect([code, readConfiguration(output, "").is]).toEqual([0, "valid"]);
    expect(one.git("status", "--porcelain")).toBe("");
  });

  it.each<[string, boolean, RegExp]>([
    ["where the checkout has it, beside the file", true, /=release-conductor\.schema\.json$/],
    ["at its address", false, /=https:\/\/a\.example\/s\.json$/],
  ])("names the schema for editors %s", async (_, isCopied, line) => {
    const one = checkout("pypi-one", ["24.1"]);
    if (isCopied) one.write(".github/release-conductor.schema.json", "{}\n");
    const { output } = await init(one, { dryRun: true, schema: "https://a.example/s.json" });
    expect(output.split("\n")[0]).toMatch(/^# yaml-language-server: \$schema=/);
    expect(output.split("\n")[0]).toMatch(line);
    expect(readConfiguration(output, "").is).toBe("valid");
  });

  it("names no schema where there is none", async () => {
    const { output } = await init(checkout("pypi-one", ["24.1"]), { dryRun: true });
    expect(output).not.toContain("$schema");
  });

  it.each([
    [{ type: "git", url: "git+https://github.com/octo-org/tool.git" }, "octo-org/tool"],
    ["github:octo-org/tool.js", "octo-org/tool.js"],
    ["git@github.com:octo-org/tool.git", "octo-org/tool"],
    [{ url: "https://gitlab.com/octo-org/tool" }, undefined],
    [undefined, undefined],
  ])("finds the schema's address by the package's repository: %j", (repository, at) => {
    const url = `https://raw.githubusercontent.com/${at}/HEAD/docs/release-conductor.schema.json`;
    expect(schemaAddress(repository)).toBe(at === undefined ? undefined : url);
  });

  it("lands at the top of the checkout, from wherever it is run", async () => {
    const one = checkout("pypi-one", ["24.1"]);
    expect((await init(one, { directory: path.join(one.folder, "src") })).code).toBe(0);
    expect(readFileSync(path.join(one.folder, FILE), "utf8")).toContain("pypi");
  });

  it("is nowhere where there is no checkout", async () => {
    const one = checkout("pypi-one");
    expect(await init(one, { directory: path.dirname(one.folder) })).toMatchObject({
      code: 2,
      errors: expect.stringContaining("not a git repository"),
    });
  });
});
