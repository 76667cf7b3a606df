import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { permissionTable, restDescription, vendored, webhookDescription } from "./description.ts";
import { checkExchange, type Exchange } from "./exchange.ts";
import { checkGraphql, checkSchemaSubset } from "./graphql.ts";
import { createShapes, type Schema } from "./shape.ts";
import { checkWebhook } from "./webhook.ts";

type Fields = Readonly<Record<string, unknown>>;

const REPO = "/repos/octo/app";
const URL_OF_REPO = "https://api.github.com/repos/octo/app";

const asked = {
  status: 200,
  tokenKind: "installation",
  permissionsOfToken: {
    actions: "read",
    checks: "write",
    contents: "write",
    deployments: "write",
    issues: "write",
  },
  requestHeaders: { "User-Agent": "release-conductor", "X-GitHub-Api-Version": "2022-11-28" },
} as const;

const notes: Exchange = {
  ...asked,
  method: "POST",
  path: `${REPO}/releases/generate-notes`,
  requestBody: { tag_name: "v2", previous_tag_name: "v1" },
  responseBody: { name: "v2", body: "## What's Changed" },
};
const tags: Exchange = {
  ...asked,
  method: "GET",
  path: `${REPO}/tags?per_page=100&page=2`,
  responseBody: [
    {
      name: "v1",
      commit: { sha: "c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc", url: `${URL_OF_REPO}/commits/c5b97d5` },
      zipball_url: `${URL_OF_REPO}/zipball/v1`,
      tarball_url: `${URL_OF_REPO}/tarball/v1`,
      node_id: "REF_1",
    },
  ],
};
const ref: Exchange = {
  ...asked,
  method: "GET",
  path: `${REPO}/git/ref/tags/release/v1`,
  responseBody: {
    ref: "refs/tags/release/v1",
    node_id: "REF_1",
    url: `${URL_OF_REPO}/git/refs/tags/release/v1`,
    object: {
      type: "commit",
      sha: "c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc",
      url: `${URL_OF_REPO}/git/commits/c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc`,
    },
  },
};
const checkRuns: Exchange = {
  ...asked,
  method: "GET",
  path: `${REPO}/commits/heads/main/check-runs?filter=latest`,
  responseBody: { total_count: 0, check_runs: [] },
};
const gate: Exchange = {
  ...asked,
  method: "POST",
  path: `${REPO}/actions/runs/7/deployment_protection_rule`,
  status: 204,
  requestBody: { environment_name: "pypi", state: "approved", comment: "approved by @octocat" },
};
const token: Exchange = {
  ...asked,
  method: "POST",
  path: "/app/installations/3/access_tokens",
  status: 201,
  tokenKind: "app",
  permissionsOfToken: undefined,
  requestBody: { repository_ids: [1], permissions: { deployments: "write", actions: "read" } },
  responseBody: {
    token: "ghs_3_a.b-c",
    expires_at: "2026-01-01T00:00:00Z",
    permissions: { deployments: "write", actions: "read", metadata: "read" },
    repository_selection: "selected",
  },
};
const waitingRuns: Exchange = {
  ...asked,
  method: "GET",
  path: `${REPO}/actions/runs?status=waiting&event=push`,
  responseBody: { total_count: 0, workflow_runs: [] },
};
const checkRun: Exchange = {
  ...asked,
  method: "PATCH",
  path: `${REPO}/check-runs/7`,
  status: 422,
  requestBody: {
    status: "completed",
    conclusion: "success",
    output: { title: "done", summary: "all phases done" },
  },
  responseBody: { message: "Validation Failed", documentation_url: "https://docs.github.com", status: "422" },
};
const release: Exchange = {
  ...asked,
  method: "POST",
  path: `${REPO}/releases`,
  status: 422,
  requestBody: { tag_name: "v1", draft: true, prerelease: false, make_latest: "legacy" },
  responseBody: { message: "Validation Failed", documentation_url: "https://docs.github.com", status: "422" },
};
const comment: Exchange = {
  ...asked,
  method: "POST",
  path: `${REPO}/issues/4/comments`,
  status: 404,
  requestBody: { body: "hello" },
  responseBody: { message: "Not Found", documentation_url: "https://docs.github.com", status: "404" },
};
const issue: Exchange = {
  ...comment,
  path: `${REPO}/issues`,
  requestBody: { title: "v1", body: "the board" },
};
const graphql: Exchange = {
  ...asked,
  method: "POST",
  path: "/graphql",
  requestBody: {
    query: "query($id:ID!){node(id:$id){... on IssueComment{lastEditedAt}}}",
    variables: { id: "IC_1" },
  },
  responseBody: { data: { node: null }, errors: [{ message: "Could not resolve to a node" }] },
};

