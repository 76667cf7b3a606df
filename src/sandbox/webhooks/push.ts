import type { PushEvent, RefEvent } from "../github/events.ts";
import { type Commit, NO_SHA, type Signature } from "../github/git.ts";
import { reachable } from "../github/history.ts";
import { pushedRepository } from "../shapes/repository.ts";
import { iso, type Json, repoHtml, type Urls } from "../shapes/urls.ts";

const person = ({ name, email, account }: Signature): Json => ({
  name,
  email,
  ...(account ? { username: account.login } : {}),
});

const pushedCommit = (urls: Urls, event: PushEvent, commit: Commit): Json => ({
  id: commit.sha,
  tree_id: commit.tree.sha,
  distinct: true,
  message: commit.message,
  timestamp: iso(commit.author.at),
  url: `${repoHtml(urls, event.repository)}/commit/${commit.sha}`,
  author: person(commit.author),
  committer: person(commit.committer),
  added: commit.changes.added,
  removed: commit.changes.removed,
  modified: commit.changes.modified,
});

const compareUrl = (urls: Urls, event: PushEvent): string => {
  const [before, after] = [event.before.slice(0, 12), event.after.slice(0, 12)];
  const html = repoHtml(urls, event.repository);
  return event.before === NO_SHA || event.after === NO_SHA
    ? `${html}/compare/${event.ref.replace(/^refs\/(heads|tags)\//, "")}`
    : `${html}/compare/${before}...${after}`;
};

/** A push is forced when what was there is not below what is there now. */
const isForced = ({ before, head, repository }: PushEvent): boolean =>
  before !== NO_SHA && head !== null && !reachable(repository.objects, head.sha).has(before);

/** `push`. A deleted ref has no head commit (captured payloads of GitHub). */
export const pushPayload = (urls: Urls, event: PushEvent): Json => ({
  ref: event.ref,
  before: event.before,
  after: event.after,
  base_ref: null,
  created: event.before === NO_SHA,
  deleted: event.after === NO_SHA,
  forced: isForced(event),
  compare: compareUrl(urls, event),
  commits: event.commits.map((commit) => pushedCommit(urls, event, commit)),
  head_commit: event.head ? pushedCommit(urls, event, event.head) : null,
  pusher: { name: event.sender.login, email: event.sender.email },
  repository: pushedRepository(urls, event.repository),
});

/** `create` and `delete`, which name a ref by its short name. */
export const refPayload = (event: RefEvent): Json => ({
  ref: event.ref,
  ref_type: event.refType,
  pusher_type: "user",
  ...(event.name === "create" ? { master_branch: event.repository.defaultBranch, description: null } : {}),
});
