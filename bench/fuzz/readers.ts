import { gunzipSync, gzipSync } from "node:zlib";
import { createAllowance } from "../../src/artifacts/allowance.ts";
import { atNothing, readArchive } from "../../src/artifacts/archive.ts";
import { artifactContents } from "../../src/artifacts/contents.ts";
import { ArtifactRefused } from "../../src/artifacts/refused.ts";
import { readSdist } from "../../src/artifacts/sdist.ts";
import { namelessFile } from "../../src/artifacts/temporary.ts";
import { AGREEMENT_RULES, PYPI_RULES } from "../../src/pipeline/metadata-rules.ts";
import { PUBLIC_INDEXES, registries } from "../../src/registries/registries.ts";
import { RegistryFault } from "../../src/registries/registry.ts";
import { parseCoreMetadata } from "../../src/release/core-metadata.ts";
import { distribution } from "../../src/release/distribution.ts";
import { coreMetadata, type DistributionSource } from "../../src/sandbox/files/distribution.ts";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { zip } from "../../src/sandbox/files/zip.ts";
import type { Chance } from "./chance.ts";
import { mutated } from "./mutate.ts";

/** One reader of foreign bytes: reads a changed input, and tells whether it took it. Anything else it throws is a fault. */
export type FuzzedReader = {
  readonly name: string;
  /** How often it is chosen, in parts of the sum of all. */
  readonly weight: number;
  readonly read: (chance: Chance) => Promise<boolean>;
};

const SOURCE: DistributionSource = {
  name: "Demo.Tool",
  version: "1.0rc1",
  requiresPython: ">=3.10,<4",
  requires: ["torch>=2,<3; python_version > '3.11'", "numpy[extra] (>=1.0)"],
  metadata: [
    "Summary: A tool",
    "Classifier: Programming Language :: Python :: 3",
    "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
    "License-Expression: MIT",
  ],
};

const built = { wheel: await wheel(SOURCE), sdist: sdist(SOURCE) };
const installer = await zip({ "lib/a.txt": "a", [`lib/${built.wheel.filename}`]: built.wheel.bytes });
const plain = {
  tar: gunzipSync(built.sdist.bytes),
  zip: await zip({ "a.txt": "a", "b/c.txt": "b".repeat(300), "d.bin": Buffer.alloc(100) }),
  metadata: Buffer.from(`${coreMetadata(SOURCE)}\nA description.\n`),
  page: Buffer.from(
    JSON.stringify({
      meta: { "api-version": "1.1" },
      name: "demo-tool",
      versions: ["1.0rc1"],
      files: [built.wheel, built.sdist].map(({ filename }) => ({
        filename,
        url: `https://files.example/${filename}`,
        hashes: { sha256: "0".repeat(64) },
        yanked: false,
        "requires-python": ">=3.10",
      })),
    }),
  ),
};

/** The readers, each with inputs of its own: a third of the archives inside archives is changed within, too. */
export const READERS: readonly FuzzedReader[] = [
  { name: "zip reader", weight: 12, read: (chance) => takes(() => readZip(mutated(plain.zip, chance))) },
  { name: "artifact contents", weight: 8, read: readContents },
  {
    name: "sdist reader, compressed",
    weight: 8,
    read: (chance) => takes(() => readTarGz(mutated(built.sdist.bytes, chance))),
  },
  {
    name: "sdist reader, tar",
    weight: 14,
    read: (chance) => takes(() => readTarGz(gzipSync(mutated(plain.tar, chance), { level: 1 }))),
  },
  {
    name: "metadata parser and rules",
    weight: 25,
    read: async (chance) => judge(mutated(plain.metadata, chance)),
  },
  {
    name: "file names",
    weight: 20,
    read: async (chance) => {
      const { filename } = chance.oneOf([built.wheel, built.sdist]);
      return distribution(mutated(Buffer.from(filename), chance).toString()) !== undefined;
    },
  },
  {
    name: "pages of an index",
    weight: 13,
    read: (chance) => takes(() => readPage(mutated(plain.page, chance))),
  },
];

/** Whether it was read: a refusal with a reason is the other good answer. */
async function takes(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (error instanceof ArtifactRefused || error instanceof RegistryFault) return false;
    throw error;
  }
}

async function readZip(bytes: Buffer): Promise<void> {
  const file = await namelessFile();
  try {
    await file.writeFile(bytes);
    await readArchive(file, bytes.length, atNothing);
  } finally {
    await file.close();
  }
}

async function readTarGz(bytes: Buffer): Promise<void> {
  await readSdist({ bytes: inChunks(bytes), size: bytes.length }, createAllowance());
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

/** An artifact of a wheel, an sdist and an installer, changed outside, or inside and packed soundly. */
async function readContents(chance: Chance): Promise<boolean> {
  const inside = chance.upTo(3) > 0;
  const change = (bytes: Uint8Array) => (inside && chance.upTo(2) === 0 ? mutated(bytes, chance) : bytes);
  const packed = await zip({
    [built.wheel.filename]: change(built.wheel.bytes),
    [built.sdist.filename]: change(built.sdist.bytes),
    "installer.zip": change(installer),
  });
  const bytes = inside ? Buffer.from(packed) : mutated(packed, chance);
  let isWhole = true;
  const isRead = await takes(async () => {
    const files = await artifactContents({
      name: "dist",
      url: "http://storage.test/1",
      settings: {
        origins: ["http://storage.test"],
        fetch: async () =>
          new Response(new Uint8Array(bytes), { headers: { "content-type": "application/zip" } }),
      },
    });
    isWhole = files.every(
      ({ metadata, wheels }) => metadata?.is !== "unreadable" && wheels?.is !== "unreadable",
    );
  });
  return isRead && isWhole;
}

function judge(bytes: Buffer): boolean {
  const fields = parseCoreMetadata(bytes.toString());
  const judged = { fields, project: "demo-tool", version: "1.0rc1", tagged: undefined };
  return [...AGREEMENT_RULES, ...PYPI_RULES].every((rule) => rule.judge(judged).length === 0);
}

const clock = {
  now: () => 0,
  sleepUntil: async () => undefined,
  busy: <T>(task: () => Promise<T>) => task(),
};

async function readPage(bytes: Buffer): Promise<void> {
  const answer = async () =>
    new Response(new Uint8Array(bytes), {
      headers: { "content-type": "application/vnd.pypi.simple.v1+json" },
    });
  const urls = { ...PUBLIC_INDEXES, pypi: "http://index.test" };
  await registries({ clock, urls, fetchTo: () => answer })
    .get("pypi")
    ?.release("demo-tool", "1.0rc1");
}
