import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createLogger } from "../../src/log.ts";
import { createHealth } from "../../src/server/health.ts";
import { listen } from "../../src/server/listen.ts";
import { createShell, WEBHOOKS_PATH } from "../../src/server/shell.ts";
import type { WebhookOptions } from "../../src/server/webhook.ts";
import { unwatched } from "../../src/watch/watch.ts";
import {
  APP_ID,
  CALLER,
  deliver,
  deliveryHeaders,
  openStage,
  SECRET,
  type StageOptions,
  TAG_PUSH,
} from "./stage.ts";

const HALF_A_HEAD = "POST /api/github/webhooks HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
const HALF_A_BODY = `${HALF_A_HEAD}content-length: 100\r\nx-github-event: push\r\nx-github-delivery: 1\r\nx-hub-signature-256: x\r\n\r\n{`;

const opened: { close(): Promise<void> }[] = [];

async function stage(options?: StageOptions) {
  const open = await openStage(options);
  opened.push(open);
  return open;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((open) => open.close()));
});

describe("the server answers", () => {
  it.each([
    ["GET", "/healthz", 200, null],
    ["HEAD", "/healthz", 200, null],
    ["GET", "/readyz", 200, null],
    ["POST", "/healthz", 405, "GET, HEAD"],
    ["DELETE", "/readyz", 405, "GET, HEAD"],
    ["GET", "/api/github/webhooks", 405, "POST"],
    ["PUT", "/api/github/webhooks", 405, "POST"],
    ["GET", "/", 404, null],
    ["GET", "/probot", 404, null],
    ["POST", "/probot/import", 404, null],
    ["GET", "/api/github/webhooks/../../../etc/passwd", 404, null],
    ["GET", "/healthz?probe=1", 200, null],
  ])("%s %s with %i", async (method, path, status, allow) => {
    const { url } = await stage();
    const answer = await fetch(`${url}${path}`, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([status, allow]);
    expect(await answer.text()).not.toMatch(/node_modules|Error|at \//);
  });

  it("a delivery that is validly signed with 200, once its wake is stored", async () => {
    const { webhooks, called } = await stage();
    const answer = await deliver(webhooks, "push", TAG_PUSH);
    expect([answer.status, await answer.text()]).toEqual([200, "ok\n"]);
    expect(called).toMatchObject([{ call: "wake", wake: { key: { repository: 42, tag: "v1.2.3" } } }]);
  });

  it.each<[string, number, Readonly<Record<string, string | undefined>>]>([
    ["a form", 415, { "content-type": "application/x-www-form-urlencoded" }],
    ["no content type", 415, { "content-type": "text/plain" }],
    ["no event name", 400, { "x-github-event": undefined }],
    ["no delivery id", 400, { "x-github-delivery": undefined }],
    ["no signature", 400, { "x-hub-signature-256": undefined }],
    ["a wrong signature", 400, { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }],
    ["a signature that is none", 400, { "x-hub-signature-256": "sha1=abc" }],
    ["another App's id (foreign-app-delivery)", 403, { "x-github-hook-installation-target-id": "4712" }],
  ])("%s with %i, and wakes nothing", async (_, status, headers) => {
    const { webhooks, called } = await stage();
    const answer = await deliver(webhooks, "push", TAG_PUSH, headers);
    expect(answer.status).toBe(status);
    expect(called).toEqual([]);
  });

  it("missing headers with their names", async () => {
    const { webhooks } = await stage();
    const answer = await deliver(webhooks, "push", TAG_PUSH, { "x-github-delivery": undefined });
    expect(await answer.text()).toMatch(/X-GitHub-Event, X-GitHub-Delivery and X-Hub-Signature-256/);
  });

  it("a body signed with Probot's default secret with 400 (default-secret)", async () => {
    const { webhooks, called } = await stage();
    const signature = createHmac("sha256", "development").update(JSON.stringify(TAG_PUSH)).digest("hex");
    const answer = await deliver(webhooks, "push", TAG_PUSH, {
      "x-hub-signature-256": `sha256=${signature}`,
    });
    expect([answer.status, called]).toEqual([400, []]);
    expect(await answer.text()).toContain("WEBHOOK_SECRET");
  });

  it.each([
    ["text", "no JSON"],
    ["null", "null"],
    ["a number", "1"],
    ["a list", "[]"],
  ])("a signed body that is %s with 400, and wakes nothing", async (_, body) => {
    const { webhooks, called } = await stage();
    const headers = await deliveryHeaders("push", body);
    const answer = await fetch(webhooks, { method: "POST", body, headers });
    expect([answer.status, called]).toEqual([400, []]);
  });

  it("a delivery without an installation with 200, and asks GitHub nothing (no-installation)", async () => {
    const { webhooks, called, outgoing } = await stage();
    const answer = await deliver(webhooks, "push", { ...TAG_PUSH, installation: undefined });
    expect([answer.status, called, outgoing]).toEqual([200, [], []]);
  });
});

describe("a status that Probot or an error brings along", () => {
  it.each([
    [200, 200],
    [201, 500],
    [202, 500],
    [204, 500],
    [400, 400],
    [404, 500],
    [502, 500],
  ])("%i is answered with %i, in our words (error-status-leak)", async (given, answered) => {
    const log = createLogger({ level: "silent", format: "json" });
    const webhooks: WebhookOptions = {
      appId: APP_ID,
      secrets: { now: SECRET, old: [] },
      log,
      deliver: async (_, response) => response.writeHead(given).end("words of an error"),
    };
    const server = await listen(
      createShell({ health: createHealth({}, log), webhooks, log, watch: unwatched }),
      {
        host: "127.0.0.1",
        port: 0,
      },
    );
    opened.push(server);
    const answer = await deliver(`${server.url}${WEBHOOKS_PATH}`, "push", TAG_PUSH);
    expect(answer.status).toBe(answered);
    expect(await answer.text()).not.toContain("words of an error");
  });
});

describe("a body", () => {
  const thirtyMegabytes = 30 * 1024 * 1024;

  it("of 30 MB is answered 413 before its signature is looked at, and the server goes on (oversized-body)", async () => {
    const { webhooks, called, url } = await stage();
    const body = Buffer.alloc(thirtyMegabytes, "x");
    const answer = await fetch(webhooks, {
      method: "POST",
      body,
      headers: await deliveryHeaders("push", "something else"),
    });
    expect([answer.status, called]).toEqual([413, []]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("of 30 MB in chunks is answered 413, too", async () => {
    const { webhooks, called } = await stage();
    const headers = await deliveryHeaders("push", "something else");
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(webhooks, { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject);
      for (let sentBytes = 0; sentBytes < thirtyMegabytes; sentBytes += 1024 * 1024) {
        sent.write(Buffer.alloc(1024 * 1024, "x"));
      }
      sent.end();
    });
    expect([status, called]).toEqual([413, []]);
  });

  it("that ends exactly at the cap is read", async () => {
    const largestBody = Buffer.byteLength(JSON.stringify(TAG_PUSH));
    const { webhooks } = await stage({ limits: { largestBody } });
    expect((await deliver(webhooks, "push", TAG_PUSH)).status).toBe(200);
    const longer = { ...TAG_PUSH, commits: [{}] };
    expect((await deliver(webhooks, "push", longer)).status).toBe(413);
  });

  it("that trickles in is cut off (slow-body)", async () => {
    const { webhooks, called } = await stage({ limits: { requestTimeout: 300 } });
    const { port, hostname } = new URL(webhooks);
    const heard = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname);
      let text = "";
      socket.write(HALF_A_BODY);
      socket.on("data", (data) => {
        text += data.toString();
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(text));
    });
    expect(heard).not.toContain("200");
    expect(called).toEqual([]);
  });
});

describe("when the store fails", () => {
  it("GitHub sees a 500 without the cause, whatever status the error carries (error-status-leak, error-echo)", async () => {
    const { webhooks, lines } = await stage({
      store: () => Promise.reject(Object.assign(new Error("disk /secret/place is full"), { status: 204 })),
    });
    const answer = await deliver(webhooks, "push", TAG_PUSH);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain("not be stored");
    expect(text).not.toContain("/secret/place");
    expect(lines.join("")).toContain("disk /secret/place is full");
  });

  it("slowly, GitHub sees a 500 and not Probot's 202", async () => {
    const { webhooks } = await stage({ store: () => sleep(2_000), limits: { deadline: 100 } });
    const start = performance.now();
    expect((await deliver(webhooks, "push", TAG_PUSH)).status).toBe(500);
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it("the next delivery is stored all the same", async () => {
    let broken = true;
    const { webhooks, called } = await stage({
      store: () => (broken ? Promise.reject(new Error("no")) : Promise.resolve()),
    });
    expect((await deliver(webhooks, "push", TAG_PUSH)).status).toBe(500);
    broken = false;
    expect((await deliver(webhooks, "push", TAG_PUSH)).status).toBe(200);
    expect(called).toHaveLength(1);
  });
});

describe("/readyz", () => {
  it("says which part is red, and not why", async () => {
    const { url, lines } = await stage({
      checks: { store: () => Promise.reject(new Error("disk full")), key: () => Promise.resolve() },
    });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, "store: red\nkey: green\n"]);
    expect(lines.join("")).toContain("disk full");
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("looks at most once a second, however often it is asked", async () => {
    let looks = 0;
    const { url } = await stage({
      checks: {
        store: async () => {
          looks += 1;
        },
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/readyz`)));
    expect(looks).toBe(1);
  });
});

describe("closing", () => {
  it("lets a request in flight end and takes no other (sigterm)", async () => {
    const open = await openStage({ store: () => sleep(300) });
    const inFlight = deliver(open.webhooks, "push", TAG_PUSH);
    await sleep(100);
    const closed = open.close();
    await expect(fetch(`${open.url}/healthz`)).rejects.toThrow();
    expect((await inFlight).status).toBe(200);
    await closed;
    expect(open.called).toHaveLength(1);
  });

  /** A connection that the server has taken, with what was sent on it. */
  async function connection(url: string, sent: string) {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    await once(socket, "connect");
    if (sent !== "") socket.write(sent);
    // Connections are taken in their order.
    await fetch(`${url}/healthz`);
    return socket;
  }

  it("waits for no connection on which nothing was sent", async () => {
    const open = await openStage();
    const socket = await connection(open.url, "");
    const start = performance.now();
    await open.close();
    expect(performance.now() - start).toBeLessThan(1_000);
    socket.destroy();
  });

  it.each([
    ["half a head", HALF_A_HEAD],
    ["half a body", HALF_A_BODY],
  ])("waits for the rest of %s no longer than a request may take", async (_, sent) => {
    const open = await openStage({ limits: { requestTimeout: 1_000 } });
    const socket = await connection(open.url, sent);
    const start = performance.now();
    await open.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    socket.destroy();
  });
});

describe("the log", () => {
  it("has one line per delivery, without payload, signature and query (header-log, payload-in-log)", async () => {
    const { webhooks, lines } = await stage({ store: () => Promise.reject(new Error("no")) });
    const headers = { authorization: "Bearer very-secret", cookie: "session=very-secret" };
    const payload = { ...TAG_PUSH, head_commit: { message: "payload text" } };
    await deliver(`${webhooks}?code=very-secret`, "push", payload, headers);
    await deliver(webhooks, "push", payload, { "x-hub-signature-256": "sha256=0000very-secret" });
    const log = lines.join("");
    expect(log).toContain("a wake was not stored");
    expect(lines.filter((line) => line.includes('"msg":"delivery refused'))).toHaveLength(2);
    expect(log).not.toMatch(/very-secret|payload text/);
    expect(log).not.toContain(SECRET);
  });

  it("cannot be forged by what a stranger sends (log-forging)", async () => {
    const { webhooks, lines } = await stage();
    await deliver(webhooks, `push${"x".repeat(500)}`, CALLER, { "x-hub-signature-256": "none" });
    const refused = lines.filter((line) => line.includes("delivery refused"));
    expect(refused).toHaveLength(1);
    expect(refused[0]?.length).toBeLessThan(500);
  });
});
