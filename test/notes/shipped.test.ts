import { describe, expect, test } from "vitest";
import { withoutShipped } from "../../src/notes/shipped.ts";
import type { RangeCommit } from "../../src/release/range.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";

/** A commit of the base's side: another hash, at another place. */
const there = (nth: number, overrides: Partial<RangeCommit> = {}) => rangeCommit(900 + nth, overrides);

/** The same change under another hash. */
const twin = (commit: RangeCommit, nth: number, pullRequests: readonly number[] = []) =>
  there(nth, {
    subject: commit.subject,
    authoredAt: commit.authoredAt,
    authors: commit.authors,
    pullRequests,
  });

const picked = ({ sha }: RangeCommit) => `Words.\n\n(cherry picked from commit ${sha})`;

/** A range of these commits, each with the pull requests that they name. */
const of = (...commits: readonly RangeCommit[]) =>
  range({
    base: "v1.0.1",
    commits,
    pullRequests: [...new Set(commits.flatMap((one) => one.pullRequests))].map((number) =>
      pullRequest(number, "ada"),
    ),
  });

/** What is left: hashes by number and pull requests; and what was left out. */
const left = (own: ReturnType<typeof of>, base: ReturnType<typeof of>) => {
  const { commits, pullRequests, shipped } = withoutShipped(own, base);
  return {
    commits: commits.map(({ sha }) => Number.parseInt(sha, 16)),
    pulls: pullRequests.map(({ number }) => number),
    shipped,
  };
};

const one = rangeCommit(1, { pullRequests: [11] });
const two = rangeCommit(2, { pullRequests: [12] });
const alone = rangeCommit(3);

describe("left out of a range is", () => {
  test.each<[string, ReturnType<typeof of>, ReturnType<typeof of>, object]>([
    [
      "nothing, where the base has nothing of it",
      of(one, alone),
      of(there(1)),
      { commits: [1, 3], pulls: [11] },
    ],
    [
      "a pull request that came there, too",
      of(one, two),
      of(there(1, { pullRequests: [11] })),
      { commits: [2], pulls: [12] },
    ],
    [
      "a commit with the same author, date and subject",
      of(alone, two),
      of(twin(alone, 1)),
      { commits: [2], pulls: [12] },
    ],
    [
      "what was picked there",
      of(one, alone),
      of(there(1, { body: picked(alone) })),
      { commits: [1], pulls: [11] },
    ],
    [
      "what was picked from there",
      of(rangeCommit(4, { body: picked(there(1)) }), two),
      of(there(1)),
      { commits: [2], pulls: [12] },
    ],
    [
      "what both picked from a third",
      of(rangeCommit(4, { body: picked(rangeCommit(50)) }), two),
      of(there(1, { body: picked(rangeCommit(50)) })),
      { commits: [2], pulls: [12] },
    ],
    [
      "a pull request that was backported by one of its own",
      of(one, two),
      of(there(1, { pullRequests: [20], body: picked(one) })),
      { commits: [2], pulls: [12] },
    ],
    [
      "each of several that were backported in one commit",
      of(one, two, alone),
      of(there(1, { pullRequests: [20], body: `${picked(one)}\n${picked(two)}` })),
      { commits: [3], pulls: [] },
    ],
  ])("%s", (_, own, base, expected) => {
    expect(left(own, base)).toMatchObject(expected);
  });

  test.each([
    "Mend it (#11) (#20)",
    "Mend it (backport #11) (#20)",
    "Mend it (#11)",
    "[backport 1.x] Mend it (#11) (#20)",
    "Backport of #11 (#20)",
    "Backport PR #11: Mend it (#20)",
    "Backported #11",
  ])("a pull request that the base has squashed under another number: %s", (subject) => {
    const numbered = of(there(1, { pullRequests: [20], subject }));
    const titled = { ...numbered, pullRequests: [pullRequest(20, "ada", { title: subject })] };
    expect(left(of(one, two), numbered)).toMatchObject({ commits: [2], pulls: [12] });
    expect(left(of(one, two), { ...titled, commits: [] })).toMatchObject({ commits: [2], pulls: [12] });
    expect(left(of(one, two), of(there(1, { subject })))).toMatchObject({ commits: [2], pulls: [12] });
  });

  test.each([
    "Mend what (#11) broke (#20)",
    'Revert "Mend it (#11)" (#20)',
    "Follow up on #11 (#20)",
    "Backport for #11",
    "Mend it (#110)",
  ])("no pull request that the base only speaks of: %s", (subject) => {
    expect(left(of(one), of(there(1, { pullRequests: [20], subject })))).toMatchObject({ pulls: [11] });
  });

  test("a pull request with its merge commit, once all of its commits had shipped", () => {
    const parts = [rangeCommit(1, { pullRequests: [11] }), rangeCommit(2, { pullRequests: [11] })] as const;
    const merge = rangeCommit(3, { pullRequests: [11], isMerge: true });
    const own = of(...parts, merge, alone);
    expect(left(own, of(twin(parts[0], 1), twin(parts[1], 2)))).toEqual({
      commits: [3],
      pulls: [],
      shipped: { commits: 3, pullRequests: [11] },
    });
  });

  test("of a pull request that had shipped in part, that part", () => {
    const parts = [rangeCommit(1, { pullRequests: [11] }), rangeCommit(2, { pullRequests: [11] })] as const;
    expect(left(of(...parts), of(twin(parts[0], 1)))).toEqual({
      commits: [2],
      pulls: [11],
      shipped: { commits: 1, pullRequests: [] },
    });
  });

  test("one of two that look alike, where the base has one", () => {
    const again = { ...alone, sha: rangeCommit(4).sha };
    expect(left(of(alone, again), of(twin(alone, 1)))).toMatchObject({ commits: [4] });
    expect(left(of(alone, again), of(twin(alone, 1), twin(alone, 2)))).toMatchObject({ commits: [] });
  });

  test("nothing that only looks like it: another author, another second, another subject", () => {
    const others = [
      twin({ ...alone, authors: [author("linh")] }, 1),
      twin({ ...alone, authoredAt: alone.authoredAt + 1000 }, 2),
      twin({ ...alone, subject: "Change 4" }, 3),
    ];
    expect(left(of(alone), of(...others))).toMatchObject({ commits: [3], shipped: { commits: 0 } });
  });

  test("nothing that the base took back, and again what it gave back then", () => {
    const there11 = there(1, { pullRequests: [11], authoredAt: 0 });
    const revert = there(2, { subject: 'Revert "Change 901"', body: `This reverts commit ${there11.sha}.` });
    const again = there(3, {
      subject: `Revert "Revert "Change 901""`,
      body: `This reverts commit ${revert.sha}.`,
    });
    const base = (...more: readonly RangeCommit[]) => {
      const side = of(there11, ...more);
      return { ...side, pullRequests: side.pullRequests.map((each) => ({ ...each, title: "Change 901" })) };
    };
    expect(left(of(one), base())).toMatchObject({ pulls: [] });
    expect(left(of(one), base(revert))).toMatchObject({ pulls: [11] });
    expect(left(of(one), base(revert, again))).toMatchObject({ pulls: [] });
  });
});
