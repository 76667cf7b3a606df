import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const folder = mkdtempSync(path.join(tmpdir(), "conductor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["its store", path.join(folder, "store.sqlite")],
  ["an empty store", ":memory:"],
])(
  "an app that goes down again and again, and comes back with %s, does everything once",
  async (_which, databasePath) => {
    await tell(
      async ({
        stage,
        world,
        repo,
        people,
        tagRelease,
        board,
        say,
        marks,
        waiting,
        until,
        pass,
        ...told
      }) => {
        const start = () => stage.start({ ...world, databasePath });
        const restart = async () => {
          await stop({ stage, pass });
          await pass(MINUTE);
          await start();
        };
        await start();
        tagRelease();
        const issue = await board();
        await stop({ stage, pass });
        const run = await until("a run at its gates", () =>
          repo.runs().find((one) => waiting(one).length === 2),
        );
        await start();
        await until("the gates on the board", () => issue.body?.includes("has 0 of 1 approval"));

        await stop({ stage, pass });
        const approval = say(people.maintainer, "/approve pypi");
        await pass(5 * MINUTE);
        expect(waiting(run)).toContain("pypi");
        await start();
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await restart();
        const draft = await until("a draft with its asset", () =>
          repo.releases().find((one) => one.assets.length > 0),
        );
        await restart();
        expect(draft.draft).toBe(true);

        await stop({ stage, pass });
        say(people.otherMaintainer, "/publish");
        await pass(5 * MINUTE);
        await start();
        await until("the board closed", () => issue.state === "closed");
        await restart();
        await pass(30 * MINUTE);

        expect(await told.irreversible()).toEqual([
          "pypi of run 1 approved",
          "pypi serves 5.0.0",
          "GitHub release v5.0.0 public",
          "announced",
        ]);
        expect(marks(approval)).toEqual(["eyes", "rocket"]);
        expect(told.replies()).toEqual([]);
        expect(repo.issues()).toHaveLength(1);
        expect(repo.releases()).toHaveLength(1);
        expect(draft.assets).toHaveLength(1);
        expect(repo.checkRuns(run.headSha).filter(({ app }) => app.slug === stage.app.slug)).toHaveLength(1);
      },
      { checks: SHORT, started: false },
    );
  },
);
