import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { TextAt } from "../../observe/version-file.ts";

/** The files of a folder as they lie there, by their paths from it, with `/` on every system. */
export type Files = { readonly read: TextAt; list(folder: string): Promise<readonly string[]> };

const FOREIGN =
  /^(?:\.|node_modules$|site-packages$|venv$|env$|build$|dist$|target$|vendor$|tests?$|examples?$)/;
/** `packages/name/pyproject.toml`, `crates/group/name/Cargo.toml` */
const DEEPEST = 3;

export function filesIn(directory: string): Files {
  return {
    async read(file) {
      try {
        return await readFile(path.join(directory, file), "utf8");
      } catch {
        return undefined;
      }
    },
    list: (folder) => listed(directory, folder),
  };
}

async function listed(directory: string, folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(path.join(directory, folder))).sort().map((name) => path.posix.join(folder, name));
  } catch {
    return [];
  }
}

/** Files of these names, the nearest first; folders of dependencies, builds and tests are passed over. */
export async function filesNamed(directory: string, names: readonly string[]): Promise<readonly string[]> {
  const found = await filesBelow(directory, { names, folder: "", depth: 0 });
  return found.toSorted((a, b) => depthOf(a) - depthOf(b) || Number(a > b) - Number(a < b));
}

type Below = { readonly names: readonly string[]; readonly folder: string; readonly depth: number };

async function filesBelow(directory: string, { names, folder, depth }: Below): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(directory, folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && depth < DEEPEST && !FOREIGN.test(entry.name)) {
      found.push(...(await filesBelow(directory, { names, folder: name, depth: depth + 1 })));
    } else if (entry.isFile() && names.includes(entry.name)) {
      found.push(name);
    }
  }
  return found;
}

function depthOf(file: string): number {
  return file.split("/").length;
}
