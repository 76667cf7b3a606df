import { expect, test } from "vitest";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { NO_LOG, withoutDeliveryLog } from "./month.ts";
import { pypiWith } from "./policy.ts";
import { MINUTE, START, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Waiting = Told & {
  readonly issue: Issue;
  readonly run: Run;
  /** Goes on to so many days after the tag. */
  day(number: number): Promise<void>;
};

/** A gate with these rules, for as long as nobody opens it. */
async function waited(rules: string, story: (told: Waiting) => Promise<void>, ofAll = ""): Promise<void> {
  await tell(
    async (told) => {
      withoutDeliveryLog(told);
      told.tagRelease();
      const issue = await told.board();
      const run = await told.atGates("testpypi", "pypi");
      const day = (number: number) => told.pass(START + number * DAY - told.clock.now());
      await story({ ...told, issue, run, day });
    },
    { checks: SHORT, configuration: `${pypiWith(rules)}${ofAll}`, sweepMinutes: 24 * 60, refusals: [NO_LOG] },
  );
}

test("people are called by name once, then in ever longer pauses, and nobody to the optional gate", async () => {
  await waited(
    "remind-after: 1d, escalate: [blessedcoolant]",
    async ({ replies, day, pass, waiting, run }) => {
      await day(0.9);
      expect(replies()).toEqual([]);
      await day(1.1);
      const [first] = replies();
      expect(first).toMatch(
        /^@blessedcoolant · Gate `pypi` has been waiting for maintainers since 2026-11-20 18:02 UTC\./,
      );
      expect(first).toContain("`/approve pypi` opens the gate");
      expect(first).toContain("Left alone, the run fails on 2026-12-20 18:02 UTC");
      for (const [number, calls] of [
        [2.9, 1],
        [6.9, 2],
        [14.9, 3],
        [24.9, 4],
      ] as const) {
        await day(number);
        expect(replies(), `after ${number} days`).toHaveLength(calls);
      }
      await pass(5 * HOUR);
      expect(replies()).toHaveLength(5);
      expect(replies().at(-1)).toMatch(
        /^@blessedcoolant · \*\*Gate `pypi` waits no longer than 2026-12-20 18:02 UTC\.\*\*/,
      );
      expect(replies().filter((text) => text.includes("testpypi"))).toEqual([]);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    },
  );
});

test("a held gate waits in peace, and so does one with `never`; both are warned before GitHub ends the waiting", async () => {
  await waited(
    "remind-after: never, escalate: [lstein]",
    async ({ repo, issue, run, day, until, ask, people, atGates, replies }) => {
      expect((await ask(people.triager, "/hold the docs are late")).mark).toBe("rocket");
      await day(24.9);
      expect(replies()).toEqual([]);
      await day(25.2);
      expect(replies()).toEqual([
        expect.stringMatching(
          /^@lstein · \*\*Gate `pypi` waits no longer than .* On hold by `dunkeroni`: “the docs are late”\./,
        ),
      ]);
      await day(31);
      await until("the end told", () => issue.body?.includes("Nobody opened gate `pypi` within 30 days"));
      expect(run.conclusion).toBe("failure");
      expect(issue.body).not.toContain("Gate `pypi` opened");
      expect(issue.body).toContain("so `/retry` can't bring the gate back. Delete the tag with");
      expect(replies()).toHaveLength(1);

      expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
      expect((await ask(people.writer, "/retry")).mark).toBe("confused");
      repo.deleteTag("v5.0.0", people.writer);
      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("testpypi", "pypi");
      expect(issue.body).toContain("Gate `pypi` has 0 of 1 approval");
      expect(issue.body).not.toContain("within 30 days");
    },
    "remind-after: never\n",
  );
});

test("a hold keeps the reminders of the gate back, is called to itself, and they go on after it", async () => {
  await waited("remind-after: 1d", async ({ people, day, replies, ask }) => {
    expect((await ask(people.triager, "/hold the docs are late")).mark).toBe("rocket");
    await day(1.9);
    expect(replies()).toEqual([]);
    await day(2.5);
    expect(replies(), "of the hold itself").toEqual([
      expect.stringContaining("On hold by `dunkeroni`: “the docs are late”.\n\n`/unhold` lets it go on."),
    ]);
    expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
    await day(3.1);
    expect(replies()).toHaveLength(3);
    expect(new Set(replies()).size, "each once").toBe(3);
  });
});

test("a reminder that a crash has cut short is not made twice", async () => {
  await waited("remind-after: 1d", async ({ sandbox, day, replies }) => {
    sandbox.faults.fail({ method: "POST", route: /\/comments$/, when: "after", status: 502, times: 1 });
    await day(1.5);
    expect(replies()).toHaveLength(1);
    await day(2.5);
    expect(replies()).toHaveLength(1);
  });
});
