import type { Reading } from "../github/github.ts";
import type { Data } from "../github/routes.ts";
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
  return ownCheckRunAt(
    github,
    { commit, app: known.app.id },
    (one) => one.external_id === keyText(known.key),
  );
}

type Place = { readonly commit: string; readonly app: number };
type Found = Data<"GET /repos/{owner}/{repo}/commits/{ref}/check-runs">["check_runs"][number];

/** The first check run of the app's own on a commit that is the one meant. */
export async function ownCheckRunAt(
  github: Reading,
  { commit, app }: Place,
  isMeant: (one: Found) => boolean,
): Promise<Fact<CheckRun>> {
  const found = await github.readAll("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref: commit,
    app_id: app,
    // Of one name GitHub gives the latest alone, and another tag at this commit may have that.
    filter: "all",
  });
  const ours = found.filter((one) => isMeant(one) && one.app?.id === app).toSorted((a, b) => a.id - b.id)[0];
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