describe("an exchange as GitHub describes it passes", () => {
  test.each([
    ["a body and an answer", notes],
    ["paged lists", tags],
    ["a ref with slashes", ref],
    ["a ref with encoded slashes", { ...ref, path: `${REPO}/git/ref/tags%2Frelease%2Fv1` }],
    ["the more literal of two routes that fit", checkRuns],
    ["an answer without a body", gate],
    ["the App's JWT", token],
    ["a query with an enumeration", waitingRuns],
    ["a refusal which no description lists", checkRun],
    ["not modified", { ...tags, status: 304, notModified: true, responseBody: undefined }],
    ["a server's fault in HTML", { ...tags, status: 502, responseBody: "<html>Unicorn!</html>" }],
    ["a user's token", { ...notes, tokenKind: "user" }],
    ["GraphQL", graphql],
    ["a release", release],
    ["a comment", comment],
    ["an issue", issue],
  ] satisfies readonly (readonly [string, Exchange])[])("%s", (_, exchange) => {
    expect(checkExchange(exchange)).toEqual([]);
  });
});

const body = (exchange: Exchange, patch: Fields): Exchange => ({
  ...exchange,
  requestBody: { ...(exchange.requestBody as Fields), ...patch },
});
const answer = (exchange: Exchange, patch: Fields): Exchange => ({
  ...exchange,
  responseBody: { ...(exchange.responseBody as Fields), ...patch },
});
const path = (exchange: Exchange, text: string): Exchange => ({ ...exchange, path: text });

