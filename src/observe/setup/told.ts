import { configurationPath } from "../../config/configuration.ts";
import { absent, type Fact, given, seen } from "../../release/fact.ts";
import type { Setup } from "../../release/setup.ts";
import type { CheckRun } from "../../release/snapshot.ts";
import { checkRunAt } from "../check-run.ts";
import type { Reader } from "../eyes.ts";
import { readSetup } from "./setup.ts";

/** The newest commit of the default branch that changes the configuration. https://docs.github.com/rest/commits/commits#list-commits */
export const setupCommit: Reader<Fact<string>> = async ({ github }, known) => {
  const branch = given(known.repository)?.defaultBranch;
  const [newest] = await github.read("GET /repos/{owner}/{repo}/commits", {
    path: configurationPath,
    ...(branch === undefined ? {} : { sha: branch }),
    per_page: 1,
  });
  return newest === undefined ? absent : seen(newest.sha);
};

/** What was said there of the set-up. */
export const setupCheck: Reader<Fact<CheckRun>> = async (eyes, known) => {
  const commit = given(known.setupCommit);
  return commit === undefined ? absent : checkRunAt(eyes.github, known, commit);
};

/** How the repository is set up, as the app itself is shown it. */
export const setup: Reader<Fact<Setup>> = async ({ github }, known) => {
  const repository = given(known.repository);
  const permissions = given(known.permissions);
  if (repository === undefined) {
    return absent;
  }
  const own = {
    repository,
    installation: permissions === undefined ? absent : seen({ permissions, suspended: false }),
    configuration: known.configuration,
    channels: seen(Object.keys(known.channels)),
  };
  return seen(await readSetup(github, own, ({ id }) => id === known.app.id));
};
