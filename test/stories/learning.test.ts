import { describe, expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const SMOKE_TESTED = `${CONFIGURATION}smoke-tests: { require: [linux], before: pypi }\n`;

const ACCOUNT = `- 3 h 19 min in all: 3 h 15 min waiting for people, 4 min for machines.
- Longest wait: 1 h for people, gate \`pypi\`.
- Retries: the run again 1 time.
- Failed, and at the same commit did not fail again: \`tests\`. Flaky, or what it depends on was.
- Refused: [\`/approve pypi\`] by \`passerby\` (no right to it).

<details><summary>Where the time went</summary>

| Step | From | Took | Waiting for |
| --- | --- | --- | --- |
| Checks and build | 2026-11-20 18:00 UTC | 3 min | machines |
| Failed jobs, before they were run again | 2026-11-20 18:02 UTC | 40 min | people |
| Smoke tests | 2026-11-20 18:43 UTC | 10 min | people |
| Holds | 2026-11-20 18:53 UTC | 50 min | people |
| Publish \`pypi\` | 2026-11-20 18:53 UTC | 1 h 1 min | people 1 h, machines 1 min |
| Verifying and drafting | 2026-11-20 20:44 UTC | less than a minute | machines |
| GitHub release | 2026-11-20 20:44 UTC | 35 min | people |
| Announce \`ANNOUNCE_DISCORD\` | 2026-11-20 21:19 UTC | less than a minute | machines |

</details>`;

describe("a closed board ends with where the time went, what was done again, and what was refused", () => {
  test.each<[string, (told: Told) => Promise<void>]>([
    ["after an undisturbed life of the app", ({ pass }) => pass(30 * MINUTE)],
    ["after the app went down and lost its store, again and again", restart],
  ])("%s", async (_, halfAnHour) => {
    await tell(
      async (told) => {
        const { repo, people, tagRelease, board, atGates, ask, say, until, pass, waiting } = told;
        repo.outcome("tests", "failure");
        tagRelease("5.0.0");
        const issue = await board();
        await until("the run ended", () => repo.runs().find((one) => one.conclusion === "failure"));
        await halfAnHour(told);
        await pass(10 * MINUTE);
        await ask(people.writer, "/retry");
        const run = await atGates("testpypi", "pypi");
        expect(issue.body).not.toContain("How it went");

        await ask(people.outsider, "/approve pypi");
        await pass(10 * MINUTE);
        await ask(people.triager, "/tested linux ok");
        await ask(people.triager, "/hold the installer crashes");
        await pass(20 * MINUTE);
        await halfAnHour(told);
        await ask(people.maintainer, "/unhold");
        await pass(60 * MINUTE);
        say(people.maintainer, "/approve pypi");
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await until("a draft with its asset", () => repo.releases()[0]?.assets.length === 1);
        await pass(5 * MINUTE);
        await halfAnHour(told);
        await ask(people.maintainer, "/publish");
        await until("the board closed", () => issue.state === "closed");
        expect(howItWent(issue.body)).toBe(ACCOUNT);
      },
      { checks: SHORT, configuration: SMOKE_TESTED },
    );
  });
});

test("the time of earlier attempts is one row, and what the last one took is told by phase", async () => {
  await tell(
    async ({ repo, people, setVersion, tagRelease, board, atGates, ask, until, pass, toDraft }) => {
      tagRelease("5.0.0");
      const issue = await board();
      await atGates("testpypi", "pypi");
      await pass(30 * MINUTE);
      repo.pushTag("v5.0.0", { sha: setVersion("5.0.0", "Fix the installer"), by: people.writer });
      await until("a second run", () => repo.runs()[1]);
      await atGates("testpypi", "pypi");
      await toDraft();
      await pass(MINUTE);
      await ask(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      const account = howItWent(issue.body);
      expect(account).toMatch(
        /^- 3\d min in all: \d+ min waiting for people, \d+ min for machines, 3\d min of earlier/,
      );
      expect(account).toContain("- Retries: 1 earlier attempt.");
      expect(account).toMatch(/\| Earlier attempts \| 2026-11-20 18:00 UTC \| 3\d min \| {2}\|/);
    },
    { checks: SHORT },
  );
});

/** Half an hour in which the app ends and begins anew with an empty store. */
async function restart({ stage, world, clock, pass }: Told): Promise<void> {
  const began = clock.now();
  await stop({ stage, pass });
  await clock.sleepUntil(began + 25 * MINUTE);
  await stage.start(world);
  await clock.sleepUntil(began + 30 * MINUTE);
}

/** The closed board's account of itself, without the addresses. */
function howItWent(body: string | null): string {
  const [, after = ""] = (body ?? "").split("### How it went\n\n");
  return (after.split("\n\nTag `")[0] ?? "").replace(/\]\([^)]+\)/g, "]");
}
