import { createHash } from "node:crypto";
import { z } from "zod";
import type { Project } from "../../sandbox/scenes/project.ts";

/** The SHA-256 of files, in hexadecimal, by their names. */
export type Digests = Readonly<Record<string, string>>;

export type IndexName = "pypi" | "testpypi";

export const SIMPLE_JSON = "application/vnd.pypi.simple.v1+json";

/** What an index says of its files: https://packaging.python.org/specifications/simple-repository-api/ */
const SimplePage = z.object({
  files: z.array(z.object({ filename: z.string(), hashes: z.object({ sha256: z.string() }) })),
});

/** What the newest run has built to be uploaded. */
export function builtDigests({ repo }: Pick<Project, "repo">): Digests {
  const dist = repo
    .runs()
    .at(-1)
    ?.artifacts.findLast((artifact) => artifact.name === "dist");
  return Object.fromEntries(Object.entries(dist?.files ?? {}).map(([name, bytes]) => [name, sha256(bytes)]));
}

/** What an index serves to installers now. The sandbox's indexes hold nothing but the release. */
export async function servedDigests(project: Project, index: IndexName): Promise<Digests> {
  const request = new Request("http://index/simple/invokeai/", { headers: { accept: SIMPLE_JSON } });
  const answer = await project[index].handler(request);
  return answer.status === 200 ? digestsIn(await answer.json()) : {};
}

/** The digests in a page of the simple index; none when it is no such page. */
export function digestsIn(page: unknown): Digests {
  const read = SimplePage.safeParse(page);
  const files = read.success ? read.data.files : [];
  return Object.fromEntries(files.map(({ filename, hashes }) => [filename, hashes.sha256]));
}

/** Whether both name the same files with the same bytes, and any at all. */
export function sameDigests(one: Digests, other: Digests): boolean {
  const names = Object.keys(one);
  return (
    names.length > 0 &&
    names.length === Object.keys(other).length &&
    names.every((name) => one[name] === other[name])
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
