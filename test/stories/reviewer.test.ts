import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { LINK, linkAccount } from "./browser.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const APP = "release-conductor";

/** The newest run at its gates, of which `pypi` is guarded like this. */
async function guarded(told: Told, guard: Parameters<Told["repo"]["environment"]>[1]) {
  told.repo.environment("pypi", guard);
  told.tagRelease();
  await told.board();
  return told.atGates("testpypi", "pypi");
}

/** Does something once the app has claimed a comment, before the gate is opened. */
function onceClaimed({ sandbox }: Told, deed: () => void): void {
  const stop = sandbox.faults.intercept(({ when, method, path }) => {
    if (when === "after" && method === "POST" && path.endsWith("/reactions")) {
      stop();
      deed();
    }
    return undefined;
  });
}

test("a reviewer who linked their account opens a reviewers' gate by /approve, and GitHub's record names them", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, until, board } = told;
      await linkAccount(told, people.otherMaintainer);
      const run = await guarded(told, { reviewers: [people.otherMaintainer] });
      expect(await ask(people.otherMaintainer, "/approve pypi")).toEqual({ mark: "rocket", reply: "" });
      expect(repo.approvals(run)).toMatchObject([
        {
          by: people.otherMaintainer,
          state: "approved",
          environments: ["pypi"],
          comment: expect.stringMatching(/^Approved by `blessedcoolant` in .*#issuecomment-\d+, for commit/),
        },
      ]);
      await until("a draft", () => repo.releases()[0]);
      expect((await board()).body).toContain("Gate `pypi` opened by `blessedcoolant`");
    },
    { checks: SHORT },
  );
});

test("a reviewer who has not linked gets the link, links, says it again, and the gate opens", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass, waiting } = told;
      const run = await guarded(told, { reviewers: [people.otherMaintainer] });
      const { mark, reply } = await ask(people.otherMaintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain(
        `If you are one of them: [link your account](${LINK}), then say \`/approve pypi\` again, and the app clicks in your name.`,
      );
      expect((await linkAccount(told, people.otherMaintainer)).status).toBe(200);
      await pass(10 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      expect(repo.approvals(run).map(({ by }) => by)).toEqual([people.otherMaintainer]);
    },
    { checks: SHORT },
  );
});

test("a maintainer who is no reviewer is told who the reviewers are, linked or not", async () => {
  await tell(
    async (told) => {
      const { people, ask, waiting, irreversible } = told;
      const run = await guarded(told, { reviewers: [people.otherMaintainer, people.writer] });
      for (const isLinked of [false, true]) {
        if (isLinked) await linkAccount(told, people.maintainer);
        const { mark, reply } = await ask(people.maintainer, "/approve pypi");
        expect(mark).toBe("confused");
        expect(reply).toContain(
          "wants the click of a reviewer for `pypi`: `blessedcoolant` and `psychedelicious`",
        );
        expect(reply).toContain(`/actions/runs/${run.id}`);
        expect(reply.includes(LINK)).toBe(!isLinked);
      }
      expect(waiting(run)).toContain("pypi");
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});

const TWO = CONFIGURATION.replace("pypi: { index: pypi,", "pypi: { approvals: 2, index: pypi,");

test("rule and reviewers on one gate: the rule answers by quorum, the review is in the approver's name, both are needed", async () => {
  await tell(
    async (told) => {
      const { repo, people, say, marks, pass, until, waiting } = told;
      await linkAccount(told, people.otherMaintainer);
      const run = await guarded(told, { rule: APP, reviewers: [people.otherMaintainer] });
      const first = say(people.otherMaintainer, "/approve pypi");
      await pass(5 * MINUTE);
      expect(repo.approvals(run)).toEqual([]);
      expect(marks(first)).toEqual(["eyes"]);
      const second = say(people.maintainer, "/approve pypi");
      await until("both marked", () => marks(first).includes("rocket") && marks(second).includes("rocket"));
      expect(repo.approvals(run)).toMatchObject([
        {
          by: `${APP}[bot]`,
          state: "approved",
          comment: expect.stringContaining("`blessedcoolant` and `lstein`"),
        },
        {
          by: people.otherMaintainer,
          state: "approved",
          comment: expect.stringContaining("`blessedcoolant` and"),
        },
      ]);
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration: TWO },
  );
});

test("rule and reviewers on one gate: without a linked reviewer among those who approve it stays shut", async () => {
  await tell(
    async (told) => {
      const { repo, people, say, marks, board, pass, until, waiting } = told;
      await linkAccount(told, people.maintainer);
      await linkAccount(told, people.otherMaintainer);
      const run = await guarded(told, { rule: APP, reviewers: [people.otherMaintainer] });
      const first = say(people.maintainer, "/approve pypi");
      await until("the rule answered", () => repo.approvals(run).length > 0);
      await pass(30 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      expect(marks(first)).toEqual(["eyes"]);
      expect((await board()).body).toContain("waits for a reviewer's own click");

      say(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect(repo.approvals(run).map(({ by }) => by)).toEqual([`${APP}[bot]`, people.otherMaintainer]);
    },
    { checks: SHORT },
  );
});

const NOTHING_PENDING = "No pending deployment requests to approve or reject";

test("where GitHub prevents self-review the gate stays shut, and the board says who has to click", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, board, atGates, ask, pass, until, waiting, sandbox } = told;
      const reviewers = [people.otherMaintainer, people.maintainer];
      repo.environment("pypi", { reviewers, preventSelfReview: true });
      await linkAccount(told, people.otherMaintainer);
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.otherMaintainer });
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      const own = await ask(people.otherMaintainer, "/approve pypi");
      expect(own.mark).toBe("confused");
      expect(own.reply).toContain("`blessedcoolant` and `lstein`");
      await pass(10 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).toMatch(
        /^\*\*Waiting for `blessedcoolant` and `lstein` since .*\*\* Gate `pypi` waits for a reviewer's own click/m,
      );
      expect(
        sandbox.exchanges.filter(
          ({ method, path }) => method === "POST" && path.endsWith("/pending_deployments"),
        ),
      ).toEqual([]);

      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.maintainer });
      await until("the click on the board", () => issue.body?.includes("Gate `pypi` opened by `lstein`"));
    },
    { checks: SHORT },
  );
});

