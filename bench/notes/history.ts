import { createHash } from "node:crypto";
import type { Range } from "../../src/cli/demo/range-file.ts";
import type { Contributor, PastCommit, PastPull } from "../../src/sandbox/scenes/history.ts";
import { type Chance, createChance } from "../../test/worlds/chance.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-05-04T09:00:00Z");

export type Shape = {
  readonly commits: number;
  /** Commits that only the base has; most of them picked from the range. */
  readonly behind: number;
};

/** What is under way while a history is made. */
type Making = {
  readonly chance: Chance;
  readonly people: readonly [Contributor, ...Contributor[]];
  readonly commits: PastCommit[];
  readonly pulls: PastPull[];
  /** The newest commit of the branch. */
  tip: string;
};

/**
 * A range as projects have them, the same for the same shape on every machine: squashed, rebased and merged pull
 * requests, pushes, reverts, bots, co-authors, one person in four new.
 */
export function madeRange({ commits: many, behind }: Shape): Range {
  const mergeBase = shaOf("merge base");
  const people = peopleOf(many);
  const making: Making = {
    chance: createChance(`${many} commits`),
    people,
    commits: [],
    pulls: [],
    tip: mergeBase,
  };
  while (making.commits.length < many) addNext(making, many - making.commits.length);
  const { commits, pulls, tip } = making;
  const ofBase = behind === 0 ? [] : pickedOf(commits, behind, mergeBase);
  return {
    history: {
      contributors: people,
      base: {
        tag: "v1.0.0",
        sha: ofBase.at(-1)?.sha ?? mergeBase,
        version: "1.0.0",
        message: "v1.0.0",
        at: START - HOUR,
      },
      mergeBase,
      behindBy: behind,
      behind: ofBase,
      commits,
      version: "1.1.0",
      pulls,
    },
    head: { tag: "v1.1.0", sha: tip, message: "v1.1.0", at: START + (many + 1) * HOUR },
  };
}

/** One in ten belongs to the project; two are bots. */
function peopleOf(commits: number): readonly [Contributor, ...Contributor[]] {
  const many = 8 + Math.round(commits / 20);
  const people = Array.from({ length: many }, (_, index): Contributor => {
    const standing = index % 10 === 0 ? "member" : "external";
    const login = `${standing}-${index}`;
    return { login, name: `Person ${index}`, standing, contributedBefore: index % 4 !== 3 };
  });
  const bots = ["dependabot[bot]", "translations[bot]"].map(
    (login): Contributor => ({ login, name: login, standing: "bot", contributedBefore: true }),
  );
  const first: Contributor = {
    login: "maintainer",
    name: "Maintainer",
    standing: "member",
    contributedBefore: true,
  };
  return [first, ...people, ...bots];
}

function addNext(making: Making, room: number): void {
  const { chance } = making;
  const share = chance.between(1, 100);
  if (share <= 55 || room < 4) squashed(making);
  else if (share <= 75) rebased(making, chance.between(2, Math.min(6, room)));
  else if (share <= 87) merged(making, chance.between(1, Math.min(5, room - 1)));
  else if (share <= 92) reverted(making);
  else add(making, { message: `chore: tidy up ${making.commits.length}`, author: making.people[0].login });
}

function squashed(making: Making): void {
  const number = nextNumber(making);
  const title = `feat(part ${number % 9}): what ${number} does`;
  pull(making, number, title, [
    add(making, { message: `${title} (#${number})${body(making)}`, author: somebody(making) }),
  ]);
}

function rebased(making: Making, many: number): void {
  const [number, author] = [nextNumber(making), somebody(making)];
  const shas = Array.from({ length: many }, (_, step) =>
    add(making, { message: `fix: step ${step} of ${number}${body(making)}`, author }),
  );
  pull(making, number, `fix: ${many} steps of ${number}`, shas);
}

function merged(making: Making, many: number): void {
  const [number, author, onto] = [nextNumber(making), somebody(making), making.tip];
  const branch = Array.from({ length: many }, (_, step) =>
    add(making, { message: `work ${step} on ${number}`, author }),
  );
  const message = `Merge pull request #${number} from fork/branch-${number}\n\nwhat ${number} does`;
  const merge = add(making, { message, author: making.people[0].login, parents: [onto, making.tip] });
  pull(making, number, `what ${number} does`, [...branch, merge]);
}

function reverted(making: Making): void {
  const last = making.pulls.at(-1);
  if (last === undefined) {
    squashed(making);
    return;
  }
  const number = nextNumber(making);
  const message = `Revert "${last.title}" (#${number})\n\nReverts octo/tool#${last.number}`;
  pull(making, number, `Revert "${last.title}"`, [add(making, { message, author: making.people[0].login })]);
}

type Adding = { readonly message: string; readonly author: string; readonly parents?: readonly string[] };

function add(making: Making, { message, author, parents = [making.tip] }: Adding): string {
  const { chance, commits } = making;
  const sha = shaOf(`${commits.length} ${message}`);
  const coAuthors = chance.percent(20) ? [somebody(making)].filter((login) => login !== author) : [];
  commits.push({ sha, parents, author, coAuthors, message, at: START + commits.length * HOUR });
  making.tip = sha;
  return sha;
}

function pull({ commits, pulls }: Making, number: number, title: string, shas: readonly string[]): void {
  const last = commits.at(-1);
  const author = commits.find(({ sha }) => sha === shas[0])?.author ?? "maintainer";
  pulls.push({ number, title, author, commits: shas, mergedAt: last?.at ?? START });
}

function nextNumber({ pulls }: Making): number {
  return (pulls.at(-1)?.number ?? 1_000) + 3;
}

/** The first of the list do most of it, as everywhere. */
function somebody({ chance, people }: Making): string {
  const { next } = chance;
  return people[Math.floor(next() * next() * people.length)]?.login ?? people[0].login;
}

function body({ chance }: Making): string {
  return chance.percent(60)
    ? `\n\n${"It was like this, and is like that now. ".repeat(chance.between(1, 40))}`
    : "";
}

/** A release branch took the oldest of the range, and ends with a commit of its own. */
function pickedOf(commits: readonly PastCommit[], many: number, onto: string): readonly PastCommit[] {
  const own: PastCommit = {
    sha: shaOf("release branch"),
    parents: [],
    author: "maintainer",
    coAuthors: [],
    message: "chore: release 1.0.0",
    at: START,
  };
  const taken = commits.filter(({ parents }) => parents.length === 1).slice(0, many - 1);
  const all = [...taken.map((commit) => ({ ...commit, sha: shaOf(`picked ${commit.sha}`) })), own];
  return all.map((commit, index) => ({ ...commit, parents: [all[index - 1]?.sha ?? onto] }));
}

function shaOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