describe("a planted break in an exchange is found", () => {
  test.each([
    ["an unknown endpoint", path(notes, `${REPO}/releases/generate-note`), "no such endpoint"],
    ["another method", { ...tags, method: "DELETE" }, "no such endpoint"],
    [
      "an id that is no number",
      path(gate, `${REPO}/actions/runs/x/deployment_protection_rule`),
      "path {run_id}: must be integer",
    ],
    [
      "a misspelt query parameter",
      path(tags, `${REPO}/tags?per_pages=100`),
      "query: GitHub describes no parameter per_pages",
    ],
    [
      "a value outside the query's enumeration",
      path(waitingRuns, `${REPO}/actions/runs?status=wating`),
      "query status: must be equal to one of the allowed values",
    ],
    ["too large a page", path(tags, `${REPO}/tags?per_page=101`), "per_page must be from 1 to 100"],
    [
      "a required query parameter left out",
      { ...asked, method: "POST", path: `${REPO}/releases/1/assets`, status: 422 },
      "query: name is required",
    ],
    [
      "a misspelt property of the request",
      body(notes, { previous_tag: "v1" }),
      "request/previous_tag: no described form",
    ],
    [
      "a misspelt property beside a conditional schema",
      body(checkRun, { concluson: "x" }),
      "request/concluson: no described form",
    ],
    [
      "a misspelt property inside the request",
      body(token, { permissions: { deployment: "write" } }),
      "request/permissions/deployment: no described form",
    ],
    [
      "a wrong type in the request",
      body(token, { repository_ids: ["1"] }),
      "request/repository_ids/0: must be integer",
    ],
    [
      "a required property left out of the request",
      { ...notes, requestBody: {} },
      "must have required property 'tag_name'",
    ],
    ["no body where one is required", { ...notes, requestBody: undefined }, "request: lacks its body"],
    ["a body where none is described", { ...tags, requestBody: { page: 1 } }, "request: has a body"],
    [
      "an unknown property of the answer",
      answer(notes, { html_url: "https://github.com" }),
      "answer/html_url: no described form",
    ],
    [
      "a renamed property inside the answer",
      answer(ref, { object: { type: "commit", oid: "c5b97d5", url: URL_OF_REPO } }),
      "answer/object/oid: no described form",
    ],
    [
      "a property dropped inside the answer",
      answer(ref, { object: { type: "commit", url: URL_OF_REPO } }),
      "answer/object: must have required property 'sha'",
    ],
    ["a wrong type in the answer", answer(token, { expires_at: 1 }), "answer/expires_at: must be string"],
    [
      "a date that is none",
      body(checkRun, { completed_at: "now" }),
      "request/completed_at: must match format",
    ],
    [
      "a value outside the answer's enumeration",
      answer(token, { repository_selection: "some" }),
      "answer/repository_selection: must be equal to one of",
    ],
    ["an answer without its body", { ...notes, responseBody: undefined }, "answer: must be object"],
    ["a body in an answer without one", { ...gate, responseBody: { ok: true } }, "answer: has a body"],
    [
      "an unknown property of an error",
      answer(comment, { reason: "gone" }),
      "answer/reason: no described form",
    ],
    ["an undocumented status", { ...tags, status: 202 }, "answer: GitHub describes no status 202 here"],
    [
      "an undocumented 422 of a read",
      { ...tags, status: 422 },
      "answer: GitHub describes no status 422 here",
    ],
    ["304 to an unconditional request", { ...tags, status: 304, notModified: false }, "not conditional"],
    [
      "an installation token where the JWT is wanted",
      { ...token, tokenKind: "installation" },
      "wants the App's JWT",
    ],
    [
      "the JWT where an installation token is wanted",
      { ...tags, tokenKind: "app" },
      "was asked with the App's JWT",
    ],
    ["no token", { ...tags, tokenKind: "none" }, "without a token"],
    [
      "an endpoint closed to installation tokens",
      {
        ...asked,
        method: "POST",
        path: `${REPO}/actions/runs/7/pending_deployments`,
        status: 403,
        requestBody: { environment_ids: [1], state: "approved", comment: "" },
      },
      "closed to installation tokens",
    ],
    [
      "a user's token at an endpoint of installations",
      { ...gate, tokenKind: "user" },
      "takes no token of kind user",
    ],
    [
      "a missing permission",
      { ...notes, permissionsOfToken: { contents: "read" } },
      "lacks the permission contents: write",
    ],
    [
      "a permission of another name",
      { ...gate, permissionsOfToken: { actions: "write" } },
      "lacks the permission deployments: write",
    ],
    ["no User-Agent", { ...tags, requestHeaders: { "x-github-api-version": "2022-11-28" } }, "no User-Agent"],
    ["no API version", { ...tags, requestHeaders: { "user-agent": "x" } }, "X-GitHub-Api-Version is missing"],
    [
      "a completed check run without conclusion",
      body(checkRun, { conclusion: undefined }),
      "completed needs a conclusion",
    ],
    [
      "a completion time without conclusion",
      { ...checkRun, requestBody: { completed_at: "2026-01-01T00:00:00Z" } },
      "completed_at needs a conclusion",
    ],
    ["a conclusion only GitHub sets", body(checkRun, { conclusion: "stale" }), "only GitHub sets"],
    [
      "a status of GitHub Actions",
      { ...checkRun, requestBody: { status: "waiting" } },
      "for GitHub Actions only",
    ],
    [
      "too long a summary",
      body(checkRun, { output: { summary: "x".repeat(65_536) } }),
      "at most 65535 characters",
    ],
    [
      "too many annotations",
      body(checkRun, { output: { summary: "", annotations: new Array(51).fill({}) } }),
      "at most 50 annotations",
    ],
    ["too many buttons", body(checkRun, { actions: new Array(4).fill({}) }), "at most 3 actions"],
    ["too long a comment", body(comment, { body: "x".repeat(65_537) }), "at most 65536 characters"],
    ["too long a title", body(issue, { title: "x".repeat(257) }), "at most 256 characters"],
    ["too long a release", body(release, { body: "x".repeat(125_001) }), "at most 125000 characters"],
    [
      "a discussion of a draft",
      body(release, { discussion_category_name: "Announcements" }),
      "a draft gets no discussion",
    ],
    ["make_latest as a boolean", body(release, { make_latest: true }), "make_latest is a string"],
    ["a draft as the latest", body(release, { make_latest: "true" }), "cannot be the latest"],
    ["too long a status report", body(gate, { comment: "x".repeat(1025) }), "at most 1024 characters"],
    ["GraphQL with the JWT", { ...graphql, tokenKind: "app" }, "wants an installation or user token"],
    ["GraphQL that does not fit", body(graphql, { query: "{viewer{nme}}" }), 'Cannot query field "nme"'],
    ["GraphQL with a misspelt property", body(graphql, { variable: {} }), "request/variable"],
    [
      "GraphQL answered with neither data nor errors",
      { ...graphql, responseBody: {} },
      "neither data nor errors",
    ],
  ] satisfies readonly (readonly [string, Exchange, string])[])("%s", (_, exchange, expected) => {
    expect(checkExchange(exchange).join("\n")).toContain(expected);
  });

  test("but a refused request's own faults are left out where the test provoked them", () => {
    const refused = {
      ...body(notes, { tag_nme: 1 }),
      status: 403,
      responseBody: { message: "Resource not accessible by integration" },
    };
    expect(checkExchange(refused, "reported")).not.toEqual([]);
    expect(checkExchange(refused, "excused")).toEqual([]);
    expect(checkExchange(answer(refused, { why: 1 }), "excused").join()).toContain("answer/why");
    expect(checkExchange({ ...refused, status: 200 }, "excused")).not.toEqual([]);
  });
});

