import { configurationPath, readConfiguration } from "../config/configuration.ts";
import { createRecent } from "../recent.ts";
import type { ConfigurationFile } from "../release/configuration.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";
import { textFile } from "./text-file.ts";

/** The configuration, from the default branch only: never from the tagged commit, which anybody's branch may be. */
export const configuration: Reader<Fact<ConfigurationFile>> = async (eyes, known) => {
  const branch = given(known.repository)?.defaultBranch;
  const file = await textFile(
    eyes.github,
    configurationPath,
    branch === undefined ? undefined : `refs/heads/${branch}`,
  );
  return file === undefined ? absent : seen(understood(file));
};

/** Configurations in use are few, and each is read at every look: so many of the last ones are kept as understood. */
const MOST_KEPT = 100;
const understoodOnes = createRecent<ConfigurationFile>(MOST_KEPT);

/** A configuration's file as it reads, at whichever commit. */
export function understood({
  text,
  blob,
}: {
  readonly text: string;
  readonly blob: string;
}): ConfigurationFile {
  // By the text, not by the blob's hash: two texts can be made that share their SHA-1.
  const known = understoodOnes.get(text);
  const file = known?.blob === blob ? known : readConfiguration(text, blob);
  understoodOnes.set(text, file);
  return file;
}

/**
 * When the configuration first reached the default branch: the oldest of its newest 100 changes.
 * https://docs.github.com/rest/commits/commits#list-commits
 */
export const configuredAt: Reader<Fact<Instant>> = async ({ github }) => {
  const commits = await github.readAll(
    "GET /repos/{owner}/{repo}/commits",
    { path: configurationPath },
    { most: 1 },
  );
  const stamp = commits.at(-1)?.commit.committer?.date;
  return typeof stamp === "string" ? seen(instant(stamp)) : absent;
};
