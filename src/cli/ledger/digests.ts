import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { digesting } from "../../artifacts/digests.ts";
import type { GivenFile } from "./audit.ts";

/** Hashes files as they are read. Rejects with the path and the cause when one can't be read. */
export async function fileDigests(paths: readonly string[]): Promise<readonly GivenFile[]> {
  const files: GivenFile[] = [];
  for (const path of paths) {
    const file = basename(path);
    const { update, digests } = digesting(file);
    try {
      for await (const chunk of createReadStream(path)) update(chunk as Buffer);
    } catch (error) {
      throw new Error(unreadable(path, error instanceof Error && "code" in error ? `${error.code}` : ""));
    }
    files.push({ path, file, sha256: digests().sha256 });
  }
  return files;
}

/** Why a file was not compared. */
export function unreadable(path: string, code: string): string {
  return `${path} cannot be read${code === "" ? "" : ` (${code})`}. Name a file that is there.`;
}
