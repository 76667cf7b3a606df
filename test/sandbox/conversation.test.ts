import { expect, test } from "vitest";
import { createTestWorld, send, sleep, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI";

const begin = async () => {
  const world = createTestWorld();
  const token = await tokenFor(world.sandbox, world.installation.id);
  const issue = world.repo.openIssue({ title: "Release", by: "ebr", labels: ["release"] });
  const events = (name: string) => world.sandbox.deliveries.all().filter(({ event }) => event === name);
  return { ...world, token, issue, events };
};

test("a reaction moves a comment's updated_at, which is no edit; adding it twice changes nothing", async () => {
  const { clock, sandbox, repo, token, issue } = await begin();
  await clock.busy(async () => {
    const { id } = repo.comment(issue.number, "ebr", "/approve pypi");
    await sleep(clock, 60);
    const path = `POST ${R}/issues/comments/${id}/reactions`;
    expect((await send(sandbox, path, { token, body: { content: "eyes" } })).status).toBe(201);
    expect((await send(sandbox, path, { token, body: { content: "eyes" } })).status).toBe(200);
    const { body } = await send(sandbox, `GET ${R}/issues/${issue.number}/comments`, { token });
    expect(body[0].updated_at).not.toBe(body[0].created_at);
    expect(body[0].reactions).toMatchObject({ eyes: 1, total_count: 1 });
    expect(repo.comments(issue.number)[0]?.lastEditedAt).toBeNull();
    expect(repo.reactions(id)).toEqual([{ content: "eyes", by: "conductor[bot]" }]);
  });
});

test("what an App writes is by its bot, through the App, and the event says who caused it", async () => {
  const { sandbox, token, issue, events } = await begin();
  const got = await send(sandbox, `POST ${R}/issues/${issue.number}/comments`, {
    token,
    body: { body: "hello" },
  });
  expect(got.body.user).toMatchObject({ login: "conductor[bot]", type: "Bot" });
  expect(got.body.performed_via_github_app.slug).toBe("conductor");
  expect(events("issue_comment").at(-1)?.payload).toMatchObject({ sender: { login: "conductor[bot]" } });
});

test("an edit tells what was there before and by whom it was changed", async () => {
  const { repo, issue, events } = await begin();
  const { id } = repo.comment(issue.number, "ebr", "hello");
  repo.editComment(id, "/approve pypi", "lstein");
  expect(events("issue_comment").at(-1)?.payload).toMatchObject({
    action: "edited",
    changes: { body: { from: "hello" } },
    sender: { login: "lstein" },
    comment: { user: { login: "ebr" } },
  });
});

test.each([
  ["an empty title", "POST", "", { title: "" }, 422],
  ["a long title", "POST", "", { title: "x".repeat(257) }, 422],
  ["a long body", "POST", "", { title: "x", body: "x".repeat(65_537) }, 422],
  ["an empty comment", "POST", "/1/comments", { body: " " }, 422],
  ["a long comment", "POST", "/1/comments", { body: "x".repeat(65_537) }, 422],
  ["a comment on nothing", "POST", "/99/comments", { body: "x" }, 404],
  ["a wrong state", "PATCH", "/1", { state: "done" }, 422],
])("%s is refused", async (_what, method, path, body, status) => {
  const { sandbox, token } = await begin();
  expect((await send(sandbox, `${method} ${R}/issues${path}`, { token, body })).status).toBe(status);
});

test("deleted, transferred and disabled issues answer as GitHub's do", async () => {
  const { sandbox, token, repo, github, issue } = await begin();
  const target = github.createRepository({ owner: "invoke-ai", name: "other" });
  const moved = repo.openIssue({ title: "goes", by: "ebr" });
  repo.transferIssue(moved.number, "invoke-ai/other", "lstein");
  const went = await send(sandbox, `GET ${R}/issues/${moved.number}`, { token });
  expect([went.status, went.headers.get("location")]).toEqual([
    301,
    "http://sandbox.test/github/repos/invoke-ai/other/issues/1",
  ]);
  expect(target.issue(1).title).toBe("goes");
  repo.deleteIssue(issue.number, "lstein");
  expect((await send(sandbox, `GET ${R}/issues/${issue.number}`, { token })).status).toBe(410);
  repo.configure({ hasIssues: false });
  expect((await send(sandbox, `POST ${R}/issues`, { token, body: { title: "x" } })).status).toBe(410);
});

test("a locked issue takes comments of people with write access only, no App's, and nobody's reactions", async () => {
  const { sandbox, token, repo, issue } = await begin();
  repo.lockIssue(issue.number, "lstein");
  expect(() => repo.comment(issue.number, "outsider", "hi")).toThrow("issue-locked");
  const { id } = repo.comment(issue.number, "ebr", "hi");
  const path = `POST ${R}/issues/${issue.number}/comments`;
  expect((await send(sandbox, path, { token, body: { body: "x" } })).status).toBe(403);
  const reactions = `POST ${R}/issues/comments/${id}/reactions`;
  expect((await send(sandbox, reactions, { token, body: { content: "eyes" } })).status).toBe(403);
  repo.unlockIssue(issue.number, "lstein");
  expect((await send(sandbox, path, { token, body: { body: "x" } })).status).toBe(201);
});

test("the list of issues has pull requests in it, and filters", async () => {
  const { sandbox, token, repo } = await begin();
  repo.addMilestone("1.0");
  repo.pullRequest({ title: "open one", author: "outsider", milestone: "1.0" });
  repo.pullRequest({ title: "merged", author: "outsider", mergedAt: 0 });
  const titles = async (query: string) =>
    (await send(sandbox, `GET ${R}/issues?${query}`, { token })).body.map(
      (entry: { title: string }) => entry.title,
    );
  expect(await titles("direction=asc")).toEqual(["Release", "open one"]);
  expect(await titles("milestone=1")).toEqual(["open one"]);
  expect(await titles("labels=release")).toEqual(["Release"]);
  expect(await titles("creator=ebr&state=all")).toEqual(["Release"]);
});

const COMMENTS = `query($ids: [ID!]!) { viewer { login } nodes(ids: $ids) { ... on IssueComment {
  id databaseId fullDatabaseId body lastEditedAt includesCreatedEdit isMinimized viewerDidAuthor
  author { __typename login ... on User { databaseId } } editor { login }
  reactionGroups { content viewerHasReacted reactors { totalCount } } } } }`;

test("GraphQL tells edits, reactions of the viewer, and null with an error for what is deleted", async () => {
  const { sandbox, token, repo, issue, installation } = await begin();
  const kept = repo.comment(issue.number, "ebr", "/approve pypi");
  const gone = repo.comment(issue.number, "ebr", "/hold");
  repo.react(kept.id, "lstein", "rocket");
  await send(sandbox, `POST ${R}/issues/comments/${kept.id}/reactions`, { token, body: { content: "eyes" } });
  const listed = await send(sandbox, `GET ${R}/issues/${issue.number}/comments`, { token });
  const ids = listed.body.map((comment: { node_id: string }) => comment.node_id);
  repo.deleteComment(gone.id, "ebr");
  repo.editComment(kept.id, "/approve testpypi", "lstein");
  const got = await send(sandbox, "POST /graphql", { token, body: { query: COMMENTS, variables: { ids } } });
  expect(got.status).toBe(200);
  expect(got.body.data.viewer.login).toBe("conductor[bot]");
  expect(got.body.data.nodes[1]).toBeNull();
  expect(got.body.errors).toMatchObject([{ type: "NOT_FOUND", path: ["nodes", 1] }]);
  expect(got.body.data.nodes[0]).toMatchObject({
    fullDatabaseId: String(kept.id),
    body: "/approve testpypi",
    author: { __typename: "User", login: "ebr" },
    editor: { login: "lstein" },
    includesCreatedEdit: true,
  });
  const groups = got.body.data.nodes[0].reactionGroups;
  const group = (content: string) => groups.find((entry: { content: string }) => entry.content === content);
  expect(group("EYES")).toMatchObject({ viewerHasReacted: true, reactors: { totalCount: 1 } });
  expect(group("ROCKET")).toMatchObject({ viewerHasReacted: false, reactors: { totalCount: 1 } });
  const narrow = await tokenFor(sandbox, installation.id, { permissions: { contents: "read" } });
  const refused = await send(sandbox, "POST /graphql", {
    token: narrow,
    body: { query: COMMENTS, variables: { ids } },
  });
  expect(refused.body.errors[0]).toMatchObject({ type: "FORBIDDEN" });
});

const RANGE = `query($base: String!, $head: String!, $after: String) {
  rateLimit { cost remaining resetAt limit nodeCount used }
  repository(owner: "invoke-ai", name: "InvokeAI") { ref(qualifiedName: $base) { target { __typename oid }
    compare(headRef: $head) { status aheadBy behindBy commits(first: 1, after: $after) { totalCount
      pageInfo { hasNextPage endCursor }
      nodes { oid messageHeadline author { user { login } } authors(first: 5) { nodes { name user { login } } }
        associatedPullRequests(first: 3) { nodes { number title permalink mergedAt author { login __typename }
          baseRepository { nameWithOwner } labels(first: 5) { nodes { name } } } } } } } } } }`;

test("GraphQL compares two tags page by page, with authors and pull requests", async () => {
  const { sandbox, token, repo } = await begin();
  repo.commit({ message: "one", author: { login: "ebr" } });
  repo.pushTag("v1", { by: "ebr" });
  const coAuthors = [{ name: "Eve", email: "eve@example.com" }];
  const second = repo.commit({ message: "two (#7)\n\nmore", author: { login: "outsider" }, coAuthors });
  repo.commit({ message: "three", author: { name: "Nobody" } });
  repo.pullRequest({
    number: 7,
    title: "two",
    author: "outsider",
    commits: [second],
    mergedAt: 0,
    labels: ["fix"],
  });
  repo.pushTag("v2", { by: "ebr" });
  const ask = async (after: string | null) =>
    send(sandbox, "POST /graphql", {
      token,
      body: { query: RANGE, variables: { base: "refs/tags/v1", head: "refs/tags/v2", after } },
    });
  const first = await ask(null);
  const compared = first.body.data.repository.ref.compare;
  expect(compared).toMatchObject({
    status: "AHEAD",
    aheadBy: 2,
    commits: { totalCount: 2, pageInfo: { hasNextPage: true } },
  });
  expect(compared.commits.nodes[0]).toMatchObject({
    oid: second,
    messageHeadline: "two (#7)",
    authors: { nodes: [{ user: { login: "outsider" } }, { name: "Eve", user: null }] },
    associatedPullRequests: {
      nodes: [{ number: 7, baseRepository: { nameWithOwner: "invoke-ai/InvokeAI" } }],
    },
  });
  const rest = await ask(compared.commits.pageInfo.endCursor);
  const last = rest.body.data.repository.ref.compare.commits;
  expect([last.pageInfo.hasNextPage, last.nodes[0].author.user]).toEqual([false, null]);
  expect(rest.body.data.rateLimit.remaining).toBe(Number(rest.headers.get("x-ratelimit-remaining")));
});

test("an invalid GraphQL query is told with status 200", async () => {
  const { sandbox, token } = await begin();
  const got = await send(sandbox, "POST /graphql", { token, body: { query: "{ viewer { shoeSize } }" } });
  expect([got.status, got.body.data]).toEqual([200, undefined]);
  expect(got.body.errors[0].message).toContain("shoeSize");
});
