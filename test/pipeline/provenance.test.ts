import { describe, expect, it } from "vitest";
import { verify } from "../../src/pipeline/verify.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Publisher } from "../../src/release/index-release.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { gate, published, REPOSITORY, served, sha256 } from "../release/snapshot-builder.ts";

const [WHEEL, SDIST] = ["InvokeAI-5.0.0-py3-none-any.whl", "invokeai-5.0.0.tar.gz"];

/** Both files as published by repositories of these names, and what GitHub said of some. */
function publishedBy(names: readonly string[], repositoriesNamed: Snapshot["repositoriesNamed"] = {}) {
  const publishers = (filename: string) =>
    names.map(
      (repository): Publisher => ({
        kind: "GitHub",
        repository,
        workflow: "release.yml",
        environment: "pypi",
        attests: [sha256(filename)],
      }),
    );
  const provenance = {
    pypi: seen([WHEEL, SDIST].map((filename) => ({ filename, publishers: publishers(filename) }))),
  };
  return verify(gate("pypi", { index: "pypi" }))(published(served(), { provenance, repositoriesNamed }));
}

const many = Array.from({ length: 30 }, (_, at) => `mallory/fork-${at}`);
const asked = (names: readonly string[]) => names.map((name) => ({ at: "repositoryNamed", name }));

describe("the names of repositories that published", () => {
  it("are asked about all at once, each once", () => {
    expect(publishedBy(["ann/one", "bob/two"])).toEqual({ is: "look", at: asked(["ann/one", "bob/two"]) });
    expect(publishedBy(["ann/one", "bob/two"], { "ann/one": seen(REPOSITORY) })).toEqual({
      is: "look",
      at: asked(["bob/two"]),
    });
  });

  it("are asked about ten at the most: who publishes under more is a stranger", () => {
    expect(publishedBy(many)).toEqual({ is: "look", at: asked(many.slice(0, 10)) });
    const answered = Object.fromEntries(many.slice(0, 10).map((name) => [name, absent]));
    expect(publishedBy(many, answered)).toMatchObject({ because: { is: "provenance-mismatch" } });
  });

  it.each(["mallory", "mallory/", "../..", "mallory/..", "mallory/a/b", "mallory/a?b", "", "mallory/ä"])(
    "are not asked about where they can be none: %j",
    (name) => {
      expect(publishedBy([name])).toMatchObject({
        because: {
          is: "provenance-mismatch",
          files: [
            { filename: WHEEL, about: "repository", expected: "invoke-ai/InvokeAI", found: name },
            { filename: SDIST },
          ],
        },
      });
    },
  );
});
