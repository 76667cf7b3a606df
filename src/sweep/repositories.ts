import { configurationPath } from "../config/configuration.ts";
import { faultOf } from "../github/fault.ts";
import type { Covered, Reading } from "../github/github.ts";
import { DAY, type Instant } from "../release/instant.ts";
import { keyText } from "../release/release.ts";
import { type RunOfRef, runsSince } from "./runs.ts";
import type { Sweeping } from "./sweep.ts";

/** Older tags and runs are not taken up any more, so they need not be found. */
export const WINDOW = 7 * DAY;

/** GitHub gives up on a query after ten seconds; repositories with thousands of tags take a good part of one. */
const BATCH = 25;

/** From when on runs are looked for, and from when on they count as started since the last look. */
export type Since = { readonly runs: Instant; readonly restarts: Instant };

type News = ReadonlyMap<Covered, Since>;

type Task = { readonly news: News; readonly looked: Set<number> };

/**
 * Whether a repository has a configuration, and its newest tags by date: of the tag object, else of the commit.
 * https://docs.github.com/graphql/reference/objects#repository
 */
const LOOK = `query($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Repository {
      id
      configuration: object(expression: "HEAD:${configurationPath}") { oid }
      defaultBranchRef { name }
      refs(refPrefix: "refs/tags/", first: 20, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}) {
        nodes { name target { ... on Commit { committedDate } ... on Tag { tagger { date } } } }
      }
    }
  }
}`;

type Node = {
  readonly id: string;
  readonly configuration: { readonly oid: string } | null;
  readonly defaultBranchRef: { readonly name: string } | null;
  readonly refs: { readonly nodes: readonly (TagNode | null)[] } | null;
};

type TagNode = {
  readonly name: string;
  readonly target: { readonly committedDate?: string; readonly tagger?: { readonly date: string } | null };
};

/**
 * Looks at repositories, batch by batch, and wakes what is young there; notes each that was looked at. True when
 * time ran out or the app stops before the last. Rejects with a "limited" fault where GitHub wants a rest.
 */
export async function lookAt(sweeping: Sweeping, installation: number, task: Task): Promise<boolean> {
  const querying = sweeping.github.querying(installation, { urgency: "background" });
  const all = [...task.news.keys()];
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const nodes = await ask(sweeping, querying, batch);
    for (const one of batch) {
      if (sweeping.signal.aborted || sweeping.clock.now() > sweeping.latest) {
        return true;
      }
      const node = nodes.get(one.node);
      if (node !== undefined && (await isLookedAt(sweeping, task, { one, node }))) {
        task.looked.add(one.address.repository);
      }
    }
  }
  return false;
}

type Querying = Pick<Reading, "query">;

/** A batch that GitHub cannot answer is asked for in halves, so that one repository stands in no other's way. */
async function ask(
  sweeping: Sweeping,
  querying: Querying,
  batch: readonly Covered[],
): Promise<ReadonlyMap<string, Node>> {
  try {
    const ids = batch.map(({ node }) => node);
    const { nodes } = await querying.query<{ readonly nodes: readonly (Partial<Node> | null)[] }>(
      LOOK,
      { ids },
      { partial: true, paced: batch.length > 1 },
    );
    return new Map(nodes.flatMap((node) => (node?.id === undefined ? [] : [[node.id, node as Node]])));
  } catch (error) {
    const fault = faultOf(error);
    const [only, ...others] = batch;
    if (fault === undefined || fault.kind === "limited" || fault.kind === "forbidden") {
      throw error;
    }
    if (only !== undefined && others.length === 0) {
      warn(sweeping, only, fault);
      return new Map();
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await ask(sweeping, querying, batch.slice(0, middle));
    return new Map([...first, ...(await ask(sweeping, querying, batch.slice(middle)))]);
  }
}

type Seen = { readonly one: Covered; readonly node: Node };

async function isLookedAt(sweeping: Sweeping, { news }: Task, { one, node }: Seen): Promise<boolean> {
  const since = news.get(one);
  if (node.configuration === null || since === undefined) {
    return true;
  }
  try {
    await wakeYoung(sweeping, { one, node }, since);
    return true;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined || fault.kind === "limited") {
      throw error;
    }
    warn(sweeping, one, fault);
    return false;
  }
}

/**
 * Wakes the tags that are young or have young or waiting runs. A finished release is woken only where a run has
 * started since the last look: its tag has moved, or somebody runs its workflow anew.
 */
async function wakeYoung(sweeping: Sweeping, seen: Seen, since: Since): Promise<void> {
  const { clock, github } = sweeping;
  const tags = youngTags(seen.node, clock.now() - WINDOW);
  const reading = github.reading(seen.one.address, { urgency: "background" });
  const runs = await runsSince(reading, since.runs, { except: seen.node.defaultBranchRef?.name, tags });
  const restarted = runs.filter(({ startedAt }) => startedAt >= since.restarts);
  await wake(sweeping, seen.one, {
    tags: new Set([...tags, ...runs.map(({ tag }) => tag)]),
    restarted,
  });
}

/** A lightweight tag has no date of its own: on an old commit it is found by its run alone. */
function youngTags({ refs }: Node, since: Instant): readonly string[] {
  return (refs?.nodes ?? []).flatMap((ref) => {
    const date = ref?.target.tagger?.date ?? ref?.target.committedDate;
    return ref !== null && date !== undefined && Date.parse(date) >= since ? [ref.name] : [];
  });
}

type Found = { readonly tags: ReadonlySet<string>; readonly restarted: readonly RunOfRef[] };

async function wake({ queue, underWay }: Sweeping, { address }: Covered, found: Found): Promise<void> {
  const { installation, owner, name, repository } = address;
  for (const tag of found.tags) {
    const key = { repository, tag };
    const isNews = found.restarted.some((run) => run.tag === tag);
    if (!underWay.has(keyText(key)) && (isNews || !(await queue.isFinished(key)))) {
      await queue.wake({ key, address: { installation, owner, name }, because: "sweep" });
    }
  }
}

function warn(
  { log }: Sweeping,
  { address }: Covered,
  fault: { readonly kind: string; readonly detail: string },
): void {
  const repository = `${address.owner}/${address.name}`;
  log.warn(
    { repository, fault: fault.kind, detail: fault.detail },
    "a repository could not be swept; the next sweep tries again",
  );
}