describe("strict reading of a schema", () => {
  const user: Schema = { type: "object", properties: { login: { type: "string" } }, required: ["login"] };
  const team: Schema = { type: "object", properties: { slug: { type: "string" } }, required: ["slug"] };
  const shapes = createShapes({ user, team });
  const either: Schema = {
    anyOf: [{ $ref: "#/schemas/user" }, { $ref: "#/schemas/team" }, { type: "null" }],
  };
  const all: Schema = { allOf: [user, { properties: { id: { type: "integer" } } }] };

  test.each([
    ["one of the alternatives", either, { slug: "a" }, []],
    ["a null alternative", either, null, []],
    [
      "a mixture of two alternatives of which one fits",
      either,
      { slug: "a", login: 1 },
      ["/login: no described"],
    ],
    ["a mixture of two alternatives which both fit", either, { slug: "a", login: "b" }, []],
    [
      "none of the alternatives",
      either,
      { name: 1 },
      ["must have required property 'login'", "must have required property 'slug'", "/name: no described"],
    ],
    ["all parts together", all, { login: "a", id: 1 }, []],
    ["a property of no part", all, { login: "a", uid: 1 }, ["/uid: no described"]],
    ["a free-form object", { type: "object" }, { anything: { goes: 1 } }, []],
    ["an open object", { ...user, additionalProperties: true }, { login: "a", more: 1 }, []],
    [
      "a map, its values checked",
      { additionalProperties: user },
      { a: { login: "a", id: 1 } },
      ["/a/id: no described"],
    ],
    [
      "a list, its items checked",
      { type: "array", items: user },
      [{ login: "a", id: 1 }],
      ["/0/id: no described"],
    ],
    [
      "a pattern of names",
      { ...user, patternProperties: { "^x-": {} } },
      { login: "a", "x-y": 1, y: 1 },
      ["/y: no"],
    ],
    [
      "an object that inherits the name of a property",
      user,
      { login: "a", toString: 1 },
      ["/toString: no described"],
    ],
    ["a bot's no-reply address", { format: "email" }, "1+conductor[bot]@users.noreply.github.com", []],
    ["no address at all", { format: "email" }, "conductor", [": must match format"]],
  ] satisfies readonly (readonly [string, Schema, unknown, readonly string[]])[])(
    "%s",
    (_, schema, value, expected) => {
      const faults = shapes.faults(schema, value, "");
      expect(faults).toEqual(expected.map((fault) => expect.stringContaining(fault)));
    },
  );
});

/** Captured by users of GitHub: the youngest are as the description says, the oldest lack newer properties. */
const captured = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly {
  readonly name: string;
  readonly examples: readonly Fields[];
}[];

const agreeing = captured.flatMap(({ name, examples }) =>
  examples
    .filter((payload) => nameOf(name, payload) in webhookDescription().webhooks)
    .filter((payload) => checkWebhook(name, payload).length === 0)
    .map((payload) => ({ event: name, name: nameOf(name, payload), payload })),
);

