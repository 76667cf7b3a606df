import fc from "fast-check";
import { expect, test } from "vitest";
import { mayStillCome } from "../../src/notes/source.ts";
import { createAsking } from "../../src/observe/ranges/asking.ts";
import { rangeSince } from "../../src/observe/ranges/range.ts";
import type { RawCommit, RawPullRequest } from "../../src/observe/ranges/raw.ts";
import { startOf } from "../../src/observe/ranges/start.ts";
import type { Range } from "../../src/release/range.ts";

const NAME = "acme/widget";
const time = (minute: number) => new Date(Date.UTC(2026, 10, 2, 12, minute)).toISOString();
const hash = (nth: number) => nth.toString(16).padStart(40, "0");

const rawPull = (number: number, overrides: Partial<RawPullRequest> = {}): RawPullRequest => ({
  id: `PR_${number}`,
  number,
  title: `Change ${number}`,
  url: `https://github.com/${NAME}/pull/${number}`,
  author: { login: `person-${number % 7}`, __typename: "User", id: `U_${number % 7}`, name: null },
  authorAssociation: "CONTRIBUTOR",
  mergedAt: time(number % 5),
  labels: { nodes: [] },
  baseRepository: { nameWithOwner: "Acme/Widget" },
  ...overrides,
});

const rawCommit = (nth: number, minute: number, pulls: readonly RawPullRequest[]): RawCommit => ({
  oid: hash(nth),
  message: `Commit ${nth}\n\nBody`,
  authoredDate: time(minute),
  committedDate: time(minute),
  parents: { totalCount: 1 },
  committer: null,
  authors: {
    totalCount: 1,
    nodes: [{ name: "Ada", user: { login: "ada", __typename: "User", id: "U_ada", name: null } }],
  },
  associatedPullRequests: { totalCount: pulls.length, nodes: pulls },
});

/** Nobody's, a fork's, an open one's, or one of ours, which other commits may have come with, too. */
const anyPull = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((number) => rawPull(number)),
  fc.constant(rawPull(91, { mergedAt: null })),
  fc.constant(rawPull(92, { baseRepository: { nameWithOwner: "fork/widget" } })),
  fc.constant(rawPull(93, { baseRepository: null })),
);

const anyCommits = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(anyPull, { maxLength: 3 })), { maxLength: 30 })
  .map((all) => all.map(([minute, pulls], nth) => rawCommit(nth + 1, minute, pulls)));

type Told = {
  readonly commits: readonly RawCommit[];
  /** What GitHub says there are; as many as it tells of unless given. */
  readonly said?: number;
  /** The most it gives at a time. */
  readonly page?: number;
  /** It always says that there is more, and begins again. */
  readonly endless?: boolean;
};

/** A GitHub that tells of these commits in this order; whoever has an even number has contributed before. */
function asking({ commits, said = commits.length, page = 100, endless = false }: Told) {
  let asked = 0;
  const query = async (document: string, variables: Record<string, unknown>): Promise<unknown> => {
    if (document.includes("user0:")) {
      const known = Object.entries(variables).filter(([name]) => name.startsWith("user"));
      const nodes = (id: unknown) => (/[02468]$/.test(String(id)) ? [{ oid: hash(0) }] : []);
      return {
        repository: { object: Object.fromEntries(known.map(([name, id]) => [name, { nodes: nodes(id) }])) },
      };
    }
    asked += 1;
    if (asked > 1_000) throw new Error("asked for ever");
    const from = Number(variables["after"] ?? 0) % Math.max(1, commits.length);
    const to = Math.min(from + Math.min(Number(variables["first"]), page), commits.length);
    const pageInfo = { hasNextPage: endless || to < commits.length, endCursor: String(to) };
    const connection = { totalCount: said, pageInfo, nodes: commits.slice(from, to) };
    const compare = { aheadBy: said, behindBy: 0, commits: connection };
    return { repository: { nameWithOwner: NAME, ref: { target: { oid: hash(0) }, compare } } };
  };
  return createAsking({
    github: { query: query as Parameters<typeof createAsking>[0]["github"]["query"] },
    place: { owner: "acme", name: "widget" },
    tag: "v1.1.0",
    commit: hash(999),
    details: { body: false, files: false },
  });
}

