import { describe, expect, it } from "vitest";
import { artifactsOf } from "../../src/workflows/artifacts.ts";
import { readWorkflow } from "../../src/workflows/read-workflow.ts";
import { shapeOf } from "../../src/workflows/shape.ts";
import { workflowsOf } from "./shapes.ts";

const of = (shape: string, tag = "v1.0.0") => shapeOf({ workflows: workflowsOf(shape), tag });

describe("a tag starts the workflow, and jobs wait at environments", () => {
  it.each([
    ["pypi-one", "24.1", "release.yml", ["pypi"]],
    ["pypi-and-testpypi", "v5.0.0", "release.yml", ["testpypi", "pypi"]],
    ["wheels-matrix", "v2.3.0", "wheels.yml", ["pypi"]],
    ["npm", "v3.1.4", "publish.yml", ["npm"]],
    ["crates", "v0.4.2", "release.yml", ["release"]],
    ["monorepo", "core-v1.4.0", "release-core.yml", ["pypi"]],
    ["monorepo", "cli-v0.9.0", "release-cli.yml", ["pypi"]],
    ["reusable", "0.15.0", "release.yml", ["release"]],
    ["in-ci", "v2.12.0", "ci.yml", ["release"]],
    ["several-gates", "v1.0.0rc1", "release.yml", ["testpypi", "pypi", "docs"]],
    ["release-in-the-job", "v3.9.0", "ci-cd.yml", ["pypi"]],
  ])("%s %s", (shape, tag, file, environments) => {
    expect(of(shape, tag)).toMatchObject({
      is: "tag-first",
      path: `.github/workflows/${file}`,
      environments,
      besides: [],
    });
  });
});

describe("what is not conducted", () => {
  it.each([
    ["no-environment", "nest-v1.14.0", { is: "no-environment", job: "publish", index: "pypi" }],
    ["release-first", "25.3.0", { is: "release-first", job: "release-pypi" }],
    ["branch-first", "v1.0.0", { is: "branch-first", job: "release" }],
    ["by-hand", "8.4.0", { is: "by-hand", job: "deploy" }],
    [
      "elsewhere",
      "v1.2.0",
      { is: "environment-unseen", where: "acme/workflows/.github/workflows/publish.yml@v3" },
    ],
    ["faulty", "v1.0.0", { is: "workflow-faulty", says: "Job 'publish' depends on unknown job 'tests'" }],
    ["monorepo", "v1.0.0", { is: "other-tags", patterns: ["cli-v*"] }],
  ])("%s %s", (shape, tag, because) => {
    expect(of(shape, tag)).toMatchObject({ is: "refused", because });
  });

  const gated = (on: string, more = "") =>
    `on: ${on}\njobs:\n  b:\n    runs-on: x\n    steps: [{ run: make }]\n  a:\n    needs: b\n    runs-on: x\n    environment: pypi\n${more}    steps: [{ run: twine upload dist/* }]\n`;
  const reading = (...texts: readonly string[]) =>
    texts.map((text, index) => readWorkflow(`.github/workflows/${index}.yml`, text));

  it.each([
    ["none", [], { is: "no-workflow" }],
    ["two that wait for the same tag", [gated("push"), gated("push")], { is: "several-workflows" }],
    [
      "on a schedule",
      [gated("{ schedule: [{ cron: 0 0 * * 1 }] }")],
      { is: "other-event", events: ["schedule"] },
    ],
    [
      "for branches alone, though a tag starts it",
      [gated("push", "    if: github.ref_name == 'main'\n")],
      { is: "job-left-out", condition: "github.ref_name == 'main'" },
    ],
    [
      "one job that waits",
      [
        gated("push")
          .replace("    needs: b\n", "")
          .replace(/ {2}b:\n.*\n.*\n/, ""),
      ],
      { is: "gate-before-build", job: "a" },
    ],
    [
      "an environment that only the run knows",
      [gated("push").replace("environment: pypi", "environment: $" + "{{ vars.GATE }}")],
      { is: "environment-unseen", job: "a" },
    ],
  ])("%s", (_, texts, because) => {
    expect(shapeOf({ workflows: reading(...texts), tag: "v1.0.0" })).toMatchObject({
      is: "refused",
      because,
    });
  });

  it("a configured workflow that is not there", () => {
    const workflow = ".github/workflows/release.yml";
    const shape = shapeOf({ workflows: reading(gated("push")), tag: "v1.0.0", workflow });
    expect(shape).toEqual({ is: "refused", because: { is: "workflow-absent", path: workflow } });
  });

  it("is chosen among two by the configuration", () => {
    const workflow = ".github/workflows/1.yml";
    const shape = shapeOf({ workflows: reading(gated("push"), gated("push")), tag: "v1.0.0", workflow });
    expect(shape).toMatchObject({ is: "tag-first", path: workflow });
  });
});

describe("the jobs of a release", () => {
  const jobs = (shape: string, tag: string) => {
    const found = of(shape, tag);
    return found.is === "tag-first" ? found.jobs : [];
  };
  const artifacts = (shape: string, tag: string, id: string) => {
    const all = jobs(shape, tag);
    return all.filter((job) => job.id === id).flatMap((job) => artifactsOf(job, all));
  };

  it("are called as GitHub calls them", () => {
    expect(jobs("pypi-and-testpypi", "v5.0.0").map(({ name }) => name)).toEqual([
      "python-tests / py3.11: linux-cpu",
      "python-tests / py3.11: macos-default",
      "python-tests / py3.12: linux-cpu",
      "python-tests / py3.12: macos-default",
      "build",
      "publish-testpypi",
      "publish-pypi",
    ]);
  });

  it("leave out what a tag does not start", () => {
    expect(jobs("in-ci", "v2.12.0").map(({ name }) => name)).not.toContain("coverage");
    expect(jobs("in-ci", "docs").map(({ id }) => id)).toEqual([]);
  });

  it("tell what they upload and where they publish", () => {
    const work = jobs("wheels-matrix", "v2.3.0").map((job) => [job.name, ...job.work]);
    expect(work).toEqual([
      ["Wheels on ubuntu-latest", { does: "upload", name: "wheels-ubuntu-latest" }],
      ["Wheels on windows-latest", { does: "upload", name: "wheels-windows-latest" }],
      ["Wheels on macos-15", { does: "upload", name: "wheels-macos-15" }],
      ["Wheels on ubuntu-24.04-arm", { does: "upload", name: "wheels-ubuntu-24.04-arm" }],
      ["build_sdist", { does: "upload", name: "sdist" }],
      ["upload_all", { does: "download" }, { does: "publish", index: "pypi" }],
    ]);
    expect(artifacts("wheels-matrix", "v2.3.0", "upload_all")).toEqual([
      "wheels-ubuntu-latest",
      "wheels-windows-latest",
      "wheels-macos-15",
      "wheels-ubuntu-24.04-arm",
      "sdist",
    ]);
    const reused = jobs("reusable", "0.15.0").at(-1);
    expect(reused).toMatchObject({
      name: "custom-publish-pypi / Upload to PyPI",
      needs: ["build"],
      environment: { is: "named", name: "release" },
      work: [
        { does: "download", pattern: "wheels-*" },
        { does: "publish", index: "pypi" },
      ],
    });
    expect(artifacts("reusable", "0.15.0", "custom-publish-pypi / pypi-publish")).toEqual([
      "wheels-linux",
      "wheels-macos",
    ]);
    expect(artifacts("in-ci", "v2.12.0", "release-core")).toEqual(["pypi_files_schema-kit-core"]);
  });
});
