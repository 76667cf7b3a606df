import { expect, test } from "vitest";
import { nodeId } from "../../src/sandbox/github/ids.ts";
import { createTestWorld, send, sleep, tokenFor } from "./world.ts";

const begin = (permissions?: object) => {
  const world = createTestWorld();
  const ask = async (query: string, variables: object = {}) => {
    const token = await tokenFor(world.sandbox, world.installation.id, permissions ? { permissions } : {});
    return (await send(world.sandbox, "POST /graphql", { token, body: { query, variables } })).body;
  };
  return { ...world, ask };
};

const TAGS = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Repository {
  defaultBranchRef { name }
  there: object(expression: "HEAD:a/file.yml") { oid }
  missing: object(expression: "HEAD:b.yml") { oid }
  refs(refPrefix: "refs/tags/", first: 2, orderBy: {field: TAG_COMMIT_DATE, direction: DESC}) {
    totalCount nodes { name target { ... on Tag { tagger { date } } ... on Commit { committedDate } } }
  }
} } }`;

test("a repository tells its files and its tags, those of the newest commits first", async () => {
  const { ask, repo, clock } = begin();
  const commit = (message: string, files: Record<string, string> = {}) =>
    repo.commit({ message, files, author: { login: "ebr" } });
  const day = 24 * 60 * 60;
  await clock.busy(async () => {
    const first = commit("one");
    repo.pushTag("a", { by: "ebr" });
    await sleep(clock, day);
    commit("two", { "a/file.yml": "x" });
    repo.pushTag("b", { by: "ebr" });
    await sleep(clock, day);
    repo.pushTag("c", { sha: first, by: "ebr", annotated: { message: "late" } });
  });
  const gone = nodeId("Repository", 1);
  const { data, errors } = await ask(TAGS, { ids: [nodeId("Repository", repo.id), gone] });
  expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["nodes", 1] }]);
  expect(data.nodes).toMatchObject([
    {
      defaultBranchRef: { name: "main" },
      there: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) },
      missing: null,
      refs: {
        totalCount: 3,
        nodes: [
          { name: "b", target: { committedDate: "2026-11-02T10:00:00Z" } },
          { name: "c", target: { tagger: { date: "2026-11-03T10:00:00Z" } } },
        ],
      },
    },
    null,
  ]);
});

test("a repository's tags are not told to a token that may not read its contents", async () => {
  const { ask, repo } = begin({ issues: "read" });
  const { errors } = await ask(TAGS, { ids: [nodeId("Repository", repo.id)] });
  expect(errors[0]).toMatchObject({ type: "FORBIDDEN", message: "Resource not accessible by integration" });
});

const SEARCH = `query($search: String!) { search(type: ISSUE, query: $search, first: 10) {
  issueCount nodes { ... on Issue { number repository { id } comments(last: 2) { nodes { body } } } }
} }`;

test("a search finds an app's issues by what they are, a minute after they changed", async () => {
  const { ask, repo, github, clock } = begin();
  const bot = github.app("conductor").bot.login;
  await clock.busy(async () => {
    const board = repo.openIssue({ title: "Release", by: bot });
    repo.openIssue({ title: "Help", by: "ebr" });
    const closed = repo.openIssue({ title: "Old release", by: bot });
    repo.closeIssue(closed.number, "ebr");
    await sleep(clock, 3600);
    for (const text of ["one", "two", "three"]) repo.comment(board.number, "ebr", text);
    const find = async (more: string) =>
      (await ask(SEARCH, { search: `is:issue author:app/conductor user:invoke-ai ${more}` })).data.search;
    const updated = "updated:>=2026-11-01T10:30:00Z";
    expect((await find(updated)).nodes).toEqual([]);
    await sleep(clock, 61);
    const [last, second] = ["three", "two"];
    expect(await find(updated)).toEqual({
      issueCount: 1,
      nodes: [
        {
          number: board.number,
          repository: { id: nodeId("Repository", repo.id) },
          comments: { nodes: [{ body: second }, { body: last }] },
        },
      ],
    });
    expect((await find("is:open")).issueCount).toBe(1);
    expect((await find("sort:updated-desc")).issueCount).toBe(2);
  });
});

test("a search by anything else is refused, so that no story leans on what nobody serves", async () => {
  const { ask } = begin();
  const { errors } = await ask(SEARCH, { search: "is:issue label:release" });
  expect(errors[0].message).toContain('"label:release"');
});

const COMMIT = `query($sha: GitObjectID!, $author: ID!) { repository(owner: "invoke-ai", name: "InvokeAI") {
  gone: object(oid: "${"0".repeat(40)}") { oid }
  object(oid: $sha) { ... on Commit {
    history(first: 5, author: { id: $author }) { totalCount nodes { message } }
    associatedPullRequests(first: 5) { nodes { number baseRepository { nameWithOwner } } }
  } }
} }`;

test("a commit tells what one person wrote before it, and the pull requests of all repositories that hold it", async () => {
  const { ask, repo, github } = begin();
  github.createUser("passerby");
  const one = repo.commit({ message: "one", author: { login: "ebr" } });
  repo.commit({ message: "two", author: { login: "passerby" } });
  const three = repo.commit({ message: "three", author: { login: "ebr" } });
  repo.pullRequest({ title: "Three", author: "ebr", number: 3, commits: [three], mergedAt: 1 });
  repo.pullRequest({ title: "Everything", author: "ebr", number: 4, commits: [one, three] });
  const fork = github.createRepository({ owner: "passerby", name: "InvokeAI" });
  fork.pullRequest({ title: "Sync", author: "passerby", number: 1, commits: [three], mergedAt: 1 });
  const { data } = await ask(COMMIT, { sha: three, author: nodeId("User", github.account("ebr").id) });
  expect(data.repository).toEqual({
    gone: null,
    object: {
      history: { totalCount: 2, nodes: [{ message: "three" }, { message: "one" }] },
      associatedPullRequests: {
        nodes: [
          { number: 3, baseRepository: { nameWithOwner: "invoke-ai/InvokeAI" } },
          { number: 1, baseRepository: { nameWithOwner: "passerby/InvokeAI" } },
        ],
      },
    },
  });
});

test("a pull request tells its text and the files it changed", async () => {
  const { ask, repo } = begin();
  const commits = ["a.md", "b.md", "a.md"].map((path, nth) =>
    repo.commit({ message: path, files: { [path]: `${nth}` }, author: { login: "ebr" } }),
  );
  const pull = repo.pullRequest({ title: "Words", body: "Why", author: "ebr", commits, mergedAt: 1 });
  const query = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest {
    number body files(first: 100) { nodes { path } } } } }`;
  expect((await ask(query, { ids: [nodeId("PullRequest", pull.id)] })).data.nodes).toEqual([
    { number: pull.number, body: "Why", files: { nodes: [{ path: "a.md" }, { path: "b.md" }] } },
  ]);
});

