import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const APP = "release-conductor";
const TWO_APPROVALS = CONFIGURATION.replace("artifacts: [dist] }", "artifacts: [dist], approvals: 2 }");

/** How the app's check run on the tagged commit ended, and what it says. */
function check({ repo }: Told) {
  const sha = repo.runs().at(-1)?.headSha ?? "";
  const { conclusion, output } = repo.checkRuns(sha).find(({ app }) => app.slug === APP) ?? {};
  return { conclusion, title: output?.title };
}

test("a person who closes the board abandons the release, visibly; reopened, it goes on where it was", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, ask, say, waiting, until, pass, writes } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await until("the first approval counted", () => issue.body?.includes("1 of 2: `lstein`"));

      repo.closeIssue(issue.number, people.triager);
      await until("the board says so", () => issue.body?.startsWith("**Abandoned since 2026-11-20 18:0"));
      expect(issue.body).toContain("`dunkeroni` closed this issue, so nothing more is done");
      expect(issue.body).toContain("Click *Reopen issue*");
      expect(issue.body).toMatch(
        /A job of \[a run\]\(\S+\) still waits at gate `pypi`; left alone, it turns red after 30 days/,
      );
      expect(issue.state).toBe("closed");
      await until("the check run says so", () => check(told).conclusion === "neutral");
      expect(check(told).title).toContain("Abandoned.");

      await pass(MINUTE);
      const before = writes().length;
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("confused");
      expect((await ask(people.writer, "/resume")).reply).toContain("Reopen it, then say `/resume` again");
      await pass(60 * MINUTE);
      const since = writes().slice(before);
      expect(since.filter(({ path }) => !/\/(?:reactions|comments)$/.test(path))).toEqual([]);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);

      repo.reopenIssue(issue.number, people.triager);
      await until("the board goes on", () => !issue.body?.includes("Abandoned"));
      expect(issue.body).toContain("1 of 2: `lstein`");
      expect(check(told).conclusion).toBeNull();
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      say(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("is released");
      expect(await told.irreversible()).toEqual([
        "pypi of run 1 approved",
        "pypi serves 5.0.0",
        "GitHub release v5.0.0 public",
        "announced",
      ]);
    },
    { checks: SHORT, configuration: TWO_APPROVALS },
  );
});

test("what is approved before the board is closed counts no more where a rule has changed meanwhile", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, say, waiting, until, pass } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await until("the first approval counted", () => issue.body?.includes("1 of 2: `lstein`"));
      repo.closeIssue(issue.number, people.maintainer);
      await until("the board says so", () => issue.body?.includes("Abandoned"));
      repo.setRole(people.maintainer, "read");
      await pass(MINUTE);
      repo.reopenIssue(issue.number, people.otherMaintainer);
      await until("the board waits anew", () => issue.body?.includes("0 of 2"));
      say(people.otherMaintainer, "/approve pypi");
      await until("the other one counted", () => issue.body?.includes("1 of 2: `blessedcoolant`"));
      expect(waiting(run)).toContain("pypi");
    },
    { checks: SHORT, configuration: TWO_APPROVALS },
  );
});

test("a board that a person closes once everything is done is finished", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, toPublished, board, toDraft, until, pass, ask } = told;
      await stage.start(world);
      const issue = await toPublished("pypi").then(board);
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      await toDraft();
      told.sandbox.faults.intercept(({ when, method, path }) => {
        // The person is quicker than the app by one request.
        if (when === "before" && method === "PATCH" && path.endsWith(`/issues/${issue.number}`)) {
          const isReleased = repo.releases().some(({ draft }) => !draft) && told.discord.messages.length > 0;
          if (isReleased && issue.state === "open") {
            repo.closeIssue(issue.number, people.writer);
          }
        }
        return undefined;
      });
      told.say(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      await until("the end on the board", () => issue.body?.startsWith("**`v5.0.0` is released.**"));
      await pass(20 * MINUTE);
      expect(issue.body).toContain("**`v5.0.0` is released.**");
      expect(issue.state).toBe("closed");
      expect(check(told).conclusion).toBe("success");
      expect((await ask(people.writer, "/resume")).reply).toContain("is complete.");
      expect(issue.state).toBe("closed");
    },
    { checks: SHORT, started: false },
  );
});
