import { parse as parseToml, TomlError } from "smol-toml";
import { fileName } from "./file-name.ts";
import type { Scheme } from "./version.ts";

/**
 * What a version file says. `at` is the place: where the version stands or should stand, what computes or
 * passes it on, or, for a malformed file, where reading broke off.
 */
export type FileVersion =
  | { readonly is: "found"; readonly version: string; readonly at: string }
  /** The build computes it: only what was built can tell. */
  | { readonly is: "computed"; readonly at: string }
  /** The file leaves it to another file, which this one does not name. */
  | { readonly is: "inherited"; readonly at: string }
  | { readonly is: "missing"; readonly at: string }
  | { readonly is: "malformed"; readonly at: string };

/**
 * Finds the version in a file's text, unparsed. By the file's name: `pyproject.toml`, `package.json`,
 * `Cargo.toml`; in any other, the first line that samuelcolvin/check-python-version would find, such as
 * `__version__ = "1.2"` (without a leading `v`).
 */
export function versionInFile(path: string, text: string): FileVersion {
  switch (fileName(path)) {
    case "pyproject.toml":
      return inToml(text, inPyproject);
    case "Cargo.toml":
      return inToml(text, inCargo);
    case "package.json":
      return inPackageJson(text);
    default:
      return inPython(text);
  }
}

/** The scheme that the file's ecosystem uses: semver for npm and Cargo, else PEP 440. */
export function schemeOfFile(path: string): Scheme {
  return ["package.json", "Cargo.toml"].includes(fileName(path)) ? "semver" : "pep440";
}

/** Why a file gave no version, as a clause that goes on from the file's path. */
export function whyNoVersion(result: Exclude<FileVersion, { readonly is: "found" }>): string {
  switch (result.is) {
    case "computed":
      return `leaves the version to the build (${result.at})`;
    case "inherited":
      return `takes the version from the workspace's root (${result.at})`;
    case "missing":
      return `holds no version (looked for ${result.at})`;
    case "malformed":
      return `cannot be read (${result.at})`;
  }
}

function inPython(text: string): FileVersion {
  const version = /^(?:__version__|VERSION) *= *(['"])v?(?<version>.+?)\1/im.exec(text)?.groups?.["version"];
  return found(version, "`__version__` or `VERSION`");
}

function inPackageJson(text: string): FileVersion {
  try {
    return found(member(JSON.parse(withoutMark(text)), "version"), '"version"');
  } catch {
    return { is: "malformed", at: "its JSON" };
  }
}

/** Poetry 2 reads its own table when `dynamic` names the version, hence the order. */
function inPyproject(document: unknown): FileVersion {
  const project = member(document, "project");
  const own = member(project, "version");
  if (own !== undefined) {
    return found(own, "[project].version");
  }
  const tool = member(document, "tool");
  if (member(member(tool, "poetry-dynamic-versioning"), "enable") === true) {
    return { is: "computed", at: "[tool.poetry-dynamic-versioning]" };
  }
  const poetry = member(member(tool, "poetry"), "version");
  if (poetry !== undefined) {
    return found(poetry, "[tool.poetry].version");
  }
  const dynamic = member(project, "dynamic");
  const computed = Array.isArray(dynamic) && dynamic.includes("version");
  return computed ? { is: "computed", at: "[project].dynamic" } : { is: "missing", at: "[project].version" };
}

/** Source: https://doc.rust-lang.org/cargo/reference/workspaces.html#the-package-table */
function inCargo(document: unknown): FileVersion {
  const shared = member(member(member(document, "workspace"), "package"), "version");
  const own = member(member(document, "package"), "version");
  const inherits = member(own, "workspace") === true;
  if (shared !== undefined && (inherits || own === undefined)) {
    return found(shared, "[workspace.package].version");
  }
  return inherits ? { is: "inherited", at: "version.workspace" } : found(own, "[package].version");
}

function inToml(text: string, read: (document: unknown) => FileVersion): FileVersion {
  try {
    return read(parseToml(withoutMark(text)));
  } catch (error) {
    if (error instanceof TomlError) {
      return { is: "malformed", at: `line ${error.line}` };
    }
    throw error;
  }
}

/** Editors on Windows may put a byte order mark at the start, which neither JSON nor TOML knows. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
    return undefined;
  }
  return Reflect.get(value, key);
}

function found(version: unknown, at: string): FileVersion {
  return typeof version === "string" && version !== "" ? { is: "found", version, at } : { is: "missing", at };
}
