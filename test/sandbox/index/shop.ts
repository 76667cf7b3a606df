import type { BuiltFile } from "../../../src/sandbox/files/distribution.ts";
import { sdist } from "../../../src/sandbox/files/sdist.ts";
import { wheel } from "../../../src/sandbox/files/wheel.ts";
import { createIndex } from "../../../src/sandbox/index/package-index.ts";

export const START = Date.UTC(2026, 10, 1, 12);

/** A clock a test moves by hand. */
export function handClock() {
  let now = START;
  return {
    now: () => now,
    pass(seconds: number) {
      now += seconds * 1000;
    },
  };
}

/** An index mounted at http://sandbox.test/pypi, and a way to ask it. */
export function openIndex() {
  const clock = handClock();
  const index = createIndex({ clock, name: "pypi", host: "http://sandbox.test/pypi" });
  const get = (path: string, headers: Record<string, string> = {}) =>
    index.handler(new Request(`http://sandbox.test${path}`, { headers }));
  return { clock, index, get };
}

/** A wheel and an sdist of My.Pkg. */
export async function built(version: string, seed = ""): Promise<[BuiltFile, BuiltFile]> {
  const source = { name: "My.Pkg", version, seed, requiresPython: ">=3.11" };
  return [await wheel(source), sdist(source)];
}

/** The parts of the pages the tests read. */
interface FileOfVersion {
  readonly filename: string;
}
export interface VersionPage {
  readonly info: { readonly version: string; readonly yanked: boolean };
  readonly last_serial: number;
  readonly urls: readonly FileOfVersion[];
  readonly releases?: Readonly<Record<string, readonly FileOfVersion[]>>;
}
interface SimpleFile {
  readonly filename: string;
  readonly url: string;
  readonly hashes: { readonly sha256: string };
  readonly yanked: boolean | string;
  readonly provenance: string | null;
  readonly "core-metadata": false | { readonly sha256: string };
}
export interface SimplePage {
  readonly name: string;
  readonly files: readonly [SimpleFile, ...SimpleFile[]];
}
export interface ProvenancePage {
  readonly attestation_bundles: readonly [
    {
      readonly publisher: Readonly<Record<string, string | null>>;
      readonly attestations: readonly [{ readonly envelope: { readonly statement: string } }];
    },
  ];
}
