import { configurationPath } from "../../config/configuration.ts";
import { branchInKey } from "../../release/branch-key.ts";
import { absent, type Fact, given, seen } from "../../release/fact.ts";
import type { BranchFile, CheckRun } from "../../release/snapshot.ts";
import { BRANCH_CHECK } from "../../replies/setup/branch-check.ts";
import { ownCheckRunAt } from "../check-run.ts";
import { understood } from "../configuration.ts";
import type { Reader } from "../eyes.ts";
import { peeledRef } from "../tag.ts";
import { textFile } from "../text-file.ts";

/** The configuration at the newest commit of the branch that the key names. */
export const branchFile: Reader<Fact<BranchFile>> = async ({ github }, { key }) => {
  const branch = branchInKey(key);
  const commit = branch === undefined ? undefined : given(await peeledRef(github, `heads/${branch}`))?.commit;
  if (commit === undefined) {
    return absent;
  }
  const file = await textFile(github, configurationPath, commit);
  return seen({ commit, ...(file === undefined ? {} : { file: understood(file) }) });
};

/** What was said of it there, on behalf of whichever branch: of one commit there is one thing to say. */
export const branchCheck: Reader<Fact<CheckRun>> = async ({ github }, known) => {
  const commit = given(known.branchFile)?.commit;
  return commit === undefined
    ? absent
    : ownCheckRunAt(github, { commit, app: known.app.id }, ({ name }) => name === BRANCH_CHECK);
};
