import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const SMOKE_TESTED = `${CONFIGURATION}smoke-tests: { require: [linux], before: pypi }\n`;

/** The closed board's account of itself. */
function howItWent(body: string | null): string {
  const [, after = ""] = (body ?? "").split("### How it went\n\n");
  return (after.split("\n\nTag `")[0] ?? "").replace(/\]\([^)]+\)/g, "]");
}

test("a closed board ends with where the time went, what was done again, and what was refused", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, say, until, pass, waiting }) => {
      repo.outcome("tests", "failure");
      tagRelease("5.0.0");
      const issue = await board();
      await until("the run ended", () => repo.runs().find((one) => one.conclusion === "failure"));
      await pass(20 * MINUTE);
      await ask(people.writer, "/retry");
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).not.toContain("How it went");

      await ask(people.outsider, "/approve pypi");
      await pass(10 * MINUTE);
      await ask(people.triager, "/tested linux ok");
      await ask(people.triager, "/hold the installer crashes");
      await pass(30 * MINUTE);
      await ask(people.maintainer, "/unhold");
      await pass(60 * MINUTE);
      say(people.maintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await until("a draft with its asset", () => repo.releases()[0]?.assets.length === 1);
      await pass(15 * MINUTE);
      await ask(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      expect(howItWent(issue.body)).toMatchInlineSnapshot(`
        "- 2 h 19 min in all: 2 h 15 min waiting for people, 4 min for machines.
        - Longest wait: 1 h for people, gate \`pypi\`. Nobody was reminded in that time: \`remind-after\` of this gate is 2 days; a shorter one calls people earlier.
        - Retries: the run again 1 time.
        - Failed, and at the same commit did not fail again: \`tests\`. Flaky, or what it depends on was.
        - Refused: [\`/approve pypi\`] by \`passerby\` (no right to it).

        <details><summary>Time by phase</summary>

        | Phase | From | Took | Waiting for |
        | --- | --- | --- | --- |
        | Checks and build | 2026-11-20 18:00 UTC | 3 min | machines |
        | Failed jobs, before they were run again | 2026-11-20 18:02 UTC | 20 min | people |
        | Smoke tests | 2026-11-20 18:23 UTC | 10 min | people |
        | Holds | 2026-11-20 18:33 UTC | 30 min | people |
        | Publish \`pypi\` | 2026-11-20 18:33 UTC | 1 h 1 min | people 1 h, machines 1 min |
        | Verifying and drafting | 2026-11-20 20:04 UTC | less than a minute | machines |
        | GitHub release | 2026-11-20 20:04 UTC | 15 min | people |
        | Announce \`ANNOUNCE_DISCORD\` | 2026-11-20 20:19 UTC | less than a minute | machines |

        </details>"
      `);
    },
    { checks: SHORT, configuration: SMOKE_TESTED },
  );
});
