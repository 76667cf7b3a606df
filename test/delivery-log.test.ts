import { describe, expect, it } from "vitest";
import type { ChoreRun } from "../src/chore.ts";
import { deliveryLogChore } from "../src/delivery-log.ts";
import { createLogger } from "../src/log.ts";
import { createSandbox } from "../src/sandbox/sandbox.ts";
import { createVirtualClock } from "../src/sandbox/virtual-clock.ts";
import { APP, connected } from "./connected.ts";

const START = Date.parse("2026-11-02T12:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A project with an app that does, or does not, take what GitHub delivers, and the chore that repairs it. */
async function told(story: (world: ReturnType<typeof createWorld>) => Promise<void>): Promise<void> {
  const world = createWorld();
  await world.clock.busy(async () => {
    await world.pass(1_000);
    world.received.length = 0;
    await story(world);
  });
}

function createWorld() {
  const clock = createVirtualClock(START);
  const sandbox = createSandbox({ clock });
  const { github } = sandbox;
  const received: string[] = [];
  const nudged: number[] = [];
  const lines: string[] = [];
  const app = { answers: 200 };
  github.createUser("ebr");
  github.registerApp({
    slug: "conductor",
    name: "Conductor",
    ...APP,
    webhookSecret: "a secret of at least thirty-two characters",
    deliver: async (request) => {
      if (app.answers === 0) throw new TypeError("fetch failed");
      received.push(`${request.headers.get("x-github-delivery")} ${await request.text()}`);
      return new Response("", { status: app.answers });
    },
    permissions: { issues: "read", actions: "read" },
    events: ["issues", "workflow_run", "create"],
  });
  const repo = github.createRepository({ owner: "ebr", name: "widget" });
  github.install("conductor", "ebr", "all");
  const chore = deliveryLogChore({
    clock,
    log: createLogger({ level: "info", format: "text" }, { write: (line) => lines.push(line) }),
    github: connected(sandbox, clock),
    queue: {
      async nudgeRepository(repository) {
        nudged.push(repository);
        return 1;
      },
    },
  });
  const pass = (ms: number) => clock.sleepUntil(clock.now() + ms);
  return {
    ...{ clock, sandbox, repo, app, received, nudged, lines, pass },
    run: (note?: string, signal = new AbortController().signal): Promise<ChoreRun> =>
      chore.run(note, { signal, keep: async () => undefined }),
    /** Issues are opened while the app answers with this status; 0: not at all. */
    async fails(status: number, times = 1) {
      app.answers = status;
      for (let time = 0; time < times; time += 1) repo.openIssue({ title: "x", by: "ebr" });
      await pass(1_000);
      app.answers = 200;
      received.length = 0;
    },
    sentAgain: () =>
      sandbox.exchanges.filter(({ method, path }) => method === "POST" && path.endsWith("/attempts")).length,
  };
}

describe("the delivery log", () => {
  it.each([0, 302, 401, 500, 503])("has a delivery answered with %d sent again, as it was", (status) =>
    told(async ({ fails, pass, run, received, sandbox }) => {
      await fails(status);
      await pass(2 * MINUTE);
      const { note } = await run();
      await pass(5 * MINUTE);
      const lost = sandbox.deliveries.all().at(-1);
      expect(received).toHaveLength(1);
      expect(received[0] === `${lost?.guid} ${JSON.stringify(lost?.payload)}`).toBe(true);
      expect(lost?.attempts).toMatchObject([{ redelivery: false }, { redelivery: true, status: 200 }]);
      expect(JSON.parse(note ?? "")).toEqual({ settled: START + 62_000 });
    }),
  );

  it("leaves alone what arrived, at once or when somebody sent it again", () =>
    told(async ({ fails, pass, run, sandbox, sentAgain }) => {
      await fails(200);
      await fails(500);
      await sandbox.deliveries.redeliver(sandbox.deliveries.all().at(-1)?.guid ?? "");
      await pass(2 * MINUTE);
      await run();
      expect(sentAgain()).toBe(0);
    }));

  it("sends nothing twice, whatever became of the second attempt and of the note", () =>
    told(async ({ fails, pass, run, app, sentAgain }) => {
      await fails(500);
      await pass(2 * MINUTE);
      app.answers = 500;
      const { note } = await run();
      await pass(5 * MINUTE);
      for (const kept of [note, undefined, "", "{", '{"settled":"long ago"}', "null", '{"settled":-1}']) {
        await run(kept);
        await pass(5 * MINUTE);
      }
      expect(sentAgain()).toBe(1);
    }));

  it("goes on where a run died, by what the log tells", () =>
    told(async ({ fails, pass, run, sandbox, sentAgain }) => {
      await fails(0, 3);
      await pass(2 * MINUTE);
      let posts = 0;
      const stop = sandbox.faults.intercept(({ when, method }) => {
        posts += method === "POST" && when === "after" ? 1 : 0;
        return posts === 2 && when === "after" ? { status: 502, message: "Server Error" } : undefined;
      });
      const { pauseMs, note } = await run();
      stop();
      expect(pauseMs).toBeLessThanOrEqual(5 * MINUTE);
      await pass(pauseMs ?? 0);
      await run(note);
      await pass(MINUTE);
      await run();
      expect(sentAgain()).toBe(3);
      const attempts = sandbox.deliveries.all().slice(-3);
      expect(attempts.map((one) => one.attempts.map(({ redelivery }) => redelivery))).toEqual(
        Array(3).fill([false, true]),
      );
    }));

  it("lets a delivery settle for a minute before it is judged", () =>
    told(async ({ fails, pass, run, sentAgain }) => {
      await fails(500);
      const { note } = await run();
      expect(sentAgain()).toBe(0);
      await pass(5 * MINUTE);
      await run(note);
      expect(sentAgain()).toBe(1);
    }));

  it("only nudges the repository for progress, each time once", () =>
    told(async ({ repo, app, pass, run, nudged, sentAgain }) => {
      app.answers = 0;
      repo.addWorkflow({
        path: "ci.yml",
        name: "ci",
        on: { tags: ["v*"] },
        jobs: [{ name: "a", seconds: 5 }],
      });
      repo.commit({ message: "one", author: { login: "ebr" } });
      repo.pushTag("v1", { by: "ebr" });
      await pass(2 * MINUTE);
      const { note } = await run();
      await pass(5 * MINUTE);
      await run(note);
      expect(nudged).toEqual([repo.id]);
      expect(sentAgain()).toBe(0);
    }));

  it("also has it sent again that the app was installed, suspended or removed", () =>
    told(async ({ sandbox, app, pass, run, received }) => {
      app.answers = 0;
      sandbox.github.suspend(sandbox.github.world.installations[0]?.id ?? 0);
      await pass(2 * MINUTE);
      app.answers = 200;
      await run();
      await pass(MINUTE);
      expect(received.map((one) => one.includes('"action":"suspend"'))).toEqual([true]);
    }));

  it("also has it sent again that a person revoked the authorization", () =>
    told(async ({ sandbox, app, pass, run, received }) => {
      app.answers = 500;
      sandbox.github.revokeAuthorization("conductor", "ebr");
      await pass(2 * MINUTE);
      app.answers = 200;
      received.length = 0;
      await run();
      await pass(MINUTE);
      expect(received.map((one) => one.includes('"action":"revoked"'))).toEqual([true]);
    }));

  it("leaves events alone that no release is about", () =>
    told(async ({ sandbox, repo, app, pass, run, sentAgain }) => {
      app.answers = 0;
      repo.commit({ message: "one", author: { login: "ebr" } });
      await pass(2 * MINUTE);
      expect(sandbox.deliveries.all().at(-1)).toMatchObject({ event: "create", status: "failed" });
      await run();
      expect(sentAgain()).toBe(0);
    }));

  it("reads back over all pages, three days at most, and from then on only what is new", () =>
    told(async ({ fails, pass, run, sandbox, sentAgain }) => {
      await fails(500);
      await pass(3 * DAY);
      await fails(500);
      await fails(200, 250);
      await pass(2 * MINUTE);
      const { note } = await run();
      expect(sentAgain()).toBe(1);
      const pages = sandbox.exchanges.filter(({ path }) => path.includes("/deliveries?"));
      expect(pages).toHaveLength(3);
      await pass(5 * MINUTE);
      await run(note);
      expect(sandbox.exchanges.filter(({ path }) => path.includes("/deliveries?"))).toHaveLength(4);
    }));

  it("sends so many again for four minutes, and the rest soon after", () =>
    told(async ({ clock, fails, pass, run, received, sentAgain }) => {
      await fails(500, 300);
      await pass(2 * MINUTE);
      const began = clock.now();
      const first = await run();
      expect(clock.now() - began).toBeLessThan(5 * MINUTE);
      expect(sentAgain()).toBeLessThan(260);
      expect(first.pauseMs).toBeLessThan(2 * MINUTE);
      let note = first.note;
      for (let more = 0; more < 3; more += 1) {
        await pass(first.pauseMs ?? 0);
        ({ note } = await run(note));
      }
      await pass(MINUTE);
      expect(sentAgain()).toBe(300);
      expect(new Set(received).size).toBe(300);
      expect(received).toHaveLength(300);
    }));

  it("stops at once when the app stops", () =>
    told(async ({ fails, pass, run, sentAgain }) => {
      await fails(500, 5);
      await pass(2 * MINUTE);
      await run(undefined, AbortSignal.abort());
      expect(sentAgain()).toBe(0);
    }));

  it.each([
    ["refuses it", 404, 60 * MINUTE],
    ["is down", 500, 5 * MINUTE],
  ])("says so when GitHub %s, keeps its place, and asks again later", (_name, status, pauseMs) =>
    told(async ({ fails, pass, run, sandbox, lines, sentAgain }) => {
      await fails(500);
      await pass(2 * MINUTE);
      sandbox.faults.fail({ status, route: "/app/hook/deliveries" });
      const note = JSON.stringify({ settled: START });
      expect(await run(note)).toEqual({ note, pauseMs, inVain: true });
      expect(lines.join("")).toContain("left to the sweep until it can be");
      await run(note);
      expect(sentAgain()).toBe(1);
    }),
  );

  it("goes past a delivery that GitHub does not send again", () =>
    told(async ({ fails, pass, run, sandbox, lines, received }) => {
      await fails(500, 2);
      await pass(2 * MINUTE);
      sandbox.faults.fail({ status: 422, message: "Validation Failed", route: /attempts$/ });
      const { note } = await run();
      await pass(5 * MINUTE);
      await run(note);
      await pass(MINUTE);
      expect(lines.join("")).toContain("GitHub does not send a webhook again");
      expect(received).toHaveLength(1);
    }));

  it("lets one that GitHub can't send now stand in no other's way, and comes back for it", () =>
    told(async ({ fails, pass, run, sandbox, received }) => {
      await fails(500, 3);
      await pass(2 * MINUTE);
      let stuck: string | undefined;
      const stop = sandbox.faults.intercept(({ when, path }) => {
        if (when === "before" && path.endsWith("/attempts")) stuck ??= path;
        return when === "before" && path === stuck ? { status: 502, message: "Server Error" } : undefined;
      });
      const { note, pauseMs } = await run();
      await pass(1_000);
      expect(new Set(received).size).toBe(2);
      expect(pauseMs).toBeLessThan(2 * MINUTE);
      stop();
      await pass(5 * MINUTE);
      await run(note);
      await pass(MINUTE);
      expect(new Set(received).size).toBe(3);
      expect(received).toHaveLength(3);
    }));

  it("rests until GitHub's limit is over, and goes on there", () =>
    told(async ({ fails, pass, run, sandbox, received }) => {
      await fails(500, 2);
      await pass(2 * MINUTE);
      sandbox.faults.secondaryLimit({ route: /attempts$/, retryAfter: 900 });
      const { note, pauseMs } = await run();
      expect(pauseMs).toBe(15 * MINUTE);
      await pass(pauseMs ?? 0);
      await run(note);
      await pass(MINUTE);
      expect(received).toHaveLength(2);
    }));
});
