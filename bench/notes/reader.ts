// Reads a range in a process of its own: `reader.js notes|floor URL owner/name base tag`, the token in GITHUB_TOKEN.
import { performance } from "node:perf_hooks";
import { reportOf } from "../../src/cli/notes/report.ts";
import { seeNotes } from "../../src/cli/notes/see.ts";
import { systemClock } from "../../src/clock.ts";
import type { Reading } from "../../src/github/github.ts";
import { readingWithToken } from "../../src/github/token-reading.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";

/** What one reading came to. */
export type Told = {
  readonly ms: number;
  /** How much more memory the process had at its height than before, in bytes. */
  readonly memory: number;
  readonly commits: number;
  readonly missing: number;
};

const [way = "", baseUrl = "", repository = "", base = "", tag = ""] = process.argv.slice(2);
const [owner = "", name = ""] = repository.split("/");
const github = readingWithToken(
  {
    baseUrl,
    clock: systemClock,
    log: { debug: () => undefined },
    shared: createSharedInMemory(),
    userAgent: "release-conductor (bench)",
  },
  process.env["GITHUB_TOKEN"] ?? "",
);

const height = (): number => process.resourceUsage().maxRSS * 1024;
const [before, began] = [height(), performance.now()];
const read = way === "floor" ? await floor(github({ owner, name })) : await notes();
const told: Told = { ms: performance.now() - began, memory: height() - before, ...read };
process.stdout.write(JSON.stringify(told));

async function notes(): Promise<Pick<Told, "commits" | "missing">> {
  const view = await seeNotes({ github, clock: systemClock }, { place: { owner, name }, tag, base });
  if (view.is === "lacking") throw new Error(`no notes: ${JSON.stringify(view.lack)}`);
  const report = reportOf(view.seen, view.ranges);
  return { commits: report.counts.commits + report.shipped.commits, missing: report.missing.length };
}

/** The least that any reader asks for: the commits themselves, as many at a time as GitHub gives. */
async function floor(repository: Reading): Promise<Pick<Told, "commits" | "missing">> {
  const document = `query($owner: String!, $name: String!, $base: String!, $head: String!, $cursor: String) {
    repository(owner: $owner, name: $name) { ref(qualifiedName: $base) { compare(headRef: $head) {
      commits(first: 100, after: $cursor) { pageInfo { hasNextPage endCursor } nodes { oid message } } } } } }`;
  const variables = { owner, name, base: `refs/tags/${base}`, head: tag };
  let commits = 0;
  let cursor: string | null = null;
  do {
    const page: Page = await repository.query<Page>(document, { ...variables, cursor });
    const found = page.repository.ref.compare.commits;
    commits += found.nodes.length;
    cursor = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
  } while (cursor !== null);
  return { commits, missing: 0 };
}

type Page = {
  readonly repository: {
    readonly ref: {
      readonly compare: {
        readonly commits: {
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
          readonly nodes: readonly unknown[];
        };
      };
    };
  };
};
