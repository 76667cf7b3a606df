import type { Data } from "../github/routes.ts";
import type { Markers } from "../markers.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import type { Board, OtherBoard, Snapshot } from "../release/snapshot.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

type Issue = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}">;

/** So long after a board was made there may be another of which GitHub did not know yet. */
const YOUNG = 10 * MINUTE;

/**
 * The release's board: by the number we know, else among the issues the app has opened. An issue is the board
 * when the app wrote it and its marker names this release; of several the lowest number is it, the others are twins.
 * https://docs.github.com/rest/issues/issues
 */
export const board: Reader<Fact<Board>> = async (eyes, known) => {
  const one = await byNumber(eyes, known);
  if (one !== undefined && !isYoung(one, eyes.github.seenAt())) {
    return seen(boardOf(eyes.markers, known, one));
  }
  const listed = await amongOurs(eyes, known);
  const all = one === undefined ? listed : [one, ...listed.filter((other) => isTwinOf(one, other))];
  const [first, ...others] = all.toSorted((a, b) => a.number - b.number);
  if (first === undefined) {
    return absent;
  }
  const twins = others.filter(({ state }) => state === "open").map(({ number }) => number);
  const found = boardOf(eyes.markers, known, first === one ? one : await onItsPage(eyes, first));
  return seen(twins.length === 0 ? found : { ...found, twins });
};

/** The board of another release of the repository, open or closed. */
export async function boardOfTag(eyes: Eyes, known: Snapshot, tag: string): Promise<Fact<OtherBoard>> {
  const other = { ...known, key: { ...known.key, tag } };
  const [first] = (await amongOurs(eyes, other)).toSorted((a, b) => a.number - b.number);
  return first === undefined ? absent : seen(boardOf(eyes.markers, other, await onItsPage(eyes, first)));
}

async function byNumber(eyes: Eyes, known: Snapshot): Promise<Issue | undefined> {
  if (eyes.knownBoard === undefined) {
    return undefined;
  }
  const issue = await eyes.github.readOrAbsent("GET /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: eyes.knownBoard,
  });
  return issue !== undefined && isTheBoard(eyes.markers, known, issue) ? issue : undefined;
}

async function amongOurs({ github, markers }: Eyes, known: Snapshot): Promise<readonly Issue[]> {
  const ours = await github.readAll(
    "GET /repos/{owner}/{repo}/issues",
    { creator: `${known.app.slug}[bot]`, state: "all", sort: "created", direction: "desc" },
    { most: 2 },
  );
  return ours.filter((issue) => isTheBoard(markers, known, issue));
}

/** Only an issue's own page tells who closed it, and with it whether the release is finished or given up. */
async function onItsPage({ github }: Eyes, issue: Issue): Promise<Issue> {
  if (issue.state !== "closed") {
    return issue;
  }
  return await github.read("GET /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: issue.number,
  });
}

function isYoung(issue: Issue, now: Instant | undefined): boolean {
  return now !== undefined && now - instant(issue.created_at) < YOUNG;
}

/** Made about the same time. A text copied into an old issue makes no board of it. */
function isTwinOf(one: Issue, other: Issue): boolean {
  const between = Math.abs(instant(one.created_at) - instant(other.created_at));
  return one.number !== other.number && between < YOUNG;
}

/**
 * A person with write access can break the marker but can't forge one; a broken one is recognised by what it
 * says, since the text is then written anew from what is seen, and nothing is believed of it.
 */
function isTheBoard(markers: Markers, known: Snapshot, issue: Issue): boolean {
  const ours = issue.user?.login === `${known.app.slug}[bot]` && !issue.pull_request;
  const read = markers.read(issue.body ?? "", whereOf(known, issue));
  return (
    ours && isHere(known, issue) && read?.marker.tag === known.key.tag && read.marker["kind"] === "board"
  );
}

/** A transferred issue is the board no more; asked for by its old number, GitHub gives it from where it is now. */
function isHere({ repository }: Snapshot, issue: Issue): boolean {
  const here = given(repository);
  const place = `/repos/${here?.owner}/${here?.name}`.toLowerCase();
  return here === undefined || issue.repository_url.toLowerCase().endsWith(place);
}

function boardOf(markers: Markers, known: Snapshot, issue: Issue): Board {
  const read = markers.read(issue.body ?? "", whereOf(known, issue));
  const shown = read?.intact === true ? (read.marker["shown"] as Board["shown"]) : undefined;
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state === "closed" ? "closed" : "open",
    locked: issue.locked,
    closedByApp: issue.closed_by?.login === `${known.app.slug}[bot]`,
    url: issue.html_url,
    ...(issue.state === "closed" ? { closed: closingOf(issue) } : {}),
    ...(shown === undefined ? {} : { shown }),
    memory: (read?.marker["memory"] as Memory | undefined) ?? emptyMemory,
  };
}

function closingOf({ closed_at, closed_by }: Issue): NonNullable<Board["closed"]> {
  return {
    at: closed_at === null ? 0 : instant(closed_at),
    ...(closed_by ? { by: closed_by.login } : {}),
  };
}

function whereOf(known: Snapshot, issue: Issue) {
  return { repository: known.key.repository, issue: issue.number };
}
