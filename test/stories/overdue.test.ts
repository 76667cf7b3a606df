import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { changeJob } from "../attacks/workflow.ts";
import { NO_LOG, withoutDeliveryLog } from "./month.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CALLED_SOON = `${CONFIGURATION}remind-after: 6h\n`;

test("a job that no runner takes is told after an hour, though nothing wakes the release, and is over once it begins", async () => {
  await tell(
    async (told) => {
      withoutDeliveryLog(told);
      const { tagRelease, board, atGates, pass, ask, people, replies } = told;
      changeJob(told, "tests", (job) => ({ ...job, queued: 26 * 60 * 60 }));
      tagRelease();
      const issue = await board();
      await pass(58 * MINUTE);
      expect(issue.body).not.toContain("[!WARNING]");
      await pass(3 * MINUTE);
      expect(issue.body).toContain(
        "has not begun since 2026-11-20 18:00 UTC. No runner with `ubuntu-latest` takes it.",
      );
      expect(issue.body).toContain("after 24 hours GitHub ends the job");
      expect((await ask(people.outsider, "/status")).reply).toContain("No runner with `ubuntu-latest`");
      await pass(25 * HOUR);
      await atGates("pypi");
      expect(issue.body).not.toContain("has not begun since");
      expect(replies(), "but for the /status").toHaveLength(1);
    },
    { checks: SHORT, sweepMinutes: 24 * 60, refusals: [NO_LOG] },
  );
});

test("a draft that nobody publishes is told and called to, in ever longer pauses, until somebody does", async () => {
  await tell(
    async (told) => {
      withoutDeliveryLog(told);
      const { tagRelease, board, atGates, toDraft, pass, ask, people, replies, until } = told;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      await pass(15 * MINUTE);
      expect(issue.body).toMatch(
        /^\*\*Waiting for maintainers since 2026-11-20 .*, a reminder comes 2026-11-21 00:/,
      );
      await pass(5 * HOUR);
      expect(replies()).toEqual([]);
      await pass(HOUR);
      expect(replies()).toEqual([expect.stringContaining("The GitHub release is drafted and complete.")]);
      expect(issue.body).toContain("and nobody has published it.");
      await pass(11 * HOUR);
      expect(replies()).toHaveLength(1);
      await pass(DAY + 13 * HOUR);
      expect(replies()).toHaveLength(3);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).not.toContain("[!WARNING]");
      expect(replies()).toHaveLength(3);
    },
    { checks: SHORT, sweepMinutes: 24 * 60, refusals: [NO_LOG], configuration: CALLED_SOON },
  );
});
