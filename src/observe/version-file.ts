import { parse as parseToml } from "smol-toml";
import { configurationOf } from "../release/attempt.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import type { VersionFile } from "../release/snapshot.ts";
import { type FileVersion, versionInFile, whyNoVersion } from "../release/version-file.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/** Where projects keep their version, in the order in which it is looked for. */
const USUAL = ["pyproject.toml", "package.json", "Cargo.toml"] as const;

/** The version in the code, at the tagged commit: in the configured file, else in the first usual one. */
export const versionFile: Reader<Fact<VersionFile>> = async ({ github }, known) => {
  const rule = configurationOf(known)?.version.file;
  const commit = given(known.tag)?.commit;
  return commit === undefined
    ? seen({ is: "none" })
    : seen(await versionAtCommit(rule, async (path) => (await textFile(github, path, commit))?.text));
};

/** The text of a file at one commit; undefined where there is none. */
export type TextAt = (path: string) => Promise<string | undefined>;

/** The version that a commit says, by the configuration's `version.file`. */
export async function versionAtCommit(rule: string | undefined, read: TextAt): Promise<VersionFile> {
  if (rule === "none") {
    return { is: "none" };
  }
  if (rule !== undefined) {
    const text = await read(rule);
    const why = "is not there at the tagged commit";
    return text === undefined ? { is: "unreadable", path: rule, why } : said(rule, versionInFile(rule, text));
  }
  for (const path of USUAL) {
    const text = await read(path);
    if (text !== undefined) {
      return followed(read, { path, text });
    }
  }
  return { is: "none" };
}

type Found = { readonly path: string; readonly text: string };

/** A `pyproject.toml` may say in which module the version stands; that file is looked at, too. */
async function followed(read: TextAt, { path, text }: Found): Promise<VersionFile> {
  const here = versionInFile(path, text);
  if (here.is !== "computed" || path !== "pyproject.toml") {
    return said(path, here);
  }
  for (const module of modulesNamedIn(text)) {
    const found = await read(module);
    const there = found === undefined ? undefined : versionInFile(module, found);
    if (there?.is === "found") {
      return said(module, there);
    }
  }
  return said(path, here);
}

/**
 * setuptools' `version = { attr = "package.module.__version__" }` and hatch's `[tool.hatch.version] path`.
 * https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html#dynamic-metadata
 */
function modulesNamedIn(pyproject: string): readonly string[] {
  const tool = child(parsed(pyproject), "tool");
  const attr = child(child(child(child(tool, "setuptools"), "dynamic"), "version"), "attr");
  const path = child(child(child(tool, "hatch"), "version"), "path");
  const module = typeof attr === "string" ? attr.split(".").slice(0, -1).join("/") : "";
  const candidates = [
    path,
    ...(module === "" ? [] : [`${module}.py`, `${module}/__init__.py`, `src/${module}.py`]),
  ];
  return candidates.filter((one): one is string => typeof one === "string");
}

function parsed(toml: string): unknown {
  try {
    return parseToml(toml);
  } catch {
    return undefined;
  }
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function said(path: string, result: FileVersion): VersionFile {
  if (result.is === "found") {
    return { is: "found", path, version: result.version };
  }
  const why = whyNoVersion(result);
  return result.is === "computed" ? { is: "computed", path, why } : { is: "unreadable", path, why };
}
