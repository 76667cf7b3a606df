import { type NamedFile, nameAndVersion } from "./name-and-version.ts";

/** Reads a file name as `cargo package` makes it: `tool-1.2.3.crate`. */
export function crateFile(filename: string): NamedFile | undefined {
  const stem = /^(?<stem>.+)\.crate$/.exec(filename)?.groups?.["stem"];
  const read = stem === undefined ? undefined : nameAndVersion(stem);
  return read !== undefined && isCrateName(read.project) ? read : undefined;
}

/** What crates.io lets through. Source: https://doc.rust-lang.org/cargo/reference/registry-index.html#name-restrictions */
export function isCrateName(name: string): boolean {
  return /^[a-z][\w-]{0,63}$/i.test(name);
}

/** Names that differ in case, or in `-` and `_`, are one name to crates.io. */
export function sameCrate(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}
