import type { Reading } from "../github/github.ts";

/** Files larger than this are no configuration and no version file. */
const LARGEST = 512 * 1024;

/**
 * A text file of the repository at a ref (absent: the default branch); undefined when there is none, or when a
 * folder, a link or something huge is in its place.
 * https://docs.github.com/rest/repos/contents#get-repository-content
 */
export async function textFile(
  github: Reading,
  path: string,
  ref: string | undefined,
): Promise<{ readonly text: string; readonly blob: string } | undefined> {
  const at = ref === undefined ? {} : { ref };
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}/contents/{path}", { path, ...at });
  if (found === undefined || !("content" in found) || found.type !== "file" || found.size > LARGEST) {
    return undefined;
  }
  return { text: Buffer.from(found.content, "base64").toString("utf8"), blob: found.sha };
}
