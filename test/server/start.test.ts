import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { Chore } from "../../src/chore.ts";
import { type Clock, systemClock } from "../../src/clock.ts";
import type { Parts } from "../../src/conductor.ts";
import type { Variables } from "../../src/env/reader.ts";
import { readEnv } from "../../src/env.ts";
import { createLogger } from "../../src/log.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type StartOptions, startConductor } from "../../src/server/start.ts";
import type { Lease } from "../../src/store/store.ts";
import type { Conduct } from "../../src/store/worker.ts";
import { APP_ID, deliver, NOW, PRIVATE_KEY, SECRET, SLUG, TAG_PUSH } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "start-"));
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A string is an answer's failure to come. */
type Answer = readonly [number, object] | "unreachable";

type World = {
  readonly variables?: Variables;
  /** GitHub's answers, mostly to GET /app, the last one for ever; a test may change them as it goes. */
  readonly app?: Answer[];
  readonly conduct?: Conduct;
  readonly chores?: (parts: Parts) => readonly Chore[];
  readonly clock?: Clock;
};

const OURS = [200, { id: APP_ID, slug: SLUG }] as const;
const REFUSED = [401, { message: "Bad credentials" }] as const;

async function start(world: World = {}) {
  const reading = readEnv({
    APP_ID: String(APP_ID),
    PRIVATE_KEY,
    WEBHOOK_SECRET: SECRET,
    HOST: "127.0.0.1",
    PORT: "0",
    DATABASE_PATH: ":memory:",
    ...world.variables,
  });
  if (reading.is === "faulty") {
    throw new Error(JSON.stringify(reading.problems));
  }
  const answers: Answer[] = world.app ?? [OURS];
  const conducted: Lease[] = [];
  let asked = 0;
  const lines: string[] = [];
  const options: StartOptions = {
    env: reading.env,
    clock: world.clock ?? systemClock,
    log: createLogger({ level: "debug", format: "json" }, { write: (line) => void lines.push(line) }),
    userAgent: "release-conductor/test",
    fetch: async () => {
      asked += 1;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined || answer === "unreachable") {
        throw new TypeError("fetch failed");
      }
      return Response.json(answer[1], { status: answer[0] });
    },
    conductor: (parts) => ({
      conduct: async (lease, signal, aside) => {
        conducted.push(lease);
        return (await world.conduct?.(lease, signal, aside)) ?? { is: "rest" };
      },
      ...(world.chores === undefined ? {} : { chores: world.chores(parts) }),
    }),
  };
  const app = await startConductor(options);
  running.push(app);
  return { ...app, webhooks: `${app.url}/api/github/webhooks`, conducted, lines, asked: () => asked };
}

