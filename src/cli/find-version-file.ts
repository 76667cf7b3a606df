import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type FileVersion, versionInFile } from "../release/version-file.ts";

/** What a file on disk says, by its path relative to the directory searched, with `/` on every system. */
export type FileRead = { readonly path: string; readonly says: FileVersion };

const MANIFESTS = ["package.json", "pyproject.toml", "Cargo.toml"];
/** `src/package/version/package_version.py` is the deepest place in use. */
const DEEPEST = 3;
const FOREIGN =
  /^(?:\.|__pycache__$|node_modules$|site-packages$|venv$|env$|build$|dist$|docs?$|tests?$|examples?$)/;
const VERSION_FILE = /(?:^|_)version\w*\.py$/i;
const PACKAGE_FILE = /^__(?:init|about)__\.py$/;

/** Reads one version file. Throws what the file system says, for the caller to put into words. */
export async function readVersionFile(directory: string, file: string): Promise<FileRead> {
  return { path: file, says: versionInFile(file, await readFile(path.resolve(directory, file), "utf8")) };
}

/**
 * The file that holds the version: the first that does of `package.json`, `pyproject.toml`, `Cargo.toml`, then
 * of Python's version files and packages, the shallowest first; undefined when there is none. Where one leaves
 * the version to the build and no other holds it, that one. A malformed manifest ends the search: to pass it
 * over would be to guess.
 */
export async function findVersionFile(directory: string): Promise<FileRead | undefined> {
  let delegating: FileRead | undefined;
  for (const file of await candidates(directory)) {
    const read = await readVersionFile(directory, file);
    if (read.says.is === "found" || read.says.is === "malformed") {
      return read;
    }
    if (read.says.is !== "missing") {
      delegating ??= read;
    }
  }
  return delegating;
}

async function candidates(directory: string): Promise<readonly string[]> {
  const python = await pythonFiles(directory, "", 0);
  const present = await readdir(directory);
  return [...MANIFESTS.filter((name) => present.includes(name)), ...python.sort(nearestFirst)];
}

async function pythonFiles(directory: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(path.join(directory, below), { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries) {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory() && depth < DEEPEST && !FOREIGN.test(entry.name)) {
      files.push(...(await pythonFiles(directory, name, depth + 1)));
    } else if (entry.isFile() && depth > 0 && kind(name) !== undefined) {
      files.push(name);
    }
  }
  return files;
}

function kind(file: string): number | undefined {
  const name = path.posix.basename(file);
  if (VERSION_FILE.test(name)) {
    return 0;
  }
  return PACKAGE_FILE.test(name) ? 1 : undefined;
}

function nearestFirst(a: string, b: string): number {
  const depth = (file: string) => file.split("/").length;
  return depth(a) - depth(b) || (kind(a) ?? 0) - (kind(b) ?? 0) || Number(a > b) - Number(a < b);
}
