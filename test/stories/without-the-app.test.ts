import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

test("jobs that an admin starts while the app is down are told with their admin, compared, and gone on from", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, tagRelease, board, atGates, ask, until, pass, discord } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await stop(told);
      repo.setRole(people.maintainer, "admin");
      repo.startAllWaitingJobs(run, people.maintainer);
      repo.comment(issue.number, people.otherMaintainer, "/approve pypi");
      await pass(10 * MINUTE);
      expect(run.status).toBe("completed");
      expect(repo.releases()).toEqual([]);

      await stage.start({ ...world, sweepMinutes: 10 });
      await until("a draft", () => repo.releases()[0]?.draft);
      for (const gate of ["pypi", "testpypi"]) {
        await until(`${gate} on the board`, () => issue.body?.includes(`\`${gate}\` serves all 2 files`));
        expect(issue.body).toContain(`Gate \`${gate}\` opened by \`${people.maintainer}\``);
      }
      await until("an answer", () =>
        issue.comments.some(({ body }) => body.includes("`pypi` is open already")),
      );
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(discord.messages).toHaveLength(1);
    },
    { checks: SHORT },
  );
});

test("a job at an environment that nothing guards is not held back; the rest of the release is conducted", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, ask, until, irreversible }) => {
      for (const environment of ["testpypi", "pypi"]) repo.environment(environment, {});
      tagRelease();
      const issue = await board();
      await until("a draft", () => repo.releases()[0]?.draft);
      await until("the comparison", () => issue.body?.includes("`pypi` serves all 2 files"));
      expect(issue.body).toContain("Published by job `publish-pypi`.");
      expect(issue.body).not.toContain("Gate `pypi` opened by");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await irreversible()).not.toContain("pypi of run 1 approved");
    },
    { checks: SHORT },
  );
});
