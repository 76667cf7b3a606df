import type { Markers } from "../markers.ts";
import { type Fact, seen } from "../release/fact.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import type { Board, OtherBoard, Snapshot } from "../release/snapshot.ts";
import { boardOnAnother } from "./board-comment.ts";
import { closingOf, type Issue, markerIn, onItsPage, ourIssues } from "./board-issues.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

/** So long after a board was made there may be another of which GitHub did not know yet. */
const YOUNG = 10 * MINUTE;

/**
 * The release's board: by the number we know, else among the issues the app has opened. An issue is the board
 * when the app wrote it and its marker names this release; of several the lowest number is it, the others are twins.
 * Where there is none, a comment on another release's board may be it.
 * https://docs.github.com/rest/issues/issues
 */
export const board: Reader<Fact<Board>> = async (eyes, known) => {
  const there = await byNumber(eyes);
  const one = there !== undefined && isTheBoard(eyes.markers, known, there) ? there : undefined;
  if (one !== undefined && !isYoung(one, eyes.github.seenAt())) {
    return seen(boardOf(eyes.markers, known, one));
  }
  const shared = there === undefined ? undefined : await boardOnAnother(eyes, known, [there]);
  if (shared?.is === "seen") {
    return shared;
  }
  const ours = await ourIssues(eyes, known);
  const listed = ours.filter((issue) => isTheBoard(eyes.markers, known, issue));
  const all = one === undefined ? listed : [one, ...listed.filter((other) => isTwinOf(one, other))];
  const [first, ...others] = all.toSorted((a, b) => a.number - b.number);
  if (first === undefined) {
    return boardOnAnother(eyes, known, ours);
  }
  const twins = others.filter(({ state }) => state === "open").map(({ number }) => number);
  const found = boardOf(eyes.markers, known, first === one ? one : await onItsPage(eyes, first));
  return seen(twins.length === 0 ? found : { ...found, twins });
};

/** The board of another release of the repository, open or closed. */
export async function boardOfTag(eyes: Eyes, known: Snapshot, tag: string): Promise<Fact<OtherBoard>> {
  const other = { ...known, key: { ...known.key, tag } };
  const ours = await ourIssues(eyes, other);
  const [first] = ours
    .filter((issue) => isTheBoard(eyes.markers, other, issue))
    .toSorted((a, b) => a.number - b.number);
  return first === undefined
    ? boardOnAnother(eyes, other, ours)
    : seen(boardOf(eyes.markers, other, await onItsPage(eyes, first)));
}

async function byNumber(eyes: Eyes): Promise<Issue | undefined> {
  return eyes.knownBoard === undefined
    ? undefined
    : eyes.github.readOrAbsent("GET /repos/{owner}/{repo}/issues/{issue_number}", {
        issue_number: eyes.knownBoard,
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
  const marker = markerIn(markers, known, issue)?.marker;
  return marker?.tag === known.key.tag && marker["kind"] === "board";
}

function boardOf(markers: Markers, known: Snapshot, issue: Issue): Board {
  const read = markerIn(markers, known, issue);
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
