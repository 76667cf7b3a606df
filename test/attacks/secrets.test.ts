import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { runUntilStopped } from "../../src/cli/start.ts";
import { startUnregistered } from "../server/registering.ts";
import { APP_ID, deliver, PRIVATE_KEY, SECRET, TAG_PUSH } from "../server/stage.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { stop } from "../stories/stop.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { attacked, url } from "./stage.ts";
import { started } from "./started.ts";
import { ending } from "./words.ts";

/** A whole release, undisturbed, from the tag to the announcement. */
async function release({ people, tagRelease, board, atGates, toDraft, ask, until }: Told): Promise<void> {
  tagRelease();
  const issue = await board();
  await atGates("testpypi", "pypi");
  await toDraft();
  await ask(people.maintainer, "/publish");
  await until("the board closed", () => issue.state === "closed");
}

const FRAMEWORK = [
  "/probot",
  "/probot/setup",
  "/probot/import",
  "/probot/success",
  "/probot/static/probot-head.png",
  "/ping",
  "/_next",
];

attack("setup-exposed", async () => {
  await attacked(async (told) => {
    for (const path of FRAMEWORK) {
      for (const method of ["GET", "POST"]) {
        const headers = { "content-type": "application/json" };
        const body = method === "POST" ? JSON.stringify({ appId: "1", pem: "x", webhook_secret: "x" }) : null;
        const answer = await fetch(`${url(told)}${path}`, { method, headers, body });
        expect([answer.status, await answer.text()], `${method} ${path}`).toEqual([
          404,
          "Nothing is here.\n",
        ]);
      }
    }
    await release(told);
  });
  for (const variables of [{ APP_ID: "" }, { PRIVATE_KEY: "" }, { APP_ID: "", PRIVATE_KEY: "" }]) {
    const { code, said } = await started({ WEBHOOK_SECRET: SECRET, ...variables });
    expect([code, said]).toEqual([1, expect.stringContaining("cannot start")]);
  }
  const unregistered = await startUnregistered();
  const page = (await unregistered.shown()).url;
  const { origin } = new URL(page);
  for (const path of [...FRAMEWORK, "/setup/callback?code=x&state=y"]) {
    const form = { method: "POST", headers: { origin }, body: new URLSearchParams({ appId: "1", pem: "x" }) };
    for (const answer of [await fetch(`${origin}${path}`, form), await fetch(`${origin}${path}`)]) {
      expect([path, answer.status >= 400]).toEqual([path, true]);
    }
  }
  const guesses = Array.from({ length: 12 }, (_, number) => `${number}`);
  const statuses: number[] = [];
  for (const code of guesses) {
    const body = new URLSearchParams({ code, address: "https://evil.test" });
    statuses.push((await fetch(page, { method: "POST", headers: { origin }, body })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
  expect(existsSync(unregistered.file)).toBe(false);
});

const DOTENV = `WEBHOOK_SECRET=${"x".repeat(32)}\nLOG_FORMAT=text\nSWEEP_MINUTES=never\nMARKER_KEY=short\n`;

attack("dotenv-override", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dotenv-"));
  writeFileSync(join(folder, ".env"), DOTENV);
  const before = process.cwd();
  const environment = { ...process.env };
  const lines: string[] = [];
  const errors: string[] = [];
  const signals = new EventEmitter();
  try {
    process.chdir(folder);
    Object.assign(process.env, {
      APP_ID: String(APP_ID),
      PRIVATE_KEY,
      WEBHOOK_SECRET: SECRET,
      LOG_FORMAT: "json",
    });
    Object.assign(process.env, {
      GITHUB_API_URL: "http://127.0.0.1:9",
      DATABASE_PATH: ":memory:",
      HOST: "127.0.0.1",
      PORT: "0",
    });
    const ended = runUntilStopped({
      userAgent: "release-conductor/test",
      conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
      output: { write: (line) => void lines.push(line) },
      errors: { write: (text) => void errors.push(text) },
      signals,
    });
    const listening = await vi.waitFor(
      () => {
        expect(errors).toEqual([]);
        const line = lines.find((one) => one.includes("the conductor listens"));
        expect(line).toBeDefined();
        return String(JSON.parse(line ?? "{}").url);
      },
      { timeout: 10_000, interval: 20 },
    );
    expect((await deliver(`${listening}/api/github/webhooks`, "push", TAG_PUSH)).status).toBe(200);
    signals.emit("SIGTERM");
    expect(await ended).toBe(0);
  } finally {
    process.chdir(before);
    // The object itself stays: a plain one in its place would not behave as an environment does.
    for (const name of Object.keys(process.env)) {
      if (!(name in environment)) delete process.env[name];
    }
    Object.assign(process.env, environment);
    rmSync(folder, { recursive: true });
  }
});

type TokenRequest = {
  readonly repository_ids?: readonly number[];
  readonly permissions?: Readonly<Record<string, string>>;
};

/** What one token may write together: the task of a GitHub release may open a discussion with it. */
const TASKS = ["", "actions", "checks", "contents", "contents,discussions", "deployments", "issues"];

attack("broad-token", async () => {
  await attacked(async (told) => {
    const { sandbox, repo } = told;
    await release(told);
    const requests = sandbox.exchanges
      .filter(({ path }) => path.endsWith("/access_tokens"))
      .map(({ requestBody }) => requestBody as TokenRequest);
    const written = (permissions: TokenRequest["permissions"] = {}) =>
      Object.keys(permissions)
        .filter((name) => permissions[name] !== "read")
        .sort()
        .join(",");
    const tasks = new Set(requests.map(({ permissions }) => written(permissions)));
    expect([...tasks].sort()).toEqual(expect.arrayContaining(["", "checks", "deployments", "issues"]));
    expect(tasks.size).toBeGreaterThan(4);
    for (const { repository_ids, permissions } of requests) {
      expect(permissions).not.toEqual({});
      expect(permissions).toBeDefined();
      expect(TASKS).toContain(written(permissions));
      expect(repository_ids, JSON.stringify(permissions)).toEqual(
        written(permissions) === "" ? repository_ids && [repo.id] : [repo.id],
      );
    }
  });
});

/** Beyond GitHub's own: tokens are opaque, and have grown before. */
const LONGER = `.${"Zz-_".repeat(30)}`;

attack("truncated-token", async () => {
  const arrived = { whole: 0, cut: 0 };
  await attacked(
    async (told) => {
      await release(told);
      const lengths = told.sandbox.exchanges.flatMap(({ path, responseBody }) =>
        path.endsWith("/access_tokens")
          ? (responseBody as { token: string }).token.length + LONGER.length
          : [],
      );
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(600);
      expect(arrived.whole).toBeGreaterThan(20);
      expect(arrived.cut).toBe(0);
    },
    {
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const shown = request.headers.get("authorization") ?? "";
        if (shown.includes("ghs_")) {
          arrived[shown.endsWith(LONGER) ? "whole" : "cut"] += 1;
          request.headers.set("authorization", shown.replace(LONGER, ""));
        }
        const response = await fetch(request);
        if (!request.url.endsWith("/access_tokens") || response.status !== 201) {
          return response;
        }
        const minted = (await response.json()) as { token: string };
        return Response.json({ ...minted, token: minted.token + LONGER }, response);
      },
    },
  );
});

attack("open-dashboard", async () => {
  await attacked(async (told) => {
    const { repo, tagRelease, board, atGates } = told;
    tagRelease();
    await board();
    await atGates("testpypi", "pypi");
    const paths = [
      "/status",
      "/releases",
      "/dashboard",
      "/metrics",
      "/api",
      "/api/releases",
      "/ledger",
      "/queue",
      "/healthz",
      "/readyz",
    ];
    for (const path of [...paths, `/${repo.fullName}`, `/${repo.fullName}/v5.0.0`]) {
      const answer = await fetch(`${url(told)}${path}`, { headers: { accept: "text/html" } });
      const said = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
      expect(answer.status, path).toBe(path.endsWith("z") ? 200 : 404);
      expect(said).not.toMatch(/invoke|v5\.0\.0|pypi/i);
    }
    // A page asks who somebody is, and says the same of a release that is there and of one that is not.
    const release = `${repo.fullName}/v5.0.0`;
    const pages = ["/", "/health", `/releases/${release}`, `/releases/${repo.fullName}`, "/releases/a/b/c"];
    for (const path of pages) {
      const answer = await fetch(`${url(told)}${path}`, { headers: { accept: "text/html" } });
      const said = (await answer.text()).replaceAll(encodeURIComponent(path), "");
      expect([answer.status, path]).toEqual([401, path]);
      expect(said).toContain("Sign in to see releases");
      expect(said, path).not.toMatch(/invoke|v5\.0\.0|pypi/i);
    }
  });
});

/** Writes in the middle of which the process is told to end. */
const STEPS = {
  "the board is made": /^POST .*\/issues$/,
  "a gate is opened": /^POST .*\/deployment_protection_rule$/,
  "a release is drafted": /^POST .*\/releases$/,
  "the release is published": /^PATCH .*\/releases\/\d+$/,
};

attack("sigterm", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sigterm-"));
  const ends: object[] = [];
  try {
    for (const [name, step] of [["undisturbed", undefined], ...Object.entries(STEPS)] as const) {
      await tell(
        async (told) => {
          const { stage, world, sandbox, clock, pass } = told;
          const start = () => stage.start({ ...world, databasePath: join(folder, `${ends.length}.db`) });
          const restarts: Promise<void>[] = [];
          sandbox.faults.intercept(({ when, method, path }) => {
            if (when === "before" && restarts.length === 0 && step?.test(`${method} ${path}`)) {
              restarts.push(
                clock.busy(async () => {
                  await stop(told);
                  expect(
                    sandbox.exchanges.filter(({ status }) => status === null),
                    "cut off",
                  ).toEqual([]);
                  await pass(MINUTE);
                  await start();
                }),
              );
            }
            return undefined;
          });
          await start();
          await release(told);
          await pass(30 * MINUTE);
          await Promise.all(restarts);
          expect(restarts, name).toHaveLength(step === undefined ? 0 : 1);
          ends.push(await ending(told));
        },
        { checks: SHORT, started: false },
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const end of ends) {
    expect(end).toEqual(ends[0]);
  }
});
