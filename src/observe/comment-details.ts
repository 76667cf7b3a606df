import type { Data } from "../github/routes.ts";
import type { CommentDetail, Eyes } from "./eyes.ts";

type RawComment = Data<"GET /repos/{owner}/{repo}/issues/{issue_number}/comments">[number];

const DETAILS = `query($ids: [ID!]!) {
  nodes(ids: $ids) { ... on IssueComment { id lastEditedAt reactionGroups { content viewerHasReacted } } }
}`;

/** How many nodes one query may ask for. https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
const PER_QUERY = 100;

/** What only GraphQL tells of comments, by their nodes; one that was deleted meanwhile is not among them. */
export async function detailsOf(
  { github, details }: Pick<Eyes, "github" | "details">,
  raw: readonly RawComment[],
): Promise<ReadonlyMap<string, CommentDetail>> {
  const asked = raw.filter((one) => !details.has(one));
  for (let start = 0; start < asked.length; start += PER_QUERY) {
    const page = asked.slice(start, start + PER_QUERY);
    const data = await github.query<{ nodes: readonly (({ id: string } & CommentDetail) | null)[] }>(
      DETAILS,
      { ids: page.map((one) => one.node_id) },
      { partial: true },
    );
    const told = new Map(data.nodes.flatMap((node) => (node === null ? [] : [[node.id, node]])));
    for (const one of page) {
      const detail = told.get(one.node_id);
      if (detail !== undefined) {
        details.set(one, detail);
      }
    }
  }
  return new Map(
    raw.flatMap((one) => {
      const detail = details.get(one);
      return detail === undefined ? [] : [[one.node_id, detail]];
    }),
  );
}
