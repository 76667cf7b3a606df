import { addComment, commentOf, editComment, liveComments, REACTIONS, react } from "../github/comments.ts";
import { editIssue, type Issue, issueOf, openIssue } from "../github/issues.ts";
import { refuse } from "../github/refused.ts";
import { findRepository } from "../github/repository.ts";
import { commentShape, issueShape, reactionShape, singleIssue } from "../shapes/issue.ts";
import { pullAsIssue } from "../shapes/pull-request.ts";
import { repoApi } from "../shapes/urls.ts";
import { type Answer, created, ok, redirect } from "./answer.ts";
import { given, names, text, textOrNull, word } from "./fields.ts";
import { pageOf } from "./page.ts";
import { READERS, type RepositoryAsk, type Route } from "./route.ts";

const viaApp = (ask: RepositoryAsk) => (ask.caller.kind === "installation" ? { viaApp: ask.app } : {});

const numberOf = (ask: RepositoryAsk): number => Number(ask.params["issue_number"]);

/** Without issues every route of theirs is gone (ansible/ansibullbot#845, ingydotnet/git-hub#72). */
const live = (ask: RepositoryAsk): Issue =>
  ask.repository.hasIssues ? issueOf(ask.repository, numberOf(ask)) : refuse("issues-disabled");

interface Listed {
  readonly state: string;
  readonly labels: readonly string[];
  readonly creator: string;
  readonly milestone: string | null;
  readonly updatedAt: number;
  readonly createdAt: number;
  readonly shape: () => unknown;
}

const listedIssues = (ask: RepositoryAsk): Listed[] =>
  [...ask.repository.issues.values()]
    .filter((issue) => !issue.deleted && issue.transferredTo === null)
    .map((issue) => ({
      state: issue.state,
      labels: issue.labels.map((label) => label.name),
      creator: issue.author.login,
      milestone: null,
      updatedAt: issue.updatedAt,
      createdAt: issue.createdAt,
      shape: () => issueShape(ask.urls, ask.repository, issue),
    }));

/** On GitHub every pull request is listed among the issues. */
const listedPulls = (ask: RepositoryAsk): Listed[] =>
  ask.repository.pulls.map((pull) => ({
    state: pull.mergedAt === null ? "open" : "closed",
    labels: pull.labels.map((label) => label.name),
    creator: pull.author.login,
    milestone: pull.milestone,
    updatedAt: pull.mergedAt ?? pull.createdAt,
    createdAt: pull.createdAt,
    shape: () => pullAsIssue(ask.urls, ask.repository, pull),
  }));

const asked = (ask: RepositoryAsk, entry: Listed): boolean => {
  const query = ask.url.searchParams;
  const state = query.get("state") ?? "open";
  const labels = query.get("labels")?.split(",") ?? [];
  const milestone = query.get("milestone");
  const wanted = ask.repository.milestones.find((candidate) => String(candidate.number) === milestone)?.title;
  return (
    (state === "all" || entry.state === state) &&
    labels.every((label) => entry.labels.includes(label)) &&
    (query.get("creator") ?? entry.creator) === entry.creator &&
    (milestone === null || milestone === "*" || entry.milestone === wanted) &&
    entry.updatedAt >= Date.parse(query.get("since") ?? "1970-01-01")
  );
};

const listIssues = (ask: RepositoryAsk): Answer => {
  if (!ask.repository.hasIssues) refuse("issues-disabled");
  const all = [...listedIssues(ask), ...listedPulls(ask)]
    .filter((entry) => asked(ask, entry))
    .sort((a, b) => a.createdAt - b.createdAt);
  if (ask.url.searchParams.get("direction") !== "asc") all.reverse();
  const page = pageOf(ask.url, all);
  return ok(
    page.items.map((entry) => entry.shape()),
    page.headers,
  );
};

const create = (ask: RepositoryAsk): Answer => {
  const issue = openIssue(ask.world, ask.repository, {
    title: text(ask.body, "title") ?? refuse("title-missing"),
    body: textOrNull(ask.body, "body") ?? null,
    author: ask.actor,
    ...viaApp(ask),
    labels: names(ask.body, "labels") ?? [],
  });
  return created(singleIssue(ask.urls, ask.repository, issue));
};

