import { createHash } from "node:crypto";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { normaliseName } from "../../src/sandbox/index/file-name.ts";
import type { PackageIndex } from "../../src/sandbox/index/package-index.ts";
import { FIX } from "./incidents.ts";
import { boardOf, releaseOf, runOf, type Town } from "./town.ts";

/** Where a world has come to, as its users see it. Two worlds of the same script must come to the same. */
export type Ending = {
  readonly board: string;
  readonly pypi: string;
  readonly testpypi: string;
  readonly release: string;
  readonly announced: number;
};

export async function endingOf(town: Town): Promise<Ending> {
  const release = releaseOf(town);
  return {
    board: boardOf(town)?.state ?? "none",
    pypi: await served(town, town.project.pypi),
    testpypi: await served(town, town.project.testpypi),
    release:
      release === undefined
        ? "none"
        : [
            release.draft ? "draft" : "published",
            release.name,
            release.prerelease ? "prerelease" : "release",
            release.makeLatest,
            notesOf(release.body ?? ""),
            ...release.assets.map((asset) => `${asset.name} ${asset.state}`),
          ].join(" | "),
    announced: town.project.discord.messages.length,
  };
}

/**
 * The notes without what is another in each life: hashes of commits, also where they are told by the fingerprints of
 * sections, the order of commits that people made at other moments, whether they came to a fix before the checks were
 * over, and when somebody said that it is bad.
 */
function notesOf(body: string): string {
  return body
    .replace(/(?<=<!-- release-conductor:notes \S+ )\S+/, "…")
    .replace(/(?<=<!-- release-conductor:section \S+ )[0-9a-f]+/g, "…")
    .replace(/(?<=^\* .* in )[0-9a-f]{12}$/gm, "…")
    .replace(new RegExp(`^\\* ${FIX} by .*\n`, "gm"), "")
    .replace(/(?<=<summary>)\d+ commits?(?= without)/, "…")
    .replace(/(?<=, says `\w+` )\([^)]+ UTC\)/g, "…")
    .split("\n")
    .sort()
    .join("\n");
}

/** The files of the version, each with whether it is what the tag's newest run has built. */
async function served(town: Town, index: PackageIndex): Promise<string> {
  const path = `/pypi/${normaliseName(town.project.distribution)}/${town.script.version}/json`;
  const answer = await index.handler(new Request(`http://index.test${path}`));
  if (answer.status !== 200) {
    return `${answer.status}`;
  }
  const { urls } = (await answer.json()) as {
    urls: readonly { filename: string; digests: { sha256: string } }[];
  };
  const built = builtBy(runOf(town));
  return urls
    .map(
      ({ filename, digests }) =>
        `${filename} ${built.get(filename) === digests.sha256 ? "as built" : "other bytes"}`,
    )
    .sort()
    .join(", ");
}

function builtBy(run: Run | undefined): ReadonlyMap<string, string> {
  const files = (run?.artifacts ?? []).flatMap((artifact) => Object.entries(artifact.files));
  return new Map(files.map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]));
}
