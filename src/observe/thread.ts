import type { Markers } from "../markers.ts";
import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Snapshot, Thread } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** Ours is among the newest comments while it matters: the board remembers how far the app has come. */
const COMMENTS = 30;

const QUERY = `query($owner: String!, $name: String!, $number: Int!, $closing: Boolean!) {
  repository(owner: $owner, name: $name) { issueOrPullRequest(number: $number) {
    ... on Issue { locked comments(last: ${COMMENTS}) { nodes { body } } }
    ... on PullRequest { locked comments(last: ${COMMENTS}) { nodes { body } }
      closingIssuesReferences(first: 10) @include(if: $closing) { nodes { number repository { databaseId } } } }
  } } }`;

type Answer = {
  readonly repository: {
    readonly issueOrPullRequest: {
      readonly locked: boolean;
      readonly comments: { readonly nodes: readonly ({ readonly body: string } | null)[] | null };
      readonly closingIssuesReferences?: {
        readonly nodes: readonly (ClosedIssue | null)[] | null;
      } | null;
    } | null;
  } | null;
};

type ClosedIssue = {
  readonly number: number;
  readonly repository: { readonly databaseId: number | null };
};

/** What was said below a pull request or an issue; absent: there is none of that number any more. */
export async function thread(
  { github, markers }: Pick<Eyes, "github" | "markers">,
  known: Snapshot,
  number: number,
): Promise<Fact<Thread>> {
  const { owner, name } = known.address;
  const closing = configurationOf(known)?.release.releasedIn.includes("issues") === true;
  const answer = await github.query<Answer>(QUERY, { owner, name, number, closing }, { partial: true });
  const found = answer.repository?.issueOrPullRequest;
  if (found === undefined || found === null) {
    return absent;
  }
  const bodies = (found.comments.nodes ?? []).flatMap((comment) => comment?.body ?? []);
  const closes = (found.closingIssuesReferences?.nodes ?? []).flatMap((issue) => issue ?? []);
  return seen({
    locked: found.locked,
    told: bodies.some((body) => isOurs(body, { markers, known, number })),
    closes: closes
      .filter(({ repository }) => repository.databaseId === known.key.repository)
      .map((issue) => issue.number),
  });
}

type Place = { readonly markers: Markers; readonly known: Snapshot; readonly number: number };

function isOurs(body: string, { markers, known, number }: Place): boolean {
  const { repository, tag } = known.key;
  const read = markers.read(body, { repository, issue: number });
  return read?.marker["kind"] === "released-in" && read.marker.tag === tag;
}