function nameOf(event: string, payload: Fields): string {
  return payload["action"] === undefined ? event : `${event}.${String(payload["action"])}`;
}

describe("webhooks", () => {
  test("captured payloads of today's shape pass", () => {
    const names = new Set(agreeing.map(({ name }) => name));
    expect(agreeing.length).toBeGreaterThan(50);
    expect([...names]).toEqual(
      expect.arrayContaining([
        "create",
        "delete",
        "issue_comment.created",
        "issues.opened",
        "workflow_job.queued",
        "workflow_job.waiting",
        "workflow_run.requested",
      ]),
    );
  });

  test("an unknown property, at the top or deep inside, is found in every one of them", () => {
    for (const { event, payload } of agreeing) {
      expect(checkWebhook(event, { ...payload, conductor: 1 }).join()).toContain(
        "/conductor: no described form",
      );
      const inside = { ...payload, sender: { ...(payload["sender"] as Fields), nickname: "x" } };
      expect(checkWebhook(event, inside).join()).toContain("/sender/nickname: no described form");
    }
  });

  test("a renamed property is found in every one of them", () => {
    for (const { event, payload } of agreeing) {
      for (const key of Object.keys(payload).filter((name) => name !== "action")) {
        const { [key]: value, ...rest } = payload;
        expect(checkWebhook(event, { ...rest, [`${key}_`]: value }), `${event} ${key}`).not.toEqual([]);
      }
    }
  });

  test("a value of another type is found in every one of them", () => {
    for (const { event, payload } of agreeing) {
      const repository = payload["repository"];
      if (typeof repository !== "object") continue;
      const broken = { ...payload, repository: { ...repository, id: "1" } };
      expect(checkWebhook(event, broken).join()).toContain("/repository/id: must be integer");
    }
  });

  test("an event or action which GitHub does not describe is no webhook", () => {
    expect(checkWebhook("workflow_run", { action: "waiting" }).join()).toContain("no such webhook");
    expect(checkWebhook("tag_moved", {}).join()).toContain("no such webhook");
  });

  test("gate requests may carry the short ref and sha which only live payloads show", () => {
    const from = agreeing.find(({ name }) => name === "issue_comment.created")?.payload ?? {};
    const payload = { action: "requested", repository: from["repository"], sender: from["sender"] };
    const event = "deployment_protection_rule";
    expect(checkWebhook(event, { ...payload, sha: "c5b97d5", ref: "v1" })).toEqual([]);
    expect(checkWebhook(event, { ...payload, sha: 5 }).join()).toContain("/sha: no described form");
    expect(checkWebhook(event, { ...payload, workflow: "x" }).join()).toContain(
      "/workflow: no described form",
    );
  });
});

const COMPARE = `query($owner:String!,$name:String!,$base:String!,$head:String!,$cursor:String){
  rateLimit{cost remaining resetAt limit nodeCount used}
  repository(owner:$owner,name:$name){ref(qualifiedName:$base){target{oid __typename ... on Tag{target{oid}}}
    compare(headRef:$head){status aheadBy behindBy commits(first:50,after:$cursor){totalCount pageInfo{hasNextPage endCursor}
      nodes{oid message messageHeadline authoredDate committedDate author{name user{login}}
        authors(first:5){nodes{name email user{login __typename}}}
        associatedPullRequests(first:3){nodes{number title url permalink mergedAt author{login __typename}
          authorAssociation baseRepository{nameWithOwner} labels(first:10){nodes{name}}}}}}}}}}`;
const COMMENTS = `query($ids:[ID!]!){viewer{login} nodes(ids:$ids){... on IssueComment{id databaseId body
  author{login __typename ... on User{databaseId} ... on Bot{databaseId}} createdAt lastEditedAt editor{login}
  includesCreatedEdit isMinimized reactionGroups{content viewerHasReacted reactors{totalCount}} viewerDidAuthor url}}}`;
const RANGE = { owner: "octo", name: "app", base: "refs/tags/v1", head: "refs/tags/v2" };

