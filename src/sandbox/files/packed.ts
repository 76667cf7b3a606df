import { gunzipSync, gzipSync } from "node:zlib";
import type { BuiltFile } from "./distribution.ts";
import { readTar, tar } from "./tar.ts";

/** Where a gzip header names the operating system (RFC 1952 §2.3); 255 is "unknown". */
const OPERATING_SYSTEM = 9;

/** What a package of npm's or cargo's is made from; two builds of one version differ in bytes when their seeds do. */
export interface PackedSource {
  readonly name: string;
  readonly version: string;
  readonly seed?: string;
}

/** A tarball as `npm pack` makes it: everything in a folder `package`. The same source gives the same bytes. */
export function npmTarball({ name, version, seed = "" }: PackedSource): BuiltFile {
  const files = {
    "package/package.json": `${JSON.stringify({ name, version, main: "index.js" }, null, 2)}\n`,
    "package/index.js": `module.exports = ${JSON.stringify(seed)};\n`,
  };
  return { filename: `${name.replace("@", "").replace("/", "-")}-${version}.tgz`, bytes: packed(files) };
}

/** A `.crate` as `cargo package` makes it: everything in a folder of its name and version. */
export function crate({ name, version, seed = "" }: PackedSource): BuiltFile {
  const stem = `${name}-${version}`;
  const files = {
    [`${stem}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n`,
    [`${stem}/src/lib.rs`]: `pub const BUILD: &str = ${JSON.stringify(seed)};\n`,
  };
  return { filename: `${stem}.crate`, bytes: packed(files) };
}

/** The text of the first packed file whose path ends so; throws where there is none. */
export function fileInside(bytes: Uint8Array, end: string): string {
  const found = readTar(gunzipSync(bytes)).find(({ path }) => path.endsWith(end));
  if (found === undefined) throw new Error(`400 Bad Request: the package holds no ${end}`);
  return Buffer.from(found.bytes).toString();
}

function packed(files: Readonly<Record<string, string>>): Uint8Array {
  const bytes = gzipSync(tar(files));
  bytes[OPERATING_SYSTEM] = 255; // zlib writes the machine's
  return bytes;
}
