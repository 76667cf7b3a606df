import type { PullRequest } from "../../release/range.ts";
import type { Asking } from "./asking.ts";
import { createPace } from "./pace.ts";
import { DETAILS } from "./queries.ts";

/** Descriptions and lists of files are long. */
const LARGEST_BATCH = 50;

type RawDetails = {
  readonly number: number;
  readonly body?: string;
  readonly files?: { readonly nodes: readonly { readonly path: string }[] } | null;
};

type Answer = { readonly nodes: readonly (RawDetails | null)[] };

/** Pull requests with what the configuration needs of them besides. Each is asked about once, however many commits it has. */
export async function detailed(
  { github, details: { body, files } }: Asking,
  pullRequests: readonly PullRequest[],
  ids: ReadonlyMap<number, string>,
): Promise<readonly PullRequest[]> {
  if (!body && !files) {
    return pullRequests;
  }
  const document = body && files ? DETAILS.both : files ? DETAILS.files : DETAILS.body;
  const pace = createPace(LARGEST_BATCH);
  const left = pullRequests.flatMap(({ number }) => ids.get(number) ?? []);
  const found = new Map<number, Pick<PullRequest, "body" | "paths">>();
  while (left.length > 0) {
    const { asked, nodes } = await pace(async (size) => {
      const ids = left.slice(0, size);
      return {
        asked: ids.length,
        ...(await github.query<Answer>(document, { ids }, { partial: true, paced: true })),
      };
    });
    left.splice(0, asked);
    for (const one of nodes.filter((node) => node !== null)) {
      found.set(one.number, detailsOf(one));
    }
  }
  return pullRequests.map((one) => ({ ...one, ...found.get(one.number) }));
}

function detailsOf({ body, files }: RawDetails): Pick<PullRequest, "body" | "paths"> {
  return {
    ...(body === undefined ? {} : { body }),
    ...(files ? { paths: files.nodes.map(({ path }) => path) } : {}),
  };
}