async function read(told: Told): Promise<Range> {
  const ask = asking(told);
  const start = await startOf(ask, [["v1.0.0"]]);
  if (start === undefined) throw new Error("no start");
  return rangeSince(ask, start);
}

test("a range is the same in whatever order and in whatever pages GitHub tells of it, and tells each pull request once", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCommits.chain((commits) =>
        fc.record({
          commits: fc.constant(commits),
          shuffled: fc.shuffledSubarray(commits, { minLength: commits.length }),
          page: fc.integer({ min: 1, max: 40 }),
        }),
      ),
      async ({ commits, shuffled, page }) => {
        const range = await read({ commits });
        const again = await read({
          commits: shuffled.map((one) => ({
            ...one,
            associatedPullRequests: one.associatedPullRequests && {
              ...one.associatedPullRequests,
              nodes: one.associatedPullRequests.nodes.toReversed(),
            },
          })),
          page,
        });
        expect(again).toEqual(range);
        const ours = commits
          .flatMap((one) => one.associatedPullRequests?.nodes ?? [])
          .filter(({ number }) => number < 90);
        expect(range.pullRequests.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
          [...new Set(ours.map(({ number }) => number))].sort((a, b) => a - b),
        );
        expect(range.commits).toHaveLength(commits.length);
        expect(range.missing).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test("commits come oldest first, those of one moment by hash; pull requests as they were merged, then by number", async () => {
  const commits = [
    rawCommit(3, 1, [rawPull(9), rawPull(5)]),
    rawCommit(1, 2, [rawPull(6)]),
    rawCommit(2, 1, [rawPull(10)]),
  ];
  const range = await read({ commits });
  expect(range.commits.map(({ sha }) => sha)).toEqual([hash(2), hash(3), hash(1)]);
  expect(range.commits[1]?.pullRequests).toEqual([5, 9]);
  expect(range.pullRequests.map(({ number }) => number)).toEqual([5, 10, 6, 9]);
});

test("commits that GitHub counts and does not give are missing, in numbers", async () => {
  const commits = [rawCommit(1, 1, []), rawCommit(2, 2, [])];
  expect((await read({ commits, said: 7 })).missing).toEqual([{ is: "commits-withheld", said: 7, read: 2 }]);
});

test("more commits than are read are told as such: GitHub withheld nothing, and asking again gives no more", async () => {
  const commits = Array.from({ length: 10_001 }, (_, nth) => rawCommit(nth + 1, 1, []));
  const missing = (await read({ commits })).missing;
  expect(missing).toEqual([{ is: "too-many-commits", said: 10_001, read: 10_000 }]);
  expect(missing.some(mayStillCome)).toBe(false);
});

test("a page that brings nothing new ends the reading", async () => {
  const commits = [rawCommit(1, 1, []), rawCommit(2, 2, [])];
  const range = await read({ commits, said: 3, page: 1, endless: true });
  expect(range.commits).toHaveLength(2);
  expect(range.missing).toEqual([{ is: "commits-withheld", said: 3, read: 2 }]);
});

test("people are named as GitHub tells of them now; who is gone, and bots, by what is left of them", async () => {
  const bot = { login: "dependabot", __typename: "Bot" };
  const commit: RawCommit = {
    ...rawCommit(1, 1, [rawPull(1, { author: null }), rawPull(2, { author: bot })]),
    authors: {
      totalCount: 3,
      nodes: [
        { name: "Old Name", user: { login: "renamed", __typename: "User", id: "U_3", name: "New Name" } },
        { name: "Gone", user: null },
        { name: null, user: null },
      ],
    },
  };
  const range = await read({ commits: [commit] });
  expect(range.pullRequests.map(({ author }) => author)).toEqual([
    undefined,
    { login: "dependabot", bot: true },
  ]);
  expect(range.commits[0]?.authors).toEqual([
    { name: "Old Name", account: { login: "renamed", bot: false, name: "New Name" } },
    { name: "Gone" },
    { name: "" },
  ]);
  expect(range.newcomers).toEqual([{ login: "renamed", pullRequest: 1 }]);
});
