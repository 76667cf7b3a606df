import { findAccount } from "../github/accounts.ts";
import type { GitHub } from "../github/github.ts";
import type { RepositoryHandle } from "../github/handle.ts";

/** Somebody whose work is in a history. */
export interface Contributor {
  readonly login: string;
  readonly name: string;
  /** A member may write to the repository; a bot is no person. */
  readonly standing: "member" | "external" | "bot";
  /** Had a pull request merged before this history begins. */
  readonly contributedBefore: boolean;
}

export interface PastCommit {
  readonly sha: string;
  /** Shas: of commits before it in the list, or of commits that the base already has. */
  readonly parents: readonly string[];
  /** Logins. */
  readonly author: string;
  readonly coAuthors: readonly string[];
  readonly message: string;
  readonly at: number;
}

export interface PastPull {
  readonly number: number;
  readonly title: string;
  /** Login. */
  readonly author: string;
  /** Shas of the commits it came with. */
  readonly commits: readonly string[];
  readonly mergedAt: number;
}

/** What happened between a released tag and the commit that is released next. */
export interface History {
  readonly contributors: readonly Contributor[];
  /** The tag before; its GitHub release is published. */
  readonly base: {
    readonly tag: string;
    readonly sha: string;
    /** What the version file says there. */
    readonly version: string;
    readonly message: string | undefined;
    readonly at: number;
  };
  /** The newest commit that both have: the base itself, unless the histories have diverged. */
  readonly mergeBase: string;
  /** How many commits the base has that the head lacks, itself included. */
  readonly behindBy: number;
  /** Oldest first; the last one is the head of the default branch. */
  readonly commits: readonly PastCommit[];
  /** What the version file says at the head. */
  readonly version: string;
  readonly pulls: readonly PastPull[];
}

export interface LoadOptions {
  readonly github: GitHub;
  readonly repo: RepositoryHandle;
  readonly history: History;
  /** The version file: its path, and its text for a version. */
  readonly versionFile: { readonly path: string; readonly text: (version: string) => string };
  /** Login of who has tagged and released the base. */
  readonly by: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** Puts a history into a repository, as if it had happened long before anybody looks: no event is sent. */
export const loadHistory = (options: LoadOptions): void => {
  const { repo, history, by } = options;
  addPeople(options);
  addBase(options);
  addCommits(options);
  addPulls(options);
  const { tag, sha, message, at } = history.base;
  repo.pushTag(tag, {
    sha,
    by,
    at,
    silent: true,
    ...(message === undefined ? {} : { annotated: { message } }),
  });
  repo.createRelease({ tag, by, name: `${repo.state.name} ${tag}`, body: "" });
};

const addPeople = ({ github, repo, history }: LoadOptions): void => {
  for (const { login, name, standing } of history.contributors) {
    const type = standing === "bot" ? "Bot" : "User";
    const account = findAccount(github.world, login) ?? github.createUser(login, { name, type });
    if (standing === "member" && !repo.state.roles.has(account.id)) repo.setRole(login, "write");
  }
};

/** The commits before: what the range builds upon, then the merge base, then what only the base has. */
const addBase = ({ repo, history, versionFile }: LoadOptions): void => {
  const { base, mergeBase, behindBy, commits } = history;
  const own = new Set([...commits.map(({ sha }) => sha), mergeBase, base.sha]);
  const older = new Set(commits.flatMap(({ parents }) => parents).filter((sha) => !own.has(sha)));
  const at = Math.min(base.at, ...commits.map((commit) => commit.at)) - DAY;
  const files = { [versionFile.path]: versionFile.text(base.version) };
  let parents: readonly string[] = [];
  const add = (sha: string | undefined, changes: Readonly<Record<string, string>> = {}): void => {
    const known = sha === undefined ? {} : { sha };
    const author = { name: "Somebody before" };
    parents = [
      repo.commit({ branch: null, parents, at, message: "Earlier work", author, files: changes, ...known }),
    ];
  };
  for (const sha of older) add(sha);
  add(mergeBase, files);
  for (let left = behindBy; left > 1; left -= 1) add(undefined, { "CHANGES.md": `${left} to go\n` });
  if (base.sha !== mergeBase) add(base.sha);
};

const addCommits = ({ github, repo, history, versionFile }: LoadOptions): void => {
  const emails = new Map(history.contributors.map(({ login }) => [login, github.account(login).email]));
  const names = new Map(history.contributors.map(({ login, name }) => [login, name]));
  const { commits, version } = history;
  const head = commits.at(-1);
  for (const commit of commits) {
    const { sha, parents, at, message } = commit;
    const coAuthors = commit.coAuthors.map((login) => ({
      name: names.get(login) ?? login,
      email: emails.get(login) ?? "",
    }));
    const author = { login: commit.author, name: names.get(commit.author) ?? commit.author };
    const files = commit === head ? { [versionFile.path]: versionFile.text(version) } : {};
    const branch = commit === head ? {} : { branch: null };
    repo.commit({ sha, parents, at, message, author, coAuthors, files, ...branch, silent: true });
  }
};

/**
 * Whoever contributed before has a merged pull request from before, so that nobody is called new who is not. Those
 * come last: their numbers are whichever are free.
 */
const addPulls = ({ repo, history }: LoadOptions): void => {
  for (const pull of history.pulls) repo.pullRequest(pull);
  const mergedAt = history.base.at - DAY;
  for (const { login } of history.contributors.filter((one) => one.contributedBefore)) {
    repo.pullRequest({ title: "Earlier work", author: login, mergedAt });
  }
};
