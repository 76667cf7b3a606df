import { expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { evidenceChain } from "../../src/release/evidence-chain.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  artifacts,
  attested,
  configured,
  gate,
  githubRelease,
  published,
  REPOSITORY,
  served,
  sha256,
} from "./snapshot-builder.ts";

const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

/** A release of so many wheels, all served and attested and attached, which counts how often anything of it is read. */
function counted(files: number): { readonly now: Snapshot; readonly reads: () => number } {
  let reads = 0;
  const counting = <T extends object>(value: T): T =>
    new Proxy(value, {
      get(target, key, receiver) {
        reads += 1;
        const found: unknown = Reflect.get(target, key, receiver);
        return typeof found === "object" && found !== null ? counting(found) : found;
      },
    });
  const by = {
    kind: "GitHub",
    repository: "invoke-ai/InvokeAI",
    workflow: "release.yml",
    environment: "pypi",
  };
  const built = Array.from({ length: files }, (_, at) => {
    const name = `invokeai-5.0.0-cp3${at}-none-any.whl`;
    return { name, size: 1, sha256: sha256(name) };
  });
  const now = published(
    seen([
      {
        project: "invokeai",
        version: "5.0.0",
        known: "served",
        files: built.map((file) => ({ filename: file.name, sha256: file.sha256, yanked: false })),
      },
    ]),
    {
      configuration: configured({ gates: [gate("pypi", { index: "pypi" })], assets: [] }),
      contents: seen([{ artifact: "dist", id: artifacts[0]?.id ?? 0, is: "read", files: built }]),
      provenance: {
        pypi: seen(
          built.map((file) => ({ filename: file.name, publishers: [{ ...by, attests: [file.sha256] }] })),
        ),
      },
      githubReleases: seen([
        githubRelease({
          assets: built.map(({ name }, id) => ({ id, name, size: 1, uploaded: true, byApp: true })),
        }),
      ]),
    },
  );
  return { now: counting(now), reads: () => reads };
}

it.each([
  ["the evidence", (now: Snapshot) => evidenceChain(now, [])],
  ["the plan", plan],
])("%s of ten times the files takes about ten times the looking", (_what, look) => {
  const readsFor = (files: number) => {
    const { now, reads } = counted(files);
    look(now);
    return reads();
  };
  expect(readsFor(300)).toBeLessThan(15 * readsFor(30));
});

it("is of every file: built, served by its index, published by whom, attached", () => {
  const chain = evidenceChain(counted(3).now, []);
  expect(chain).toHaveLength(3);
  for (const [id, { file, served, asset }] of chain.entries()) {
    expect(served).toEqual([
      {
        gate: "pypi",
        index: "pypi",
        is: "same",
        digest: `sha256:${sha256(file)}`,
        yanked: false,
        provenance: "present",
      },
    ]);
    expect(asset).toEqual({ id });
  }
});

it.each<[string, Snapshot["repositoriesNamed"], string]>([
  ["as expected", { "mallory/x": seen(REPOSITORY) }, "present"],
  ["somebody else", { "mallory/x": absent }, "other"],
  ["nobody that is known", {}, "no-answer"],
  ["nobody that is known", { "mallory/x": unknown(fault) }, "no-answer"],
])("who published under another name is %s, as GitHub says: %j", (_who, repositoriesNamed, provenance) => {
  const now = published(served(), {
    provenance: { pypi: attested("pypi", { repository: "mallory/x" }) },
    repositoriesNamed,
  });
  const [wheel] = evidenceChain(now, []);
  expect(wheel?.served.find(({ gate: name }) => name === "pypi")).toMatchObject({ is: "same", provenance });
});