test("GitHub's answer that nothing is pending is never read as an open gate", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, say, marks, board, pass, until, waiting } = told;
      await linkAccount(told, people.otherMaintainer);
      const run = await guarded(told, { reviewers: [people.otherMaintainer] });
      const stop = sandbox.faults.intercept(({ when, method, path }) =>
        when === "before" && method === "POST" && path.endsWith("/pending_deployments")
          ? { status: 422, message: NOTHING_PENDING }
          : undefined,
      );
      const comment = say(people.otherMaintainer, "/approve pypi");
      await pass(60 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      expect(marks(comment)).toEqual(["eyes"]);
      expect(repo.releases()).toEqual([]);
      const { body } = await board();
      expect(body).not.toContain("Gate `pypi` opened");
      expect(body).toContain("**Waiting for `blessedcoolant`");
      expect(body).toContain("Gate `pypi` waits for a reviewer's own click");
      const tries = sandbox.exchanges.filter(({ status }) => status === 422);
      expect(tries).toHaveLength(3);

      stop();
      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
      await until("the mark", () => marks(comment).includes("rocket"));
    },
    { checks: SHORT, refusals: [/ 422$/] },
  );
});

test("a linked reviewer's /reject shuts a reviewers' gate in their name", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, until, board, irreversible } = told;
      await linkAccount(told, people.otherMaintainer);
      const run = await guarded(told, { reviewers: [people.otherMaintainer] });
      const other = await ask(people.maintainer, "/reject pypi the wheel is empty");
      expect(other.mark).toBe("confused");
      expect(other.reply).toContain("the click of a reviewer for `pypi`: `blessedcoolant`");
      expect((await ask(people.otherMaintainer, "/reject pypi the wheel is empty")).mark).toBe("rocket");
      expect(repo.approvals(run)).toMatchObject([
        {
          by: people.otherMaintainer,
          state: "rejected",
          comment: expect.stringContaining("the wheel is empty"),
        },
      ]);
      const issue = await board();
      await until("the board told", () =>
        issue.body?.includes("Gate `pypi` was rejected by `blessedcoolant`"),
      );
      expect(await irreversible()).toEqual(["pypi of run 1 rejected"]);
    },
    { checks: SHORT },
  );
});

test.each(["told", "not told"])(
  "a link that is revoked between /approve and the look again opens nothing (the app is %s)",
  async (how) => {
    await tell(
      async (told) => {
        const { sandbox, stage, repo, people, say, marks, pass, replies, waiting } = told;
        await linkAccount(told, people.otherMaintainer);
        const run = await guarded(told, { reviewers: [people.otherMaintainer] });
        onceClaimed(told, () => {
          sandbox.deliveries.policy(({ event }) =>
            how === "not told" && event === "github_app_authorization"
              ? { copies: 0, delaySeconds: [] }
              : undefined,
          );
          sandbox.github.revokeAuthorization(stage.app.slug, people.otherMaintainer);
        });
        const comment = say(people.otherMaintainer, "/approve pypi");
        await pass(10 * MINUTE);
        expect(waiting(run)).toContain("pypi");
        expect(repo.approvals(run)).toEqual([]);
        expect(marks(comment)).toEqual(["eyes", "confused"]);
        expect(replies()).toEqual([expect.stringContaining(LINK)]);
      },
      { checks: SHORT, refusals: [/ 401$/] },
    );
  },
);
