import { expect } from "vitest";
import type { Delivery } from "../../src/sandbox/deliveries.ts";
import { NO_LOG, withoutDeliveryLog } from "../stories/month.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, finish, toTheEnd } from "./ends.ts";
import { changeJob } from "./workflow.ts";

const DAY = 24 * 60 * MINUTE;

/** A whole release; gives what people see of it at its end, and all that the app has made. */
async function whole(prepare: (told: Told) => void): Promise<string> {
  const ends: string[] = [];
  await tell(
    async (told) => {
      prepare(told);
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      await toTheEnd(told, board);
      await told.pass(30 * MINUTE);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
      expect(told.replies()).toEqual([]);
      expect(told.repo.issues()).toHaveLength(1);
      expect(told.repo.releases()).toHaveLength(1);
      const shown = withoutTimes(board.body ?? "");
      const made = told.writes().filter(({ method }) => method === "POST");
      ends.push(shown, ...told.repo.releases().map(({ body }) => body ?? ""));
      ends.push(...made.map(({ path }) => path).toSorted());
    },
    { checks: SHORT, sweepMinutes: 24 * 60 },
  );
  return ends.join("\n");
}

/** A board without when things were and how long they took: a late delivery may cost time, and nothing else. */
function withoutTimes(body: string): string {
  return body
    .replace(/^- 2026.*$|<!--.*-->|\d\d:\d\d UTC|\d{19}/gm, "")
    .replace(/^- [^:]* in all: .*$|^- Longest wait: .*$/gm, "")
    .replace(/^(\| [^|]+ \|) 2026.*$/gm, "$1");
}

let calmLife: Promise<string> | undefined;

/** The release that nothing disturbs; lived once. */
function calm(): Promise<string> {
  calmLife ??= whole(() => undefined);
  return calmLife;
}

attack("out-of-order", async () => {
  const late = (seconds: (delivery: Delivery) => number) => (told: Told) =>
    told.sandbox.deliveries.policy((delivery) => ({ copies: 1, delaySeconds: [seconds(delivery)] }));
  const endsFirst = ({ action }: Delivery) => (action === "completed" || action === "success" ? 0 : 45);
  const shuffled = ({ id }: Delivery) => (id * 37) % 61;
  expect(await whole(late(endsFirst))).toBe(await calm());
  expect(await whole(late(shuffled))).toBe(await calm());
});

attack("duplicated-waiting", async () => {
  const tripled = await whole(({ sandbox }) =>
    sandbox.deliveries.policy(() => ({ copies: 3, delaySeconds: [0, 0, 20] })),
  );
  expect(tripled).toBe(await calm());
});

attack("lost-hour", async () => {
  await tell(
    async (told) => {
      const { sandbox, clock, people, repo, say, until, pass } = told;
      const end = clock.now() + 60 * MINUTE;
      sandbox.deliveries.policy(({ at }) => (at < end ? { copies: 0, delaySeconds: [] } : undefined));
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      await pass(15 * MINUTE);
      say(people.maintainer, "/approve pypi");
      await until("the gate open", () => !told.waiting(run).includes("pypi"));
      await until("a draft with its asset", () => repo.releases().find(({ assets }) => assets.length > 0));
      const arrived = sandbox.deliveries.all().filter(({ status }) => status !== "dropped");
      expect(arrived.map(({ event }) => event)).toEqual(["installation"]);
      say(people.maintainer, "/publish");
      await until("the board closed", () => board.state === "closed");
      await pass(60 * MINUTE);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT },
  );
});

attack("retry-duplicates", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, ask, stage } = told;
      const done = new Set<string>();
      sandbox.faults.intercept(({ when, method, route }) => {
        const isFirst =
          when === "after" && method === "POST" && route !== "/graphql" && !done.has(`${route}`);
        if (!isFirst || route?.startsWith("/app/")) {
          return undefined;
        }
        done.add(`${route}`);
        return { status: 502, message: "Bad Gateway" };
      });
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      expect((await ask(people.outsider, "/approve pypi")).mark).toBe("confused");
      await toTheEnd(told, board);
      await told.pass(30 * MINUTE);
      expect(
        [...done].filter((route) => /issues|releases|rule|check-runs|reactions|comments/.test(route)).length,
      ).toBe(7);
      expect(told.replies()).toHaveLength(1);
      expect(repo.issues()).toHaveLength(1);
      expect(repo.releases().map(({ assets }) => assets.length)).toEqual([1]);
      expect(repo.approvals(run)).toHaveLength(1);
      expect(repo.checkRuns(run.headSha).filter(({ app }) => app.slug === stage.app.slug)).toHaveLength(1);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 502$/, / 422$/] },
  );
});

