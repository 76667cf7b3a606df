import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("where GitHub wants a reviewer's click, /approve gets the link, and the click is mirrored", async () => {
  await tell(
    async ({ sandbox, repo, people, tagRelease, board, atGates, ask, waiting, until }) => {
      repo.environment("pypi", { reviewers: [people.otherMaintainer] });
      tagRelease();
      const issue = await board();
      const run = await atGates("pypi");
      expect(issue.body).toContain("waits for a reviewer's own click");

      const { mark, reply } = await ask(people.maintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("`blessedcoolant`");
      expect(reply).toContain(`/actions/runs/${run.id}`);
      expect(waiting(run)).toContain("pypi");

      sandbox.deliveries.only(["deployment_review"]);
      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
      await until("the click on the board", () =>
        issue.body?.includes("Gate `pypi` opened by `blessedcoolant`"),
      );
      sandbox.deliveries.only(null);
      await until("a draft", () => repo.releases()[0]);
      expect(repo.approvals(run).map(({ by }) => by)).toEqual([people.otherMaintainer]);
    },
    { checks: SHORT },
  );
});

test("a reviewer's rejection in GitHub stops the release, with who and why", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, until, pass, pypi }) => {
      repo.environment("pypi", { reviewers: [people.otherMaintainer] });
      tagRelease();
      const issue = await board();
      const run = await atGates("pypi");
      const comment = "the wheel has no front end";
      repo.reviewDeployment(run, {
        environment: "pypi",
        state: "rejected",
        by: people.otherMaintainer,
        comment,
      });
      await until("the rejection on the board", () =>
        issue.body?.includes("Gate `pypi` was rejected by `blessedcoolant`"),
      );
      await pass(120_000);

      expect(issue.body).toContain(comment);
      expect(repo.releases()).toEqual([]);
      expect(pypi.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    },
    { checks: SHORT },
  );
});

const BOTH = "release-conductor";

test("a gate with our rule and reviewers needs both: first the comment, then the click", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, say, marks, waiting, until, pass }) => {
      repo.environment("pypi", { rule: BOTH, reviewers: [people.otherMaintainer] });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      const comment = say(people.maintainer, "/approve pypi");
      await until("the rule answered", () => repo.approvals(run).length > 0);
      await pass(30 * 60_000);
      expect(waiting(run)).toContain("pypi");
      expect(marks(comment)).toEqual(["eyes"]);
      expect(repo.approvals(run)).toHaveLength(1);
      expect(issue.body).toContain("waits for a reviewer's own click");

      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
      await until("a draft", () => repo.releases()[0]);
      await pass(10_000);
      expect(marks(comment)).toEqual(["eyes", "rocket"]);
      expect(issue.body).toContain("opened by `lstein` and `blessedcoolant`");
    },
    { checks: SHORT },
  );
});

test("a gate with our rule and reviewers needs both: first the click, then the comment", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, waiting, until, pass }) => {
      repo.environment("pypi", { rule: BOTH, reviewers: [people.otherMaintainer] });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
      await pass(60_000);
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).toContain("Gate `pypi` has 0 of 1 approval");

      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
    },
    { checks: SHORT },
  );
});
