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
  /** Those of them that are known, oldest first, the last one the base itself; what is missing is made up. */
  readonly behind?: readonly PastCommit[];
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

/**
 * The commits before: one by each who contributed before, what the range builds upon, the merge base, then what only
 * the base has.
 */
const addBase = (options: LoadOptions): void => {
  const { history, versionFile } = options;
  const { base, mergeBase, commits, behind = [], contributors } = history;
  const own = new Set([...commits, ...behind].map(({ sha }) => sha).concat(mergeBase, base.sha));
  const older = new Set([...commits, ...behind].flatMap(({ parents }) => parents));
  const add = earlierWork(options);
  for (const { login } of contributors.filter((one) => one.contributedBefore)) add({ login });
  for (const sha of older) if (!own.has(sha)) add({ sha });
  const tip = add({ sha: mergeBase, files: { [versionFile.path]: versionFile.text(base.version) } });
  if (base.sha !== mergeBase) addBehind(options, tip, add);
};

/** What only the base has: first what is not known of it, made up, then what is. */
const addBehind = (options: LoadOptions, mergeBase: string, add: ReturnType<typeof earlierWork>): void => {
  const { base, behindBy, behind = [] } = options.history;
  const [oldest, ...others] = behind;
  let tip = mergeBase;
  for (let left = behindBy - Math.max(behind.length, 1); left > 0; left -= 1) {
    tip = add({ files: { "CHANGES.md": `${left} to go\n` } });
  }
  if (oldest === undefined) add({ sha: base.sha });
  else addCommit(options, tip === mergeBase ? oldest : { ...oldest, parents: [tip] });
  for (const commit of others) addCommit(options, commit);
};

type Earlier = {
  readonly sha?: string;
  /** Who did it; somebody without an account unless given. */
  readonly login?: string;
  readonly files?: Readonly<Record<string, string>>;
};

/** Gives what puts one commit on top of the one before, older than all that is known; it gives its sha. */
const earlierWork = ({ repo, history }: LoadOptions): ((work: Earlier) => string) => {
  const { base, commits, behind = [] } = history;
  const at = Math.min(base.at, ...[...commits, ...behind].map((commit) => commit.at)) - DAY;
  let parents: readonly string[] = [];
  return ({ sha, login, files = {} }) => {
    const author = login === undefined ? { name: "Somebody before" } : { login };
    const known = sha === undefined ? {} : { sha };
    const made = repo.commit({ branch: null, parents, at, message: "Earlier work", author, files, ...known });
    parents = [made];
    return made;
  };
};

const addCommits = (options: LoadOptions): void => {
  const { commits, version } = options.history;
  const { path, text } = options.versionFile;
  const head = commits.at(-1);
  for (const commit of commits) {
    if (commit === head) addCommit(options, commit, { files: { [path]: text(version) }, onBranch: true });
    else addCommit(options, commit);
  }
};

type Adding = { readonly files?: Readonly<Record<string, string>>; readonly onBranch?: boolean };

const addCommit = (
  { github, repo, history }: LoadOptions,
  { sha, parents, at, message, ...by }: PastCommit,
  { files = {}, onBranch = false }: Adding = {},
): void => {
  const nameOf = (login: string): string =>
    history.contributors.find((one) => one.login === login)?.name ?? login;
  const coAuthors = by.coAuthors.map((login) => ({
    name: nameOf(login),
    email: github.account(login).email,
  }));
  const author = { login: by.author, name: nameOf(by.author) };
  const branch = onBranch ? {} : { branch: null };
  repo.commit({ sha, parents, at, message, author, coAuthors, files, ...branch, silent: true });
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
