import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const folder = mkdtempSync(path.join(tmpdir(), "conductor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DAY = 24 * 60 * MINUTE;

/** What was sent again of the webhooks that the app did not take, and how often at most. */
function sentAgain({ sandbox }: Pick<Told, "sandbox">) {
  const counts = sandbox.deliveries
    .all()
    .map((one) => one.attempts.filter(({ redelivery }) => redelivery).length)
    .filter((count) => count > 0);
  return { webhooks: counts.length, most: Math.max(0, ...counts) };
}

const DONE = ["pypi of run 1 approved", "pypi serves 5.0.0", "GitHub release v5.0.0 public", "announced"];

/** For as long as something happens, nobody answers where the app should be; then it is there again. */
async function outOfReach({ sandbox, stage, pass }: Told, happens: () => void): Promise<void> {
  const app = sandbox.github.app(stage.app.slug);
  const { deliver } = app;
  const nobody = async () => {
    throw new TypeError("fetch failed");
  };
  Object.assign(app, { deliver: nobody });
  happens();
  await pass(2 * MINUTE);
  Object.assign(app, { deliver });
}

test("webhooks that did not arrive are sent again, once, and move a release on without a sweep", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, tagRelease, board, say, waiting, until, pass } = told;
      await pass(MINUTE);
      const mark = sandbox.exchanges.length;
      await outOfReach(told, () => tagRelease());
      const issue = await board();
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await until("the gates on the board", () => issue.body?.includes("has 0 of 1 approval"));
      await outOfReach(told, () => say(people.maintainer, "/approve pypi"));
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      await outOfReach(told, () => say(people.maintainer, "/publish"));
      await until("the board closed", () => issue.state === "closed");

      expect(await told.irreversible()).toEqual(DONE);
      expect(sentAgain(told).webhooks).toBeGreaterThanOrEqual(3);
      expect(sentAgain(told).most).toBe(1);
      const swept = sandbox.exchanges.slice(mark).filter(({ path }) => path.startsWith("/installation/"));
      expect(swept).toEqual([]);
    },
    { checks: SHORT, sweepMinutes: 24 * 60 },
  );
});

test.each([
  ["an hour", DAY / 24, "its store"],
  ["a day", DAY, "its store"],
  ["four days, which GitHub's log does not reach back", 4 * DAY, "its store"],
  ["four days, which GitHub's log does not reach back", 4 * DAY, "an empty store"],
])(
  "after an outage of %s (%d ms) the app, with %s, catches up with everything, once",
  async (_name, outage, store) => {
    await tell(
      async ({
        stage,
        world,
        sandbox,
        repo,
        people,
        tagRelease,
        board,
        say,
        waiting,
        until,
        pass,
        ...told
      }) => {
        const kept = path.join(folder, `outage-${outage}-${store}.sqlite`);
        const databasePath = store === "its store" ? kept : ":memory:";
        await stage.start({ ...world, databasePath });
        tagRelease("5.0.0");
        const first = await board();
        await told.atGates("testpypi", "pypi");
        await told.toDraft();
        say(people.maintainer, "/publish");
        await until("the first board closed", () => first.state === "closed");
        await pass(5 * MINUTE);

        await stop({ stage, pass });
        const asked = repo.comment(first.number, people.maintainer, "/status");
        tagRelease("5.0.1");
        const run = await until("a second run at its gates", () =>
          repo.runs().find((one) => one.headBranch === "v5.0.1" && waiting(one).length === 2),
        );
        await pass(outage);
        const [started, mark] = [told.clock.now(), sandbox.exchanges.length];
        await stage.start({ ...world, databasePath });
        const second = await until("a second board", () =>
          repo.issues().find((issue) => issue.title === "Release v5.0.1"),
        );
        await until("its gates on the board", () => second.body?.includes("has 0 of 1 approval"));
        await until("an answer to the command", () => told.marks(asked).includes("rocket"));
        expect(told.clock.now() - started).toBeLessThan(5 * MINUTE);
        expect(sandbox.exchanges.length - mark).toBeLessThan(200);

        await stop({ stage, pass });
        say(people.maintainer, "/approve pypi");
        await pass(outage);
        await stage.start({ ...world, databasePath });
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await until("a draft with its asset", () =>
          repo.releases().find((one) => one.tag === "v5.0.1" && one.assets.length > 0),
        );
        await pass(60 * MINUTE);

        expect(await told.irreversible()).toEqual([
          "pypi of run 1 approved",
          "pypi of run 2 approved",
          "pypi serves 5.0.0",
          "pypi serves 5.0.1",
          "GitHub release v5.0.0 public",
          "announced",
        ]);
        expect(repo.issues().filter(({ author }) => author.type === "Bot")).toHaveLength(2);
        expect(repo.releases()).toHaveLength(2);
        expect(told.marks(asked)).toEqual(["rocket"]);
        expect(sentAgain({ sandbox }).most).toBe(1);
      },
      { checks: SHORT, started: false },
    );
  },
);
