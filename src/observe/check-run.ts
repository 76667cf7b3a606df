import type { Reading } from "../github/github.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import { keyText } from "../release/release.ts";
import type { CheckRun, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

/** Our check run on the tagged commit. */
export const checkRun: Reader<Fact<CheckRun>> = async ({ github }, known) => {
  const commit = given(known.tag)?.commit;
  return commit === undefined ? absent : checkRunAt(github, known, commit);
};

/**
 * Our check run on a commit, known by its `external_id`.
 * https://docs.github.com/rest/checks/runs#list-check-runs-for-a-git-reference
 */
export async function checkRunAt(
  github: Reading,
  known: Pick<Snapshot, "key" | "app">,
  commit: string,
): Promise<Fact<CheckRun>> {
  const found = await github.readAll("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref: commit,
    app_id: known.app.id,
    // Of one name GitHub gives the latest alone, and another tag at this commit may have that.
    filter: "all",
  });
  const ours = found
    .filter((one) => one.external_id === keyText(known.key) && one.app?.id === known.app.id)
    .toSorted((a, b) => a.id - b.id)[0];
  if (ours === undefined) {
    return absent;
  }
  return seen({
    id: ours.id,
    status: ours.status,
    ...(ours.conclusion === null ? {} : { conclusion: ours.conclusion }),
    title: ours.output.title ?? "",
    summary: ours.output.summary ?? "",
    ...(ours.details_url === null ? {} : { detailsUrl: ours.details_url }),
  });
}