describe("the conductor", () => {
  it("conducts the release that a webhook wakes", async () => {
    const app = await start();
    expect((await deliver(app.webhooks, "push", TAG_PUSH)).status).toBe(200);
    await vi.waitFor(() => expect(app.conducted).toHaveLength(1));
    expect(app.conducted[0]).toMatchObject({
      key: { repository: 42, tag: "v1.2.3" },
      address: { installation: 7, owner: "octo-org", name: "synth" },
    });
  });

  it("is ready when the store, the key and the conductor are", async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      "store: green\nkey: green\nconductor: green\n",
    ]);
  });

  it("is not ready while it stops, so that balancers send nothing new, and still takes what comes", async () => {
    let end = () => {};
    const app = await start({
      conduct: () =>
        new Promise((resolve) => {
          end = () => resolve({ is: "rest" });
        }),
    });
    await deliver(app.webhooks, "push", TAG_PUSH);
    await vi.waitFor(() => expect(app.conducted).toHaveLength(1));
    const closed = app.close();
    const answer = await fetch(`${app.url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([
      503,
      "store: green\nkey: green\nconductor: green\nstopping: red\n",
    ]);
    expect((await deliver(app.webhooks, "push", TAG_PUSH)).status).toBe(200);
    end();
    await closed;
  });

  it("is not ready when the loop that conducts hangs", async () => {
    let ahead = 0;
    let end = () => {};
    const app = await start({
      clock: { ...systemClock, now: () => systemClock.now() + ahead },
      conduct: (lease) =>
        lease.failures > 0
          ? Promise.resolve({ is: "rest" })
          : new Promise((resolve) => {
              end = () => resolve({ is: "rest" });
            }),
      variables: { CONCURRENCY: "1", LEASE_SECONDS: "600" },
    });
    await deliver(app.webhooks, "push", TAG_PUSH);
    await vi.waitFor(() => expect(app.conducted).toHaveLength(1));
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    // So full is no worker for long, unless what it conducts hangs.
    ahead = 20 * 60_000;
    await vi.waitFor(
      async () => expect(await (await fetch(`${app.url}/readyz`)).text()).toContain("conductor: red"),
      { timeout: 5_000, interval: 300 },
    );
    end();
    await vi.waitFor(
      async () => expect(await (await fetch(`${app.url}/readyz`)).text()).toContain("conductor: green"),
      { timeout: 5_000, interval: 300 },
    );
  });

  it("lets a conduct end before it is closed (sigterm)", async () => {
    let ended = false;
    const app = await start({
      conduct: async () => {
        await sleep(200);
        ended = true;
        return { is: "rest" };
      },
    });
    await deliver(app.webhooks, "push", TAG_PUSH);
    await vi.waitFor(() => expect(app.conducted).toHaveLength(1));
    await app.close();
    expect(ended).toBe(true);
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  });

  it("finds a wake again that was stored and not conducted (lost-after-202)", async () => {
    const variables = { DATABASE_PATH: join(folder, "new", "folder", "again.db") };
    const stuck = await start({ variables, conduct: () => Promise.reject(new Error("stuck")) });
    await deliver(stuck.webhooks, "push", TAG_PUSH);
    await vi.waitFor(() => expect(stuck.conducted).toHaveLength(1));
    await stuck.close();
    const next = await start({ variables });
    await vi.waitFor(() => expect(next.conducted).toHaveLength(1), 10_000);
  });

  it("does a chore at the start, again a minute after it failed, and then after its pause", async () => {
    const clock = createVirtualClock(NOW);
    const runs: { at: number; note: string | undefined }[] = [];
    const chore: Chore = {
      name: "sweep",
      pauseMs: 15 * 60_000,
      leaseMs: 60_000,
      async run(note) {
        runs.push({ at: (clock.now() - NOW) / 60_000, note });
        if (runs.length === 1) throw new Error("GitHub is away");
        return { note: `run ${runs.length}` };
      },
    };
    await start({ clock, chores: () => [chore] });
    await vi.waitFor(() => expect(runs.length).toBeGreaterThan(3));
    expect(runs.slice(0, 4)).toEqual([
      { at: 0, note: undefined },
      { at: 1, note: undefined },
      { at: 16, note: "run 2" },
      { at: 31, note: "run 3" },
    ]);
  });
});

describe("a start", () => {
  it.each<[string, NonNullable<World["app"]>, RegExp]>([
    [
      "with another App's key",
      [[401, { message: "A JSON web token could not be decoded" }]],
      /not App 4711's.*401.*APP_ID/,
    ],
    [
      "with an id that GitHub does not know",
      [[404, { message: "Integration not found" }]],
      /not App 4711's.*404/,
    ],
    ["with a key of App 1", [[200, { id: 1, slug: "other" }]], /says that it is App 1's/],
  ])("%s fails, with the remedy", async (_, app, message) => {
    await expect(start({ app })).rejects.toThrow(message);
  });

  it("on a port in use fails, with the remedy, and leaves the store free", async () => {
    const first = await start();
    const variables = { PORT: new URL(first.url).port, DATABASE_PATH: join(folder, "port.db") };
    await expect(start({ variables })).rejects.toThrow(/127\.0\.0\.1:\d+ is in use.*PORT/);
    await start({ variables: { ...variables, PORT: "0" } });
  });

  it("on an address of another machine fails, with the remedy", async () => {
    await expect(start({ variables: { HOST: "192.0.2.1" } })).rejects.toThrow(
      /no address 192\.0\.2\.1.*HOST/,
    );
  });

  it("on a store that another process has open fails, with the remedy", async () => {
    const variables = { DATABASE_PATH: join(folder, "locked.db") };
    await start({ variables });
    await expect(start({ variables })).rejects.toThrow(/another process has it open/);
  });

  it("where no folder can be made fails, with the remedy", async () => {
    const variables = { DATABASE_PATH: "/dev/null/folder/a.db" };
    await expect(start({ variables })).rejects.toThrow(/cannot be made \(ENOTDIR\).*DATABASE_PATH/);
  });

  it("without GitHub succeeds with a warning, and asks again who we are", async () => {
    const clock = createVirtualClock(NOW);
    const fails = Array.from({ length: 12 }, () => "unreachable" as const);
    const app = await start({ app: [...fails, OURS], clock });
    expect(app.lines.some((line) => line.includes("GitHub does not answer"))).toBe(true);
    expect((await deliver(app.webhooks, "push", TAG_PUSH)).status).toBe(200);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await vi.waitFor(() => expect(app.asked()).toBe(fails.length + 1), 10_000);
    await sleep(50);
    expect(app.asked()).toBe(fails.length + 1);
  });

  it("without GitHub turns red when GitHub comes back and refuses the key", async () => {
    const clock = createVirtualClock(NOW);
    const fails = Array.from({ length: 12 }, () => "unreachable" as const);
    const app = await start({ app: [...fails, REFUSED], clock });
    await vi.waitFor(
      async () => expect(await (await fetch(`${app.url}/readyz`)).text()).toContain("key: red"),
      { timeout: 10_000, interval: 300 },
    );
  });

  it("with the App's key turns red when GitHub refuses it later, and green when it takes it again", async () => {
    const answers: Answer[] = [OURS];
    // As the sweep does.
    const askingWithTheKey = ({ github }: Parts): Chore => ({
      name: "sweep",
      pauseMs: 60_000,
      leaseMs: 60_000,
      run: () => github.installations().then(() => ({})),
    });
    const clock = createVirtualClock(NOW);
    const app = await start({ app: answers, clock, chores: (parts) => [askingWithTheKey(parts)] });
    const turns = (colour: string) =>
      vi.waitFor(
        async () => expect(await (await fetch(`${app.url}/readyz`)).text()).toContain(`key: ${colour}`),
        { timeout: 10_000, interval: 300 },
      );
    await turns("green");
    answers[0] = REFUSED;
    await turns("red");
    answers[0] = OURS;
    await turns("green");
  });
});
