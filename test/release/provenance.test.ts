import { expect, it } from "vitest";
import { seen, unseen } from "../../src/release/fact.ts";
import type { Publisher } from "../../src/release/index-release.ts";
import { judgedProvenance, namesInQuestion } from "../../src/release/provenance.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { attested, gate, published, REPOSITORY, run, served, sha256 } from "./snapshot-builder.ts";

const pypi = gate("pypi", { index: "pypi" });
const WHEEL = "InvokeAI-5.0.0-py3-none-any.whl";

/** In what the publisher of the wheel is not as expected. */
function judged(by: Partial<Publisher>, more: Partial<Snapshot> = {}) {
  const shown = { provenance: { pypi: attested("pypi", { attests: [sha256(WHEEL)], ...by }) } };
  const files = judgedProvenance(published(served(), { ...shown, ...more }), pypi);
  return files
    ?.find(({ filename }) => filename === WHEEL)
    ?.unexpected.map(({ about, found }) => [about, found]);
}

const called = (path: string) => ({ runs: seen([run({ called: [path] })]) });

it.each<[string, Partial<Publisher>, Partial<Snapshot>]>([
  ["the repository in other letters", { repository: "Invoke-AI/invokeai" }, {}],
  ["the environment in other letters", { environment: "PyPI" }, {}],
  ["several attestations of the same file", { attests: [sha256(WHEEL), sha256(WHEEL)] }, {}],
  [
    "a workflow that the release run called",
    { workflow: "publish.yml" },
    called("Invoke-AI/InvokeAI/.github/workflows/publish.yml"),
  ],
  [
    "one that it called before the repository was renamed",
    { workflow: "publish.yml" },
    {
      ...called("lstein/old/.github/workflows/publish.yml"),
      repositoriesNamed: { "lstein/old": seen(REPOSITORY) },
    },
  ],
])("%s is as expected", (_what, by, more) => {
  expect(judged(by, more)).toEqual([]);
});

it.each<[string, Partial<Publisher>, Partial<Snapshot>, string, string]>([
  ["another service", { kind: "GitLab" }, {}, "service", "GitLab"],
  ["a fork", { repository: "mallory/InvokeAI" }, {}, "repository", "mallory/InvokeAI"],
  ["another workflow", { workflow: "nightly.yml" }, {}, "workflow", "nightly.yml"],
  ["a workflow in other letters", { workflow: "Release.yml" }, {}, "workflow", "Release.yml"],
  [
    "a workflow of that name elsewhere, which the run called",
    { workflow: "publish.yml" },
    called("mallory/InvokeAI/.github/workflows/publish.yml"),
    "workflow",
    "publish.yml",
  ],
  [
    "one elsewhere, of which GitHub has said whose it is",
    { workflow: "publish.yml" },
    { ...called("mallory/x/.github/workflows/publish.yml"), repositoriesNamed: { "mallory/x": seen(666) } },
    "workflow",
    "publish.yml",
  ],
  ["another environment", { environment: "testpypi" }, {}, "environment", "testpypi"],
  [
    "other bytes",
    { attests: [sha256(WHEEL), "0".repeat(64)] },
    {},
    "digest",
    `${sha256(WHEEL)} ${"0".repeat(64)}`,
  ],
  ["nothing", { attests: [] }, {}, "digest", ""],
])("%s is not", (_what, by, more, about, found) => {
  expect(judged(by, more)).toEqual([[about, found]]);
});

it("a workflow that was called under another name of a repository hinges on whose that is", () => {
  const world = published(served(), {
    provenance: { pypi: attested("pypi", { workflow: "publish.yml" }) },
    ...called("lstein/old/.github/workflows/publish.yml"),
  });
  expect(namesInQuestion(judgedProvenance(world, pypi) ?? [])).toEqual(["lstein/old"]);
  const nightly = { ...world, provenance: { pypi: attested("pypi", { workflow: "nightly.yml" }) } };
  expect(namesInQuestion(judgedProvenance(nightly, pypi) ?? [])).toEqual([]);
});

it("a publisher that is trusted in any environment names none", () => {
  const { environment: _, ...anywhere } = {
    kind: "GitHub",
    repository: "invoke-ai/InvokeAI",
    environment: 1,
  };
  const publishers = [{ ...anywhere, workflow: "release.yml", attests: [sha256(WHEEL)] }];
  const provenance = { pypi: seen([{ filename: WHEEL, publishers }]) };
  const [wheel, sdist] = judgedProvenance(published(served(), { provenance }), pypi) ?? [];
  expect([wheel?.publishers.length, wheel?.unexpected, sdist?.publishers]).toEqual([1, [], []]);
});

it("one of several publishers that is not as expected is enough", () => {
  const own = {
    kind: "GitHub",
    repository: "invoke-ai/InvokeAI",
    workflow: "release.yml",
    environment: "pypi",
  };
  const publishers = [own, { ...own, repository: "mallory/x" }].map((one) => ({
    ...one,
    attests: [sha256(WHEEL)],
  }));
  const provenance = { pypi: seen([{ filename: WHEEL, publishers }]) };
  expect(judgedProvenance(published(served(), { provenance }), pypi)?.[0]?.unexpected).toMatchObject([
    { about: "repository", expected: "invoke-ai/InvokeAI", found: "mallory/x" },
  ]);
});

it("is judged by nothing before the index or the run is seen", () => {
  expect(judgedProvenance(published(served(), { provenance: {} }), pypi)).toBeUndefined();
  expect(judgedProvenance(published(served(), { runs: unseen }), pypi)).toBeUndefined();
});
