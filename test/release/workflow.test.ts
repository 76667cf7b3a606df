import { describe, expect, test } from "vitest";
import { readYaml } from "../../src/config/yaml.ts";
import { workflowJobs } from "../../src/release/workflow.ts";

function jobsIn(yaml: string) {
  return workflowJobs(readYaml(yaml).value);
}

/** The one job of a workflow, below what the workflow says of all. */
function job(yaml: string, above = "on: push") {
  const lines = yaml.split("\n").map((line) => `    ${line}`);
  const jobs = jobsIn([above, "jobs:", "  publish:", ...lines].join("\n"));
  expect(jobs).toHaveLength(1);
  return jobs?.[0];
}

describe("an identity token may be asked for", () => {
  test.each<[string, boolean, string, string?]>([
    ["by the job's permission", true, "permissions: { id-token: write }"],
    ["by the workflow's", true, "steps: []", "permissions: { id-token: write, contents: read }"],
    ["by write-all", true, "permissions: write-all"],
    ["not by read-all", false, "permissions: read-all"],
    ["not by reading", false, "permissions: { id-token: read }"],
    ["not by default", false, "steps: []"],
    [
      "not where the job's own permissions take the place of the workflow's",
      false,
      "permissions: { contents: read }",
      "permissions: { id-token: write }",
    ],
    ["not where the job has none at all", false, "permissions: {}", "permissions: write-all"],
    ["not where the job's are left blank", false, "permissions:", "permissions: write-all"],
  ])("%s", (_, expected, yaml, above) => {
    expect(job(yaml, above)?.idToken).toBe(expected);
  });
});

test.each([
  ["environment: pypi", { is: "named", name: "pypi" }],
  ["environment: { name: pypi, url: 'https://index.example/p/tool' }", { is: "named", name: "pypi" }],
  [
    ["environment: { name: '$", "{{ inputs.index }}' }"].join(""),
    { is: "expression", text: ["$", "{{ inputs.index }}"].join("") },
  ],
  ["environment: { url: 'https://index.example' }", { is: "none" }],
  ["environment: 3", { is: "none" }],
  ["steps: []", { is: "none" }],
])("a job with %s", (yaml, environment) => {
  expect(job(yaml)?.environment).toEqual(environment);
});

const dollar = "$";

describe("a secret is handed over", () => {
  test.each<[string, boolean, string, string?]>([
    ["to an action", true, `steps: [{ uses: a/b@v1, with: { password: "${dollar}{{ secrets.PYPI }}" } }]`],
    [
      "to a script",
      true,
      `steps: [{ run: twine upload, env: { TWINE_PASSWORD: "${dollar}{{ secrets['PYPI'] }}" } }]`,
    ],
    ["to all jobs", true, "steps: []", `env: { TOKEN: "${dollar}{{ secrets.PYPI }}" }`],
    [
      "not with GitHub's own token",
      false,
      `steps: [{ uses: a/b@v1, with: { token: "${dollar}{{ secrets.GITHUB_TOKEN }}" } }]`,
    ],
    ["not with an input", false, `steps: [{ run: "echo ${dollar}{{ inputs.secretsauce }}" }]`],
  ])("%s", (_, expected, yaml, above) => {
    expect(job(yaml, above)?.hasSecrets).toBe(expected);
  });
});

test.each([
  ["{ uses: pypa/gh-action-pypi-publish@release/v1 }", true],
  ["{ uses: pypa/gh-action-pypi-publish@76f52bc884231f62b9a034ebfe128415bbaabdfc }", true],
  ["{ run: python -m twine upload dist/* }", true],
  ["{ run: uv publish --trusted-publishing always }", true],
  ["{ run: npm publish --provenance }", true],
  ["{ run: npm publish --dry-run }", false],
  ["{ run: cargo publish -p tool }", true],
  ["{ run: make publish-docs }", false],
  ["{ uses: JS-DevTools/npm-publish@v3 }", true],
  ["{ run: npx semantic-release }", true],
  ["{ uses: katyo/publish-crates@v2, with: { dry-run: true } }", false],
  ["{ uses: actions/upload-artifact@v4 }", false],
])("whether a step publishes on an index: %s", (step, expected) => {
  expect(job(`steps: [${step}]`)?.publishes).toBe(expected);
});

test("needs come as one name or as several", () => {
  expect(job("needs: build")?.needs).toEqual(["build"]);
  expect(job("needs: [build, lint]")?.needs).toEqual(["build", "lint"]);
  expect(job("needs: { build: 1 }")?.needs).toEqual([]);
});

test("a called workflow is named", () => {
  expect(job("uses: ./.github/workflows/publish.yml")?.calls).toBe("./.github/workflows/publish.yml");
});

test.each(["[]", "on: push", "jobs: [build]", "jobs: text", ""])("%j is no workflow", (yaml) => {
  expect(jobsIn(yaml)).toBeUndefined();
});
