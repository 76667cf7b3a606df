import type { Data } from "../github/routes.ts";
import type { ReadMarker } from "../markers.ts";
import { BOARD_COMMENT, type BoardComment } from "../release/aboard.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import { closingOf, type Issue, markerIn, onItsPage } from "./board-issues.ts";
import { detailsOf } from "./comment-details.ts";
import type { Eyes } from "./eyes.ts";

type RawComment = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}/comments">[number];

/** So many boards are looked through for a comment that is one. */
const MOST_ISSUES = 10;

/**
 * The board that is a comment on another release's, as far as one of these issues may carry it: of several comments the
 * first is it. https://docs.github.com/rest/issues/comments#list-issue-comments
 */
export async function boardOnAnother(
  eyes: Eyes,
  known: Snapshot,
  issues: readonly Issue[],
): Promise<Fact<Board>> {
  const carrying = issues.filter((issue) => mayCarry(eyes, known, issue)).slice(0, MOST_ISSUES);
  for (const issue of carrying) {
    const found = await onIssue(eyes, known, issue);
    if (found !== undefined) {
      return seen(found);
    }
  }
  return absent;
}

/** The board of another release, to which this one may have come: it has noted that, or has not closed yet. */
function mayCarry({ markers }: Eyes, known: Snapshot, issue: Issue): boolean {
  const marker = markerIn(markers, known, issue)?.marker;
  if (marker?.["kind"] !== "board" || marker.tag === known.key.tag) {
    return false;
  }
  const { sisters = [] } = (marker["memory"] as Memory | undefined) ?? emptyMemory;
  const isNoted = sisters.some(({ tag }) => tag === known.key.tag);
  return isNoted || (marker["shares"] === true && issue.state === "open");
}

async function onIssue(eyes: Eyes, known: Snapshot, issue: Issue): Promise<Board | undefined> {
  const comments = await eyes.github.readAll("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    issue_number: issue.number,
  });
  const boards = await genuineOf(eyes, known, { comments, issue: issue.number });
  const own = boards.filter(({ read }) => read.marker.tag === known.key.tag);
  const [first, ...twins] = own.toSorted((a, b) => a.raw.id - b.raw.id);
  return first === undefined
    ? undefined
    : boardOf(eyes, known, {
        ...first,
        twins: twins.map(({ raw }) => raw.id),
        issue: await onItsPage(eyes, issue),
      });
}

type Genuine = { readonly raw: RawComment; readonly read: ReadMarker };

type Found = Genuine & {
  readonly twins: readonly number[];
  readonly issue: Issue;
};

function boardOf({ markers }: Eyes, known: Snapshot, { raw, read, twins, issue }: Found): Board {
  const finished = read.marker["finished"] === true;
  const isClosed = issue.state === "closed";
  const byApp = issue.closed_by?.login === `${known.app.slug}[bot]`;
  const lead = markerIn(markers, known, issue)?.marker;
  const shown = read.intact ? (read.marker["shown"] as Board["shown"]) : undefined;
  return {
    number: issue.number,
    comment: raw.id,
    title: issue.title,
    state: finished || (isClosed && !byApp) ? "closed" : "open",
    closedByApp: finished,
    ...(isClosed && !byApp ? { closed: closingOf(issue) } : {}),
    locked: issue.locked,
    url: raw.html_url,
    ...(shown === undefined ? {} : { shown }),
    memory: memoryIn(read),
    ...(lead === undefined
      ? {}
      : { lead: { tag: lead.tag, memory: (lead["memory"] as Memory | undefined) ?? emptyMemory } }),
    ...(twins.length === 0 ? {} : { twins }),
    ...(isClosed && byApp && !finished ? { closedOver: true as const } : {}),
  };
}

type Comments = { readonly comments: readonly RawComment[]; readonly issue: number };

/** Whose boards the comments on an issue are, by the comments' numbers. */
export async function boardCommentsIn(
  eyes: Eyes,
  known: Snapshot,
  at: Comments,
): Promise<ReadonlyMap<number, BoardComment>> {
  const boards = await genuineOf(eyes, known, at);
  return new Map(
    boards.map(({ raw, read }) => [
      raw.id,
      {
        tag: read.marker.tag,
        comment: raw.id,
        url: raw.html_url,
        finished: read.marker["finished"] === true,
        state: typeof read.marker["state"] === "string" ? read.marker["state"] : "",
        memory: memoryIn(read),
      },
    ]),
  );
}

/**
 * The comments that are boards. A marker that was copied into another comment says nothing there. The very first text
 * names no comment, since it had no number yet: it is believed where nobody has written anything since, so that a
 * board of which a hold was forgotten can't be made of an older comment of the app's.
 */
async function genuineOf(
  eyes: Eyes,
  known: Snapshot,
  { comments, issue }: Comments,
): Promise<readonly Genuine[]> {
  const marked = comments.flatMap((raw) => {
    const read = markerOf(eyes, known, { raw, issue });
    return read === undefined ? [] : [{ raw, read }];
  });
  const nameless = marked.filter(({ read }) => commentIn(read) === 0).map(({ raw }) => raw);
  const details = await detailsOf(eyes, nameless);
  return marked.filter(({ raw, read }) =>
    commentIn(read) === 0 ? details.get(raw.node_id)?.lastEditedAt === null : commentIn(read) === raw.id,
  );
}

function markerOf(
  { markers }: Pick<Eyes, "markers">,
  known: Snapshot,
  { raw, issue }: { readonly raw: RawComment; readonly issue: number },
): ReadMarker | undefined {
  if (raw.user?.login !== `${known.app.slug}[bot]`) {
    return undefined;
  }
  const read = markers.read(raw.body ?? "", { repository: known.key.repository, issue });
  return read?.marker["kind"] === BOARD_COMMENT ? read : undefined;
}

function commentIn({ marker }: ReadMarker): number {
  return Number(marker["comment"] ?? -1);
}

function memoryIn({ marker }: ReadMarker): Memory {
  return (marker["memory"] as Memory | undefined) ?? emptyMemory;
}
