import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { readEnv } from "../../src/env.ts";
import { createLogger } from "../../src/log.ts";
import { startConductor } from "../../src/server/start.ts";
import type { Outcome } from "../../src/store/store.ts";
import type { Conduct } from "../../src/store/worker.ts";
import { freshSchema, postgres } from "../store/postgres-server.ts";
import { proxyTo } from "../store/proxy.ts";
import { testDatabase } from "../store/test-database.ts";
import { APP_ID, deliver, PRIVATE_KEY, SECRET, SLUG, TAG_PUSH } from "./stage.ts";

const REST: Outcome = { is: "rest" };

describe.skipIf(postgres === undefined)("replicas of the app over one PostgreSQL database", () => {
  if (postgres === undefined) return;
  const database = testDatabase();
  const running: { close(): Promise<void> }[] = [];
  let schemas = 0;
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.close()));
  });

  const fresh = () => freshSchema(database.url, `replicas_${++schemas}`);

  async function start(url: string, conduct: Conduct = async () => REST) {
    const reading = readEnv({
      APP_ID: String(APP_ID),
      PRIVATE_KEY,
      WEBHOOK_SECRET: SECRET,
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: url,
      LEASE_SECONDS: "10",
    });
    if (reading.is === "faulty") throw new Error(JSON.stringify(reading.problems));
    const conducted: string[] = [];
    const leases: number[] = [];
    const app = await startConductor({
      env: reading.env,
      clock: systemClock,
      log: createLogger({ level: "fatal", format: "json" }, { write: () => undefined }),
      userAgent: "release-conductor/test",
      fetch: async () => Response.json({ id: APP_ID, slug: SLUG }),
      conductor: () => ({
        conduct: (lease, signal, aside) => {
          conducted.push(lease.key.tag);
          leases.push(lease.until - systemClock.now());
          return conduct(lease, signal, aside);
        },
      }),
    });
    running.push(app);
    const push = (tag: string) =>
      deliver(`${app.url}/api/github/webhooks`, "push", { ...TAG_PUSH, ref: `refs/tags/${tag}` });
    return { ...app, conducted, leases, push };
  }

  it("conduct what any of them was told, each release by one", async () => {
    const url = await fresh();
    const [first, second] = await Promise.all([start(url), start(url)]);
    for (const tag of ["v1.0.0", "v2.0.0", "v3.0.0"]) expect((await first.push(tag)).status).toBe(200);
    for (const tag of ["v4.0.0", "v5.0.0"]) expect((await second.push(tag)).status).toBe(200);
    const conducted = () => [...first.conducted, ...second.conducted].toSorted();
    await vi.waitFor(() => expect(conducted()).toHaveLength(5), 5_000);
    expect(new Set(conducted()).size).toBe(5);
    // LEASE_SECONDS
    for (const lease of [...first.leases, ...second.leases]) {
      expect(lease).toBeGreaterThan(5_000);
      expect(lease).toBeLessThanOrEqual(10_000);
    }
  });

  it("one that stops ends what it conducts, takes deliveries meanwhile, and leaves them to the others", async () => {
    const url = await fresh();
    let finish: () => void = () => undefined;
    const first = await start(
      url,
      () =>
        new Promise((resolve) => {
          finish = () => resolve(REST);
        }),
    );
    await first.push("v1.0.0");
    await vi.waitFor(() => expect(first.conducted).toEqual(["v1.0.0"]));
    const second = await start(url);
    let isClosed = false;
    const closing = first.close().then(() => {
      isClosed = true;
    });
    expect((await first.push("v2.0.0")).status).toBe(200);
    await vi.waitFor(() => expect(second.conducted).toEqual(["v2.0.0"]));
    // Woken during the conduct, it is the other's as soon as that has ended, not when the lease does.
    expect((await first.push("v1.0.0")).status).toBe(200);
    await sleep(100);
    expect([isClosed, second.conducted.length]).toEqual([false, 1]);
    finish();
    await closing;
    await vi.waitFor(() => expect(second.conducted).toEqual(["v2.0.0", "v1.0.0"]), 2_000);
    expect(first.conducted).toEqual(["v1.0.0"]);
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();
  });

  it("turn red while the database is away and refuse deliveries in time, and green again by themselves", async () => {
    const proxy = await proxyTo(await fresh());
    const app = await start(proxy.url);
    const ready = async () => {
      const answer = await fetch(`${app.url}/readyz`);
      return [answer.status, await answer.text()];
    };
    expect(await ready()).toEqual([200, "store: green\nkey: green\nconductor: green\n"]);
    await proxy.goAway();
    expect((await app.push("v1.0.0")).status).toBe(500);
    await vi.waitFor(
      async () => expect(await ready()).toEqual([503, "store: red\nkey: green\nconductor: green\n"]),
      3_000,
    );
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    await proxy.comeBack();
    await vi.waitFor(async () => expect((await ready())[0]).toBe(200), 5_000);
    expect((await app.push("v1.0.0")).status).toBe(200);
    await vi.waitFor(() => expect(app.conducted).toEqual(["v1.0.0"]), 10_000);
    proxy.hang();
    const before = performance.now();
    expect((await app.push("v2.0.0")).status).toBe(500);
    expect(performance.now() - before).toBeLessThan(7_000);
    await proxy.comeBack();
    await app.close();
    await proxy.close();
  }, 40_000);
});