test.each([
  ["bad-gateway", 502, { message: expect.stringContaining("respond to your request in time") }],
  ["something-wrong", 200, { data: null, errors: [{ message: expect.stringContaining("timeout") }] }],
  ["resource-limits", 200, { errors: [{ type: "RESOURCE_LIMITS_EXCEEDED" }] }],
] as const)(
  "a query that asks for too much of a tired GitHub is answered as %s",
  async (as, status, body) => {
    const { sandbox, installation, repo } = begin();
    for (const message of ["one", "two"]) repo.commit({ message, author: { login: "ebr" } });
    const query = `query($first: Int!) { repository(owner: "invoke-ai", name: "InvokeAI") {
    defaultBranchRef { target { ... on Commit { history(first: $first) { nodes { message } } } } } } }`;
    sandbox.faults.tire({ beyond: 2, as });
    const token = await tokenFor(sandbox, installation.id);
    const post = (first: number) =>
      send(sandbox, "POST /graphql", { token, body: { query, variables: { first } } });
    expect(await post(2)).toMatchObject({ status, body });
    expect((await post(1)).body.data.repository.defaultBranchRef.target.history.nodes).toHaveLength(1);
    sandbox.faults.tire(undefined);
    expect((await post(2)).status).toBe(200);
  },
);
