import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect } from "vitest";
import { MINUTE, tell } from "../stories/stage.ts";
import { stop } from "../stories/stop.ts";
import { SHORT } from "../stories/talk.ts";
import { crashedAt, crashPoints } from "../worlds/crash.ts";
import { livedThrough } from "../worlds/lived.ts";
import { scriptOf } from "../worlds/script.ts";
import { calmLife, differences } from "../worlds/world.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, finish } from "./ends.ts";

const folder = mkdtempSync(path.join(tmpdir(), "conductor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a power cut leaves of a SQLite database, at another place. */
function copyOf(database: string): string {
  const copy = `${database}.cut`;
  for (const part of ["", "-wal"].filter((suffix) => existsSync(`${database}${suffix}`))) {
    copyFileSync(`${database}${part}`, `${copy}${part}`);
  }
  return copy;
}

attack("lost-after-202", async () => {
  await tell(
    async (told) => {
      const { sandbox, stage, until, pass } = told;
      const databasePath = path.join(folder, "acknowledged.sqlite");
      await stage.start({ ...told.world, databasePath, sweepMinutes: 24 * 60 });
      const reachable = sandbox.faults.intercept(() => "unreachable");
      told.tagRelease();
      await until("the push acknowledged", () =>
        sandbox.deliveries.all().some(({ event, status }) => event === "push" && status === "delivered"),
      );
      const cut = copyOf(databasePath);
      await stop(told);
      reachable();
      // Neither a sweep nor a webhook says that there is a release: only the store does.
      sandbox.faults.intercept(({ path: asked }) =>
        asked.startsWith("/installation/repositories") ? { status: 503, message: "Unavailable" } : undefined,
      );
      expect(told.repo.issues()).toEqual([]);
      Object.assign(sandbox.github.app(stage.app.slug), {
        deliver: () => Promise.reject(new TypeError("fetch failed")),
      });
      await stage.start({ ...told.world, databasePath: cut, sweepMinutes: 24 * 60 });
      const board = await told.board();
      expect(board.title).toBe("Release v5.0.0");
      await pass(MINUTE);
      expect(told.repo.issues()).toHaveLength(1);
    },
    { checks: SHORT, started: false, refusals: [/ 503$/] },
  );
});

/** Right after these the app is killed; of each the last, so that all that comes before has happened. */
const DEATHS: readonly (readonly [RegExp, "kept" | "lost"])[] = [
  [/POST .*\/issues$/, "lost"],
  [/POST .*\/issues\/1\/comments$/, "kept"],
  [/POST .*\/deployment_protection_rule$/, "lost"],
  [/POST .*\/rerun-failed-jobs$/, "lost"],
  [/POST .*\/releases$/, "kept"],
  [/POST .*\/assets$/, "lost"],
  [/PATCH .*\/releases\/\d+$/, "kept"],
  [/^the post$/, "lost"],
];

attack("restart-anywhere", async () => {
  const { calm, points } = await crashPoints();
  expect(calm.faults).toEqual([]);
  for (const [step, store] of DEATHS) {
    const crashed = await crashedAt(
      points.findLastIndex((point) => step.test(point)),
      store,
      calm,
    );
    expect(crashed.faults, `killed at ${crashed.point}, its database ${store}`).toEqual([]);
  }
});

attack("two-instances", async () => {
  for (const number of [0, 4]) {
    const script = scriptOf(number);
    const alone = await calmLife(script, "both");
    const atOnce = { now: 0, most: 0 };
    const onKept = (call: string) => {
      atOnce.now += call === "queue.take" ? 1 : call === "queue.release" ? -1 : 0;
      atOnce.most = Math.max(atOnce.most, atOnce.now);
    };
    const name = `together ${number}`;
    const together = await livedThrough(script, { name, mode: "both", replicas: 3, onKept });
    expect(atOnce.most).toBe(1);
    expect([...alone.faults, ...together.faults]).toEqual([]);
    expect(differences(together.ending, alone.ending)).toEqual([]);
  }
});

/** The number under which this process has a file open. */
function openAs(file: string): number {
  const found = readdirSync("/proc/self/fd").find((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`) === file;
    } catch {
      return false; // The listing's own, which is closed by now.
    }
  });
  return Number(found);
}

/** Whoever has this number open has that file open from now on, and knows nothing of it. */
function replace(number: number, file: string, flags: "r" | "r+"): void {
  closeSync(number);
  const opened: number[] = [];
  while (opened.at(-1) !== number) {
    opened.push(openSync(file, flags));
  }
  for (const other of opened.slice(0, -1)) {
    closeSync(other);
  }
}

attack("store-broken", async () => {
  await tell(
    async (told) => {
      const { sandbox, stage, world, people, pass } = told;
      const databasePath = path.join(realpathSync(folder), "broken.sqlite");
      writeFileSync(databasePath, "no database ".repeat(4_000));
      await expect(stage.start({ ...world, databasePath })).rejects.toThrow(/not a SQLite database/);
      expect(sandbox.deliveries.all().filter(({ status }) => status === "delivered")).toEqual([]);
      rmSync(databasePath);

      await stage.start({ ...world, databasePath });
      told.tagRelease();
      const board = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      const ready = async () => {
        await sleep(1_100);
        return (await fetch(`${stage.url()}/readyz`)).status;
      };
      expect(await ready()).toBe(200);

      const log = openAs(`${databasePath}-wal`);
      // Takes no write, but reads as before, as on a full disk: what `/dev/full` reads as, zeros, is a damaged file.
      replace(log, `${databasePath}-wal`, "r");
      told.say(people.maintainer, "/approve pypi");
      await pass(3 * MINUTE);
      expect(await ready()).toBe(503);
      const comment = sandbox.deliveries.all().findLast(({ event }) => event === "issue_comment");
      expect(comment?.attempts.map(({ status }) => status)).toContain(500);
      expect(comment?.status).toBe("failed");
      expect(told.waiting(run)).toContain("pypi");
      expect(await told.irreversible()).toEqual([]);

      replace(log, `${databasePath}-wal`, "r+");
      await told.until("the gate open", () => !told.waiting(run).includes("pypi"));
      expect(await ready()).toBe(200);
      await finish(told, board);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, started: false },
  );
});
