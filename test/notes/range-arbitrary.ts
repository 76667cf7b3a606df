import fc from "fast-check";
import type { CommitAuthor, PullRequest, Range, RangeCommit } from "../../src/release/range.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import { foreign } from "../replies/foreign.ts";

/** A range, and what is known of it because it was made so. */
export type Made = {
  readonly range: Range;
  /** The same with the plainest words where strangers' stand. */
  readonly plain: Range;
  /** Pull requests that were reverted in it, and those that reverted them. */
  readonly reverted: ReadonlySet<number>;
  /** Everybody whom GitHub names in it and who is no bot. */
  readonly people: ReadonlySet<string>;
};

const PEOPLE = ["ann", "ben-b", "cleo", "Dora", "eve-9", "fred_acme"] as const;
const BOTS = ["dependabot[bot]", "translations[bot]"] as const;
const LABELS = ["bug", "feature", "internal", "dependencies"] as const;

const login = fc.constantFrom(...PEOPLE, ...PEOPLE, ...BOTS);

/** What strangers put into messages besides words: whoever they name there is no account that GitHub named. */
const body = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: foreign },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "Co-authored-by: Mallory <1+mallory@users.noreply.github.com>",
      "Reported-by: @mallory",
      "Translated-by: mallory <mallory@users.noreply.github.com>",
      "Tested-by: <!-- @mallory --> </details> <a@b.c>",
    ),
  },
);

/** GitHub takes no title without a character that can be seen. */
const title = foreign.map((text) => `${text} of a kind`);

/** Whoever has an address for a name is not thanked by it. */
const name = foreign.map((text) => text.replaceAll("@", " @"));

/** One thing that happened. */
const step = fc.record({
  title,
  name,
  body,
  by: fc.option(login, { freq: 8 }),
  with: fc.array(login, { maxLength: 2 }),
  labels: fc.uniqueArray(fc.constantFrom(...LABELS), { maxLength: 2 }),
  association: fc.constantFrom("MEMBER", "CONTRIBUTOR", "NONE"),
  way: fc.constantFrom("squash", "squash", "rebase", "merge", "push", "revert"),
  size: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a step becomes: with strangers' words, or with plain ones. */
type Words = (text: string, what: string) => string;

/** Ranges of squashed, rebased and merged pull requests, pushes and reverts, by people, bots and deleted accounts. */
export const madeRange: fc.Arbitrary<Made> = fc.array(step, { maxLength: 30 }).map((steps) => {
  const made = rangeOf(steps, (text) => text);
  const plain = rangeOf(steps, (_, what) => what);
  return { ...made, plain: plain.range };
});

function rangeOf(steps: readonly Step[], words: Words): Omit<Made, "plain"> {
  const commits: RangeCommit[] = [];
  const pulls: PullRequest[] = [];
  const reverted = new Set<number>();
  for (const [index, one] of steps.entries()) {
    const number = 101 + index;
    const target = one.way === "revert" ? openTarget(pulls, reverted) : undefined;
    const title = target === undefined ? words(one.title, `Change ${number}`) : `Revert "${target.title}"`;
    const body = target === undefined ? one.body : `Reverts octo/tool#${target.number}`;
    const own = commitsOf(one, { from: commits.length, title, body, words });
    commits.push(...own.map((commit) => ({ ...commit, pullRequests: one.way === "push" ? [] : [number] })));
    if (one.way !== "push") {
      const { association, labels } = one;
      pulls.push(pullRequest(number, one.by ?? undefined, { title, association, labels }));
    }
    if (target !== undefined) {
      reverted.add(number).add(target.number);
    }
  }
  const people = peopleIn(steps);
  const newcomers = [...people].slice(0, 1).map((login) => ({ login }));
  return { range: range({ base: "v4.2.9", commits, pullRequests: pulls, newcomers }), reverted, people };
}

function peopleIn(steps: readonly Step[]): ReadonlySet<string> {
  const named = steps.flatMap((one) => [...(one.by === null ? [] : [one.by]), ...one.with]);
  return new Set(named.filter((name) => !name.endsWith("[bot]")));
}

/** The newest pull request that nobody has reverted, and that is no revert. */
function openTarget(pulls: readonly PullRequest[], reverted: ReadonlySet<number>): PullRequest | undefined {
  return pulls.findLast(({ number, title }) => !(reverted.has(number) || title.startsWith("Revert")));
}

type Telling = {
  readonly from: number;
  readonly title: string;
  readonly body: string;
  readonly words: Words;
};

function commitsOf(one: Step, { from, title, body: said, words }: Telling): readonly RangeCommit[] {
  const nobody: CommitAuthor = { name: `${words(one.name, "Somebody")} ${from}` };
  const first = one.by === null ? nobody : author(one.by);
  const authors = [first, ...one.with.map(author)];
  const many = ["rebase", "merge"].includes(one.way) ? one.size : 1;
  const made = Array.from({ length: many }, (_, at) =>
    rangeCommit(from + at + 1, {
      subject: at === 0 ? title : `step ${at}`,
      body: at === 0 ? said : "",
      authors,
    }),
  );
  const merge = rangeCommit(from + many + 1, {
    subject: "Merge",
    isMerge: true,
    authors: [author("merger")],
  });
  return one.way === "merge" ? [...made, merge] : made;
}