attack("primary-limit", async () => {
  await tell(
    async (told) => {
      const { sandbox, people, repo, say, waiting, until, pass } = told;
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      const installation = sandbox.github.world.installations[0]?.id ?? 0;
      sandbox.faults.primaryLimit({ remaining: 3, installation });
      const from = sandbox.exchanges.length;
      const approval = say(people.maintainer, "/approve pypi");
      await pass(20 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      const refused = () => sandbox.exchanges.slice(from).filter(({ status }) => status === 403);
      expect(refused().length).toBeLessThan(10);
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect(refused().length).toBeLessThan(10);
      expect(repo.approvals(run)).toHaveLength(1);
      await finish(told, board);
      expect(told.marks(approval)).toContain("rocket");
    },
    { checks: SHORT, refusals: [/ 403$/] },
  );
});

attack("secondary-limit", async () => {
  await tell(
    async (told) => {
      const { sandbox, people, say, waiting, until, writes } = told;
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      sandbox.faults.secondaryLimit({ route: /deployment_protection_rule$/, retryAfter: 90 });
      say(people.maintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      const limited = writes().findIndex(({ status }) => status === 403);
      const [at, next] = writes()
        .slice(limited)
        .map((one) => one.at);
      expect((next ?? 0) - (at ?? 0)).toBeGreaterThanOrEqual(90_000);
      await finish(told, board);
      const pauses = writes()
        .slice(1)
        .map((one, index) => one.at - (writes()[index]?.at ?? 0));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 403$/] },
  );
});

attack("suspended", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, say, waiting, pass, lines, writes } = told;
      const installation = sandbox.github.world.installations[0]?.id ?? 0;
      const away = [
        [() => sandbox.github.suspend(installation), () => sandbox.github.unsuspend(installation)],
        [
          () => sandbox.github.removeRepository(installation, repo.fullName),
          () => sandbox.github.addRepository(installation, repo.fullName),
        ],
      ] as const;
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      for (const [leave, back] of away) {
        leave();
        say(people.maintainer, "/approve pypi");
        await pass(5 * MINUTE);
        const [asked, written] = [sandbox.exchanges.length, writes().length];
        await pass(6 * 60 * MINUTE);
        expect(sandbox.exchanges.length - asked).toBeLessThan(400);
        expect(writes().length).toBe(written);
        expect(waiting(run)).toContain("pypi");
        for (const comment of repo.comments(board.number)) {
          repo.deleteComment(comment.id, people.maintainer);
        }
        back();
        await pass(MINUTE);
      }
      expect(lines.map((line) => line.includes("No access."))).toEqual([true, true]);
      await toTheEnd(told, board);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 40[134]$/, / 422$/] },
  );
});

attack("stuck-silently", async () => {
  await tell(
    async (told) => {
      withoutDeliveryLog(told);
      const { repo, people, tagRelease, board, atGates, toDraft, pass, until, replies } = told;
      changeJob(told, "tests", (job) => ({ ...job, queued: 100 * 60 }));
      tagRelease();
      const issue = await board();
      await until("the queued job told", () => issue.body?.includes("has not begun since"));
      expect(issue.body).toContain(
        "has not begun since 2026-11-20 18:00 UTC. No runner with `ubuntu-latest`",
      );
      await atGates("testpypi", "pypi");
      expect(issue.body).not.toContain("has not begun since");
      await toDraft();
      await pass(3 * DAY);
      expect(issue.body).toContain("and nobody has published it.");
      await pass(4 * DAY);
      expect(replies()).toHaveLength(2);
      expect(replies()[0]).toMatch(/^This release has been waiting for maintainers since 2026-11-20 /);
      told.say(people.triager, "/hold the docs are late");
      await pass(3 * DAY);
      expect(replies().at(-1)).toContain("On hold by `dunkeroni`: “the docs are late”.");
      expect(replies()).toHaveLength(3);
      expect(repo.releases()).toMatchObject([{ draft: true }]);
    },
    { checks: SHORT, sweepMinutes: 24 * 60, refusals: [NO_LOG] },
  );
});
