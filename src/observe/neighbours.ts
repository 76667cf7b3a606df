import type { Markers } from "../markers.ts";
import { type Fact, seen } from "../release/fact.ts";
import type { Memory } from "../release/memory.ts";
import type { Neighbour, NeighbourBoard } from "../release/neighbour.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Issue, markerIn, ourIssues } from "./board-issues.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

/** Releases that are under way side by side are among the newest tags. */
const TAGS = 100;

/**
 * The newest tags, peeled: an annotated tag's target is a tag object, and that one's the commit.
 * https://docs.github.com/graphql/reference/objects#tag
 */
const QUERY = `query($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: ${TAGS}, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}) {
      nodes { name target {
        oid
        ... on Commit { committedDate }
        ... on Tag { tagger { date } target { oid ... on Tag { target { oid } } } }
      } }
    }
  }
}`;

type Answer = {
  readonly repository: {
    readonly refs: { readonly nodes: readonly (TagNode | null)[] | null } | null;
  } | null;
};

type TagNode = {
  readonly name: string;
  readonly target:
    | (Target & {
        readonly committedDate?: string;
        readonly tagger?: { readonly date: string | null } | null;
      })
    | null;
};

type Target = { readonly oid: string; readonly target?: Target };

/** The newest tags of the repository with what they point at, and which releases have a board. */
export const neighbours: Reader<Fact<readonly Neighbour[]>> = async (eyes, known) => {
  const { owner, name } = known.address;
  const [answer, issues] = await Promise.all([
    eyes.github.query<Answer>(QUERY, { owner, name }),
    ourIssues(eyes, known),
  ]);
  const boards = boardsOf(eyes, known, issues);
  const tags = (answer.repository?.refs?.nodes ?? []).flatMap((node) => (node === null ? [] : [tagOf(node)]));
  const others = [...boards.keys()].filter((tag) => !tags.some((one) => one.tag === tag));
  return seen(
    [...tags, ...others.map((tag): Neighbour => ({ tag }))].map((one) => {
      const board = boards.get(one.tag);
      return board === undefined ? one : { ...one, board };
    }),
  );
};

function tagOf({ name, target }: TagNode): Neighbour {
  const date = target?.tagger?.date ?? target?.committedDate;
  const commit = target?.target?.target?.oid ?? target?.target?.oid ?? target?.oid;
  return {
    tag: name,
    ...(commit === undefined ? {} : { commit }),
    ...(typeof date === "string" ? { at: instant(date) } : {}),
  };
}

/** By tag: the lowest open issue that is its board, else the lowest closed one, else where the lead says its comment is. */
function boardsOf(
  { markers }: { readonly markers: Markers } & Pick<Eyes, "markers">,
  known: Snapshot,
  issues: readonly Issue[],
): ReadonlyMap<string, NeighbourBoard> {
  const boards = new Map<string, NeighbourBoard>();
  const byAge = issues.toSorted((a, b) => a.number - b.number);
  for (const issue of [...byAge.filter(isOpen), ...byAge.filter((one) => !isOpen(one))]) {
    const read = markerIn(markers, known, issue);
    const memory = read?.marker["memory"] as Memory | undefined;
    const at = { number: issue.number, open: isOpen(issue), locked: issue.locked };
    const tags = read?.marker["kind"] === "board" ? [read.marker.tag] : [];
    for (const [tag, isComment] of [
      ...tags.map((tag) => [tag, false] as const),
      ...(tags.length === 0 ? [] : (memory?.sisters ?? [])).map((one) => [one.tag, true] as const),
    ]) {
      boards.set(tag, boards.get(tag) ?? { ...at, isComment });
    }
  }
  return boards;
}

function isOpen({ state }: Issue): boolean {
  return state === "open";
}
