import { expect, test } from "vitest";
import type { DOOR } from "../../src/app.ts";
import { type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** From `alone()` on, only the one event still reaches the app. */
type Story = { readonly moves: string; readonly tell: (told: Told, alone: () => void) => Promise<void> };

/** Longer than events of one kind wait for one another, shorter than anything the app looks at by itself. */
const SOON = 30_000;

/** Every event that the app subscribes to has its story. */
const STORIES: { readonly [Event in keyof typeof DOOR]: Story } = {
  push: {
    moves: "a new tag gets its board",
    async tell({ repo, tagRelease, pass }, alone) {
      alone();
      tagRelease("5.0.0");
      await pass(SOON);
      expect(repo.issues()).toMatchObject([{ title: "Release v5.0.0", state: "open" }]);
    },
  },
  delete: {
    moves: "the gates of a deleted tag are shut",
    async tell({ repo, people, tagRelease, board, atGates, pass, waiting }, alone) {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      alone();
      repo.deleteTag("v5.0.0", people.maintainer);
      await pass(SOON);
      expect(waiting(run)).toEqual([]);
      expect(issue.body).toContain("The tag `v5.0.0` is gone.");
    },
  },
  workflow_run: {
    moves: "a run that failed can be retried",
    async tell({ repo, tagRelease, board, until, pass }, alone) {
      repo.outcome("tests", "failure");
      tagRelease();
      const issue = await board();
      alone();
      await until("the run failed", () => repo.runs()[0]?.conclusion === "failure");
      await pass(SOON);
      expect(issue.body).toContain("`/retry` runs the failed ones again.");
    },
  },
  workflow_job: {
    moves: "a failed job shows while others are at work",
    async tell({ repo, tagRelease, board, until, pass }, alone) {
      repo.outcome("tests", "failure");
      tagRelease();
      const issue = await board();
      alone();
      await until("the job failed", () => repo.runs()[0]?.jobs.some((job) => job.conclusion === "failure"));
      await pass(SOON);
      expect(issue.body).toContain("Stopped at checks");
      expect(issue.body).toContain("1 job still at work");
    },
  },
  deployment_review: {
    moves: "a click in GitHub shows as an opened gate",
    async tell({ repo, people, tagRelease, board, atGates, pass }, alone) {
      repo.environment("pypi", { reviewers: [people.maintainer] });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      alone();
      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.maintainer });
      await pass(SOON);
      expect(issue.body).toContain("Gate `pypi` opened by `lstein`");
    },
  },
  deployment_protection_rule: {
    moves: "a gate that is reached waits for people",
    async tell({ tagRelease, board, atGates, pass }, alone) {
      tagRelease();
      const issue = await board();
      alone();
      await atGates("testpypi", "pypi");
      await pass(SOON);
      expect(issue.body).toContain("Waiting for maintainers");
      expect(issue.body).toContain("Gate `pypi` has 0 of 1 approval.");
    },
  },
  deployment_status: {
    moves: "a publication that ended is verified, and the GitHub release drafted",
    async tell({ repo, people, tagRelease, atGates, ask, pass, until }, alone) {
      tagRelease();
      const run = await atGates("testpypi", "pypi");
      await ask(people.maintainer, "/approve pypi");
      alone();
      const publishing = repo.jobs(run).find(({ name }) => name === "publish-pypi");
      await until("it is published", () => publishing?.conclusion === "success");
      expect(repo.releases()).toEqual([]);
      await pass(SOON);
      expect(repo.releases()).toMatchObject([{ draft: true, name: "InvokeAI v5.0.0" }]);
    },
  },
  issue_comment: {
    moves: "an approval opens its gate",
    async tell({ people, tagRelease, atGates, say, pass, waiting }, alone) {
      tagRelease();
      const run = await atGates("testpypi", "pypi");
      alone();
      say(people.maintainer, "/approve pypi");
      await pass(SOON);
      expect(waiting(run)).toEqual(["testpypi"]);
    },
  },
  issues: {
    moves: "a board that was closed by hand and is reopened goes on",
    async tell({ repo, people, tagRelease, board, atGates, pass }, alone) {
      tagRelease();
      const issue = await board();
      repo.closeIssue(issue.number, people.maintainer);
      await atGates("testpypi", "pypi");
      expect(issue.body).not.toContain("Waiting for maintainers");
      alone();
      repo.reopenIssue(issue.number, people.maintainer);
      await pass(SOON);
      expect(issue.body).toContain("Waiting for maintainers");
    },
  },
  release: {
    moves: "a draft that somebody publishes by hand is announced",
    async tell({ repo, people, tagRelease, board, atGates, toDraft, pass, discord }, alone) {
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      alone();
      repo.publishRelease(draft.id, people.maintainer);
      await pass(SOON);
      expect(discord.messages).toHaveLength(1);
      expect(issue.state).toBe("closed");
    },
  },
};

const rows = Object.entries(STORIES).map(([event, story]) => ({ event, ...story }));

test.each(rows)("$event alone moves a release on: $moves", async ({ event, tell: story }) => {
  await tell(
    async (told) => {
      // The sweep at the start is over by then, and the next one is a day away.
      await told.pass(SOON);
      await story(told, () => told.sandbox.deliveries.only([event]));
    },
    { checks: SHORT, sweepMinutes: 24 * 60 },
  );
});
