import { expect, it } from "vitest";
import { evidenceRecord } from "../../src/conduct/evidence-record.ts";
import { absent, unknown } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { attested, published, served } from "../release/snapshot-builder.ts";

const NO_ANSWER = unknown({ kind: "unreachable", whom: "somebody", detail: "no answer" });
const byMallory = { pypi: attested("pypi", { repository: "mallory/x" }) };
const record = (more: Partial<Snapshot>) =>
  evidenceRecord(published(served(), more), "invoke-ai/InvokeAI@v5.0.0");

it.each<[string, Partial<Snapshot>]>([
  ["who published", { provenance: { pypi: NO_ANSWER } }],
  ["whose name a publisher has", { provenance: byMallory }],
  ["whose name a publisher has", { provenance: byMallory, repositoriesNamed: { "mallory/x": NO_ANSWER } }],
  ["what the index serves", { index: { pypi: NO_ANSWER } }],
  ["who tried it", { comments: NO_ANSWER }],
])("nothing is recorded while nobody has told %s", (_what, more) => {
  expect(record(more)).toBeUndefined();
});

it.each<[string, Partial<Snapshot>]>([
  ["present", {}],
  ["other", { provenance: byMallory, repositoriesNamed: { "mallory/x": absent } }],
])("a publisher of whom all is told is recorded as %s", (provenance, more) => {
  expect(record(more)?.files[0]?.served).toMatchObject([{ gate: "pypi", is: "same", provenance }]);
});