describe("GraphQL", () => {
  test("the queries a conductor needs fit GitHub's published schema", () => {
    expect(checkGraphql(COMPARE, RANGE)).toEqual([]);
    expect(checkGraphql(COMMENTS, { ids: ["IC_1"] })).toEqual([]);
  });

  test.each([
    ["bad syntax", "query{", {}, "Syntax Error"],
    [
      "an unknown field",
      COMMENTS.replace("lastEditedAt", "editedAt"),
      { ids: [] },
      'Cannot query field "editedAt"',
    ],
    ["an unknown argument", COMPARE.replace("headRef", "head"), RANGE, 'Unknown argument "head"'],
    [
      "a variable of another type",
      COMMENTS.replace("[ID!]!", "[Int!]!"),
      { ids: [] },
      'used in position expecting type "[ID!]!"',
    ],
    [
      "a missing variable",
      COMPARE,
      { owner: "octo", name: "app", head: "refs/tags/v2" },
      'Variable "$base" of required type "String!" was not provided',
    ],
    [
      "a variable's wrong value",
      COMPARE,
      { ...RANGE, owner: 5 },
      "String cannot represent a non string value",
    ],
    ["an undeclared variable", COMMENTS, { ids: [], cursor: "x" }, "declares no $cursor"],
    ["two operations", "query a{viewer{login}} query b{viewer{login}}", {}, "exactly one operation"],
  ] as const)("%s is found", (_, query, variables, expected) => {
    expect(checkGraphql(query, variables).join("\n")).toContain(expected);
  });

  const SDL = `type Query { viewer: User! node(id: ID!): Node }
    interface Node { id: ID! } type User implements Node { id: ID! login: String! databaseId: Int }
    enum ComparisonStatus { AHEAD BEHIND } scalar DateTime`;

  test("the published schema and a part of it are subsets", () => {
    expect(checkSchemaSubset(vendored("schema.graphql"))).toEqual([]);
    expect(checkSchemaSubset(SDL)).toEqual([]);
  });

  test.each([
    ["a type", SDL.replace("scalar DateTime", "scalar Moment"), "Moment: GitHub publishes no such type"],
    [
      "a kind",
      SDL.replace("scalar DateTime", "type DateTime { at: Int }"),
      "DateTime: is another kind of type",
    ],
    ["a field", SDL.replace("databaseId", "dbId"), "User.dbId: GitHub publishes no such member"],
    [
      "a field's type",
      SDL.replace("login: String!", "login: String"),
      "User.login: is String, at GitHub String!",
    ],
    [
      "an argument",
      SDL.replace("node(id: ID!)", "node(nodeId: ID!)"),
      "Query.node(nodeId): GitHub publishes no such",
    ],
    [
      "an argument's type",
      SDL.replace("node(id: ID!)", "node(id: String!)"),
      "Query.node(id): is String!, at GitHub ID!",
    ],
    [
      "an enum's value",
      SDL.replace("BEHIND", "LATE"),
      "ComparisonStatus.LATE: GitHub publishes no such member",
    ],
  ])("%s that differs is found", (_, sdl, expected) => {
    expect(checkSchemaSubset(sdl).join("\n")).toContain(expected);
  });
});

describe("what is vendored", () => {
  const used = JSON.parse(readFileSync(new URL("used.json", import.meta.url), "utf8")) as {
    readonly rest: readonly string[];
    readonly webhooks: readonly string[];
  };
  const routes = Object.entries(restDescription().paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(
      ([method, operation]) => [`${method.toUpperCase()} ${template}`, operation] as const,
    ),
  );

  test("is exactly what used.json lists", () => {
    expect(routes.map(([name]) => name).sort()).toEqual([...used.rest].sort());
    expect(Object.keys(webhookDescription().webhooks).sort()).toEqual([...used.webhooks].sort());
  });

  test("knows the permission of every route that needs one", () => {
    const free = [
      "GET /installation/repositories",
      "GET /users/{username}",
      "GET /user",
      "POST /app-manifests/{code}/conversions",
    ];
    const unknown = routes
      .filter(([, operation]) => operation["x-authenticate-as"] !== "app")
      .map(([name]) => name)
      .filter((name) => permissionTable().routes[name] === undefined);
    expect(unknown.sort()).toEqual(free.sort());
  });
});
