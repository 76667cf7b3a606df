import type { Data } from "../github/routes.ts";
import type { Markers, ReadMarker } from "../markers.ts";
import { given } from "../release/fact.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";
import { instant } from "./stamp.ts";

export type Issue = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}">;

/** The newest issues that the app has opened here. https://docs.github.com/rest/issues/issues */
export async function ourIssues({ github }: Eyes, known: Snapshot): Promise<readonly Issue[]> {
  const ours = await github.readAll(
    "GET /repos/{owner}/{repo}/issues",
    { creator: `${known.app.slug}[bot]`, state: "all", sort: "created", direction: "desc" },
    { most: 2 },
  );
  return ours.filter((issue) => !issue.pull_request);
}

/** What the app's own marker in an issue of its own says; undefined where there is none, or it is of another place. */
export function markerIn(markers: Markers, known: Snapshot, issue: Issue): ReadMarker | undefined {
  const ours = issue.user?.login === `${known.app.slug}[bot]` && !issue.pull_request;
  return ours && isHere(known, issue)
    ? markers.read(issue.body ?? "", { repository: known.key.repository, issue: issue.number })
    : undefined;
}

/** A transferred issue is the board no more; asked for by its old number, GitHub gives it from where it is now. */
function isHere({ repository }: Snapshot, issue: Issue): boolean {
  const here = given(repository);
  const place = `/repos/${here?.owner}/${here?.name}`.toLowerCase();
  return here === undefined || issue.repository_url.toLowerCase().endsWith(place);
}

/** Only an issue's own page tells who closed it, and with it whether the release is finished or given up. */
export async function onItsPage({ github }: Eyes, issue: Issue): Promise<Issue> {
  if (issue.state !== "closed") {
    return issue;
  }
  return await github.read("GET /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: issue.number,
  });
}

/** When a closed issue was closed, and by whom. */
export function closingOf({ closed_at, closed_by }: Issue): NonNullable<Board["closed"]> {
  return {
    at: closed_at === null ? 0 : instant(closed_at),
    ...(closed_by ? { by: closed_by.login } : {}),
  };
}
