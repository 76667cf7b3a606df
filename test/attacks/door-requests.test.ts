import { request } from "node:http";
import { connect } from "node:net";
import { expect } from "vitest";
import { deliveryHeaders, openStage, TAG_PUSH } from "../server/stage.ts";
import { attack } from "./attack.ts";
import { attacked, caughtTag, post, SOON, url } from "./stage.ts";
import { moment, silent } from "./words.ts";

const HOOK = "/api/github/webhooks";

type Ask = readonly [
  method: string,
  path: string,
  status: number,
  headers?: Readonly<Record<string, string>>,
];

const JSON_TYPE = { "content-type": "application/json" };

const ASKS: readonly Ask[] = [
  ["GET", "/setup", 404],
  ["POST", "/setup", 404],
  ["GET", "/api/github", 404],
  ["POST", `${HOOK}/`, 404],
  ["POST", `${HOOK}%00`, 404],
  ["POST", `/${HOOK}`, 404],
  ["GET", `${HOOK}/../../../.env`, 404],
  ["GET", "/.env", 404],
  ["GET", "/metrics", 404],
  ["GET", HOOK, 405],
  ["HEAD", HOOK, 405],
  ["PUT", HOOK, 405],
  ["DELETE", HOOK, 405],
  ["OPTIONS", HOOK, 405],
  ["POST", "/healthz", 405],
  ["POST", HOOK, 415, { "content-type": "application/x-www-form-urlencoded" }],
  ["POST", HOOK, 415, { "content-type": "text/plain; application/json" }],
  ["POST", HOOK, 400, JSON_TYPE],
  ["POST", HOOK, 400, { ...JSON_TYPE, "x-github-event": "push", "x-github-delivery": "1" }],
  ["POST", HOOK, 400, { ...JSON_TYPE, "x-github-event": "push", "x-hub-signature-256": "sha256=0" }],
  ["POST", HOOK, 400, { ...JSON_TYPE, "x-github-delivery": "1", "x-hub-signature-256": "sha256=0" }],
];

/** Where a page for people is. */
const PAGES: readonly Ask[] = [
  ["GET", "/", 401],
  ["POST", "/", 405],
  ["DELETE", "/health", 405],
];

attack("odd-request", async () => {
  await attacked(async (told) => {
    const since = await moment(told);
    for (const [method, path, status, headers = {}] of ASKS) {
      const body = method === "POST" || method === "PUT" ? JSON.stringify(TAG_PUSH) : null;
      const answer = await fetch(`${url(told)}${path}`, { method, headers, body });
      expect(answer.status, `${method} ${path}`).toBe(status);
      expect([answer.headers.get("x-powered-by"), answer.headers.get("server")]).toEqual([null, null]);
      const text = await answer.text();
      expect(text.length).toBeLessThan(200);
      expect(text).not.toMatch(/node_modules|node:|Error|probot|\n./i);
    }
    for (const [method, path, status] of PAGES) {
      const answer = await fetch(`${url(told)}${path}`, { method });
      expect(answer.status, `${method} ${path}`).toBe(status);
      expect(await answer.text()).not.toMatch(/node_modules|node:|Error|probot/i);
    }
    await told.pass(SOON);
    await silent(told, since);
  });
});

const MEGABYTE = 1024 * 1024;

/** Sends that many megabytes in chunks; gives the status of the answer. */
async function sendMegabytes(to: string, headers: Readonly<Record<string, string>>, count: number) {
  const chunk = Buffer.alloc(MEGABYTE, "x");
  return new Promise<number | undefined>((resolve, reject) => {
    const sent = request(to, { method: "POST", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    sent.on("error", reject);
    const next = (left: number): void => {
      if (left === 0) {
        sent.end();
      } else {
        sent.write(chunk, () => next(left - 1));
      }
    };
    next(count);
  });
}

attack("oversized-body", async () => {
  await attacked(async (told) => {
    const since = await moment(told);
    const headers = await deliveryHeaders("push", "something else");
    const { "x-hub-signature-256": _, ...unsigned } = headers;
    const hook = `${url(told)}${HOOK}`;
    expect(await sendMegabytes(hook, headers, 26)).toBe(413);
    const length = { "content-length": String(26 * MEGABYTE) };
    expect(await sendMegabytes(hook, { ...headers, ...length }, 26)).toBe(413);
    expect(await sendMegabytes(hook, unsigned, 26)).toBe(400);
    // What is just not too large is read, and refused for its signature.
    expect(await sendMegabytes(hook, headers, 25)).toBe(400);
    await told.pass(SOON);
    await silent(told, since);

    expect((await post(told, caughtTag(told))).status).toBe(200);
    await told.pass(SOON);
    expect(told.repo.issues()).toHaveLength(1);
  });
});

attack("slow-body", async () => {
  const door = await openStage({ limits: { requestTimeout: 300 } });
  try {
    const { port, hostname } = new URL(door.webhooks);
    const body = JSON.stringify(TAG_PUSH);
    const headers = { ...(await deliveryHeaders("push", body)), "content-length": String(body.length) };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const heard = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname);
      let text = "";
      let sent = 0;
      socket.write(`POST ${HOOK} HTTP/1.1\r\nhost: x\r\n${lines.join("")}\r\n`);
      const trickle = setInterval(() => {
        socket.write(body[sent] ?? "");
        sent += 1;
      }, 20);
      socket.on("data", (data) => {
        text += data.toString();
      });
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        clearInterval(trickle);
        resolve(text);
      });
    });
    expect(heard).not.toMatch(/^HTTP\/1\.1 [23]/);
    expect(door.called).toEqual([]);
    expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
  } finally {
    await door.close();
  }
});

attack("error-status-leak", async () => {
  for (const status of [200, 201, 202, 204, 304, undefined]) {
    const door = await openStage({
      store: () => Promise.reject(Object.assign(new Error("the disk is full"), { status })),
    });
    try {
      const headers = await deliveryHeaders("push", JSON.stringify(TAG_PUSH));
      const answer = await fetch(door.webhooks, { method: "POST", headers, body: JSON.stringify(TAG_PUSH) });
      expect(answer.status, `an error with status ${status}`).toBe(500);
      expect(door.called).toEqual([]);
    } finally {
      await door.close();
    }
  }
});
