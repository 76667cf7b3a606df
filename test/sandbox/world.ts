import { createSign, generateKeyPairSync } from "node:crypto";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const START = Date.parse("2026-11-01T10:00:00Z");

const PERMISSIONS = {
  actions: "write",
  checks: "write",
  contents: "write",
  deployments: "write",
  discussions: "write",
  issues: "write",
  members: "read",
  pull_requests: "read",
} as const;

const EVENTS = [
  "push",
  "create",
  "delete",
  "workflow_run",
  "workflow_job",
  "deployment",
  "deployment_status",
  "deployment_protection_rule",
  "deployment_review",
  "issue_comment",
  "issues",
  "release",
  "check_run",
];

/** A JWT of the App, as an App signs it. */
export const jwt = (claims: { iss?: unknown; exp?: number } = {}, key: string = privateKey): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const head = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: now - 30, exp: now + 540, iss: 4711, ...claims })}`;
  return `${head}.${createSign("RSA-SHA256").update(head).sign(key, "base64url")}`;
};

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into GitHub's JSON as it comes
  readonly body: any;
}

/** Sends a request as a client would. */
export const send = async (
  sandbox: Sandbox,
  request: string,
  options: { token?: string | null; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Got> => {
  const [method = "GET", path = "/"] = request.split(" ");
  const url = path.startsWith("http") ? path : `${sandbox.origin}/github${path}`;
  const headers: Record<string, string> = {
    "user-agent": "test",
    "x-github-api-version": "2022-11-28",
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    ...options.headers,
  };
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  const response = await sandbox.fetch(new Request(url, { method, headers, ...body }));
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** An installation token, narrowed when asked. */
export const tokenFor = async (
  sandbox: Sandbox,
  installation: number,
  body: object = {},
): Promise<string> => {
  const got = await send(sandbox, `POST /app/installations/${installation}/access_tokens`, {
    token: jwt(),
    body,
  });
  if (got.status !== 201) throw new Error(`no token: ${JSON.stringify(got.body)}`);
  return got.body.token;
};

const RELEASE_JOBS = [
  {
    name: "build",
    seconds: 60,
    artifacts: [{ name: "dist", files: async () => ({ "a.whl": Buffer.from("wheel") }) }],
  },
  { name: "tests", seconds: 120 },
  { name: "publish-testpypi", needs: ["build", "tests"], environment: "testpypi", seconds: 30 },
  { name: "publish-pypi", needs: ["build", "tests"], environment: "pypi", seconds: 30 },
];

/** A repository with a release workflow, its people, and the App installed. */
export const createTestWorld = () => {
  const clock = createVirtualClock(START);
  const sandbox = createSandbox({ clock });
  const { github } = sandbox;
  github.createOrganization("invoke-ai");
  for (const login of ["lstein", "ebr", "outsider"]) github.createUser(login);
  const received: { event: string; payload: unknown; headers: Headers; body: string }[] = [];
  github.registerApp({
    id: 4711,
    slug: "conductor",
    name: "Conductor",
    publicKey,
    webhookSecret: "a secret of at least thirty-two characters",
    deliver: async (request) => {
      const body = await request.text();
      const event = request.headers.get("x-github-event") ?? "";
      received.push({ event, payload: JSON.parse(body), headers: request.headers, body });
      return new Response("ok");
    },
    permissions: PERMISSIONS,
    events: EVENTS,
  });
  const repo = github.createRepository({ owner: "invoke-ai", name: "InvokeAI", hasDiscussions: true });
  repo.setRole("lstein", "admin");
  repo.setRole("ebr", "maintain");
  const installation = github.install("conductor", "invoke-ai", ["InvokeAI"]);
  repo.addWorkflow({
    path: ".github/workflows/release.yml",
    name: "release",
    on: { tags: ["v*"] },
    jobs: RELEASE_JOBS,
  });
  return { clock, sandbox, github, repo, installation, received };
};

export const sleep = (clock: { now(): number; sleepUntil(at: number): Promise<void> }, seconds: number) =>
  clock.sleepUntil(clock.now() + seconds * 1000);