const get = (ask: RepositoryAsk): Answer => {
  const pull = ask.repository.pulls.find((candidate) => candidate.number === numberOf(ask));
  if (pull) return ok(pullAsIssue(ask.urls, ask.repository, pull));
  const issue = live(ask);
  if (issue.transferredTo === null) return ok(singleIssue(ask.urls, ask.repository, issue));
  const [name = "", number] = issue.transferredTo.split("#");
  const target = findRepository(ask.world, name) ?? refuse("not-found");
  return redirect(301, `${repoApi(ask.urls, target)}/issues/${number}`);
};

const patch = (ask: RepositoryAsk): Answer => {
  const issue = live(ask);
  if (issue.transferredTo !== null) return get(ask);
  editIssue(ask.world, ask.repository, issue, {
    by: ask.actor,
    patch: given({
      title: text(ask.body, "title"),
      body: textOrNull(ask.body, "body"),
      state: word(ask.body, "state", ["open", "closed"] as const),
      stateReason: word(ask.body, "state_reason", ["completed", "not_planned", "reopened"] as const),
      labels: names(ask.body, "labels"),
    }),
  });
  return ok(singleIssue(ask.urls, ask.repository, issue));
};

const listComments = (ask: RepositoryAsk): Answer => {
  const issue = live(ask);
  const since = Date.parse(ask.url.searchParams.get("since") ?? "1970-01-01");
  const page = pageOf(
    ask.url,
    liveComments(issue).filter((comment) => comment.updatedAt >= since),
  );
  return ok(
    page.items.map((comment) => commentShape(ask.urls, ask.repository, { issue, comment })),
    page.headers,
  );
};

const say = (ask: RepositoryAsk): Answer => {
  const issue = live(ask);
  const comment = addComment(ask.world, ask.repository, issue, {
    body: text(ask.body, "body") ?? "",
    author: ask.actor,
    ...viaApp(ask),
  });
  return created(commentShape(ask.urls, ask.repository, { issue, comment }));
};

const found = (ask: RepositoryAsk) => commentOf(ask.repository, Number(ask.params["comment_id"]));

const patchComment = (ask: RepositoryAsk): Answer => {
  const at = found(ask);
  editComment(ask.world, at, { body: text(ask.body, "body") ?? refuse("body-missing"), by: ask.actor });
  return ok(commentShape(ask.urls, ask.repository, at));
};

const addReaction = (ask: RepositoryAsk): Answer => {
  const content = word(ask.body, "content", REACTIONS) ?? refuse("bad-field", "content");
  const at = found(ask);
  if (at.issue.locked) refuse("reaction-locked");
  const { reaction, isNew } = react(ask.world, at.comment, content, ask.actor);
  return { status: isNew ? 201 : 200, body: reactionShape(ask.urls, reaction) };
};

const listReactions = (ask: RepositoryAsk): Answer => {
  const content = ask.url.searchParams.get("content");
  const page = pageOf(
    ask.url,
    found(ask).comment.reactions.filter((reaction) => content === null || reaction.content === content),
  );
  return ok(
    page.items.map((reaction) => reactionShape(ask.urls, reaction)),
    page.headers,
  );
};

const read = (path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  about: "repository",
  method: "GET",
  path: `/repos/{owner}/{repo}/issues${path}`,
  permission: { name: "issues", level: "read" },
  tokens: READERS,
  handle,
});

const write = (method: "POST" | "PATCH", path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  about: "repository",
  method,
  path: `/repos/{owner}/{repo}/issues${path}`,
  permission: { name: "issues", level: "write" },
  tokens: ["installation"],
  ...(method === "POST" ? { create: true } : {}),
  handle,
});

/** Issues, comments and reactions. */
export const issueRoutes: readonly Route[] = [
  read("", listIssues),
  write("POST", "", create),
  read("/{issue_number}", get),
  write("PATCH", "/{issue_number}", patch),
  read("/{issue_number}/comments", listComments),
  write("POST", "/{issue_number}/comments", say),
  write("PATCH", "/comments/{comment_id}", patchComment),
  write("POST", "/comments/{comment_id}/reactions", addReaction),
  read("/comments/{comment_id}/reactions", listReactions),
];
