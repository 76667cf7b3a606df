import type { Data } from "../github/routes.ts";
import type { Markers } from "../markers.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import type { Eyes, Reader } from "./eyes.ts";

type Issue = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}">;

/**
 * The release's board: by the number we know, else among the issues the app has opened. An issue is the board
 * when the app wrote it and its marker names this release; of several the lowest number is it.
 * https://docs.github.com/rest/issues/issues
 */
export const board: Reader<Fact<Board>> = async (eyes, known) => {
  const issue = (await byNumber(eyes, known)) ?? (await amongOurs(eyes, known));
  return issue === undefined ? absent : seen(boardOf(eyes.markers, known, issue));
};

async function byNumber(eyes: Eyes, known: Snapshot): Promise<Issue | undefined> {
  if (eyes.knownBoard === undefined) {
    return undefined;
  }
  const issue = await eyes.github.readOrAbsent("GET /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: eyes.knownBoard,
  });
  return issue !== undefined && isTheBoard(eyes.markers, known, issue) ? issue : undefined;
}

async function amongOurs({ github, markers }: Eyes, known: Snapshot): Promise<Issue | undefined> {
  const ours = await github.readAll(
    "GET /repos/{owner}/{repo}/issues",
    { creator: `${known.app.slug}[bot]`, state: "all", sort: "created", direction: "desc" },
    { most: 2 },
  );
  const boards = ours.filter((issue) => isTheBoard(markers, known, issue));
  const found = boards.toSorted((a, b) => a.number - b.number)[0];
  // Only an issue's own page tells who closed it, and with it whether the release is finished or given up.
  return found?.state === "closed"
    ? github.readOrAbsent("GET /repos/{owner}/{repo}/issues/{issue_number}", { issue_number: found.number })
    : found;
}

/**
 * A person with write access can break the marker but can't forge one; a broken one is recognised by what it
 * says, since the text is then written anew from what is seen, and nothing is believed of it.
 */
function isTheBoard(markers: Markers, known: Snapshot, issue: Issue): boolean {
  const ours = issue.user?.login === `${known.app.slug}[bot]` && !issue.pull_request;
  const read = markers.read(issue.body ?? "", whereOf(known, issue));
  return ours && read?.marker.tag === known.key.tag && read.marker["kind"] === "board";
}

function boardOf(markers: Markers, known: Snapshot, issue: Issue): Board {
  const read = markers.read(issue.body ?? "", whereOf(known, issue));
  const shown = read?.intact === true ? (read.marker["shown"] as Board["shown"]) : undefined;
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state === "closed" ? "closed" : "open",
    closedByApp: issue.closed_by?.login === `${known.app.slug}[bot]`,
    url: issue.html_url,
    ...(shown === undefined ? {} : { shown }),
    memory: (read?.marker["memory"] as Memory | undefined) ?? emptyMemory,
  };
}

function whereOf(known: Snapshot, issue: Issue) {
  return { repository: known.key.repository, issue: issue.number };
}
