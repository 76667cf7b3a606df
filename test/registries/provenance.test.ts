import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { createIndex, type PackageIndex } from "../../src/sandbox/index/package-index.ts";
import { type Answering, asked, BASE, mounted, STILL } from "./asked.ts";

const publisher = { repository: "acme/demo", workflow: "release.yml", environment: "pypi" };
const file = sdist({ name: "demo", version: "1.0" });
const wanted = { project: "demo", version: "1.0", filename: file.filename };
let index: PackageIndex;

beforeEach(() => {
  index = createIndex({ clock: STILL, name: "pypi", host: BASE });
});

function provenance(answer: Answering = mounted(index)) {
  const ask = asked("pypi", answer).provenance;
  if (!ask) throw new Error("the registry pypi tells no provenance");
  return ask(wanted);
}

test("the publisher of a file is told, with the bytes that were attested", async () => {
  await index.upload("demo", [file], { provenance: publisher });
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  expect(await provenance()).toEqual({
    filename: file.filename,
    publishers: [{ kind: "GitHub", ...publisher, attests: [sha256] }],
  });
  expect(index.requests.map(({ path, headers }) => [path, headers["accept"]])).toEqual([
    [`/integrity/demo/1.0/${file.filename}/provenance`, "application/vnd.pypi.integrity.v1+json"],
  ]);
});

test("a publisher without an environment has none", async () => {
  const { environment: _, ...anywhere } = publisher;
  await index.upload("demo", [file], { provenance: anywhere });
  expect((await provenance()).publishers[0]).not.toHaveProperty("environment");
});

test("a file that nobody attested has no publishers, and no more has any while attestations are switched off", async () => {
  await index.upload("demo", [file]);
  expect(await provenance()).toEqual({ filename: file.filename, publishers: [] });
  index.outage({ status: 403 });
  expect(await provenance()).toEqual({ filename: file.filename, publishers: [] });
});

test.each([503, 429, 400])("an index that answers %i has told nothing", async (status) => {
  await index.upload("demo", [file], { provenance: publisher });
  index.outage({ status });
  await expect(provenance()).rejects.toMatchObject({
    name: "RegistryFault",
    fault: { whom: "pypi", status },
  });
});

const bundle = (statement: string) => ({
  attestation_bundles: [{ publisher: { kind: "GitHub" }, attestations: [{ envelope: { statement } }] }],
});
test.each([
  ["another shape", { bundles: [] }],
  ["a statement that is no JSON", bundle("%%%")],
  ["a statement about nothing", bundle(Buffer.from("{}").toString("base64"))],
])("%s is a fault, never an absence", async (_what, body) => {
  await expect(provenance(async () => Response.json(body))).rejects.toMatchObject({
    fault: { kind: "broken" },
  });
});
