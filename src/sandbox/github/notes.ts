import { compare, log, resolveCommit } from "./history.ts";
import { type PullRequest, pullsOf } from "./pull-requests.ts";
import { refuse } from "./refused.ts";
import { fullName, type Repository } from "./repository.ts";

export interface GeneratedNotes {
  readonly name: string;
  readonly body: string;
}

export interface NotesRequest {
  readonly tag: string;
  readonly targetCommitish?: string | undefined;
  readonly previousTag?: string | undefined;
}

const url = (repository: Repository, path: string): string =>
  `https://github.com/${fullName(repository)}/${path}`;

const mergedIn = (repository: Repository, shas: readonly string[]): PullRequest[] => {
  const pulls = new Set(shas.flatMap((sha) => pullsOf(repository, sha)));
  return [...pulls].sort((a, b) => (a.mergedAt ?? 0) - (b.mergedAt ?? 0));
};

/** The first pull request of everybody whose first one is among these. */
const firstOnes = (repository: Repository, merged: readonly PullRequest[]): PullRequest[] =>
  merged.filter((pull) => {
    const others = repository.pulls.filter(
      (other) => other.author === pull.author && other.mergedAt !== null,
    );
    return others.every((other) => other === pull || (other.mergedAt ?? 0) > (pull.mergedAt ?? 0));
  });

/**
 * The notes GitHub generates: merged pull requests, new contributors, the link to the full changelog. Without a
 * previous tag GitHub picks one; the sandbox then lists everything, as it does for a first release.
 */
export const generateNotes = (repository: Repository, wanted: NotesRequest): GeneratedNotes => {
  const head =
    resolveCommit(repository, wanted.tag) ??
    resolveCommit(repository, wanted.targetCommitish ?? repository.defaultBranch) ??
    refuse("bad-field", "target_commitish");
  const base = wanted.previousTag === undefined ? undefined : resolveCommit(repository, wanted.previousTag);
  if (wanted.previousTag !== undefined && !base) refuse("bad-field", "previous_tag_name");
  const commits = base
    ? (compare(repository.objects, base.sha, head.sha)?.ahead ?? [])
    : log(repository.objects, head.sha);
  const merged = mergedIn(
    repository,
    commits.map((commit) => commit.sha),
  );
  const mention = (pull: PullRequest): string =>
    pull.author.type === "Bot"
      ? `@${pull.author.login.replace(/\[bot\]$/, "")}[bot]`
      : `@${pull.author.login}`;
  const changes = merged.map(
    (pull) => `* ${pull.title} by ${mention(pull)} in ${url(repository, `pull/${pull.number}`)}`,
  );
  const newcomers = firstOnes(repository, merged)
    .filter((pull) => pull.author.type === "User")
    .map(
      (pull) =>
        `* ${mention(pull)} made their first contribution in ${url(repository, `pull/${pull.number}`)}`,
    );
  const changelog =
    wanted.previousTag === undefined
      ? url(repository, `commits/${wanted.tag}`)
      : url(repository, `compare/${wanted.previousTag}...${wanted.tag}`);
  const sections = [
    ...(changes.length > 0 ? [`## What's Changed\n${changes.join("\n")}`] : []),
    ...(newcomers.length > 0 ? [`## New Contributors\n${newcomers.join("\n")}`] : []),
    `**Full Changelog**: ${changelog}`,
  ];
  return { name: wanted.tag, body: sections.join("\n\n") };
};
