import { expect } from "vitest";
import { pypiWith } from "../stories/policy.ts";
import { MINUTE } from "../stories/stage.ts";
import { firstOfTwo, moveTag, short, toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { attacked, SOON } from "./stage.ts";
import { moment, noApproval, refused } from "./words.ts";

const HOUR = 60 * MINUTE;

attack("stale-approval", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, people, say, until, waiting, pass } = told;
    const { run: old } = await toGates(told);
    // Until nothing but an event makes the app look.
    await pass(15 * MINUTE);
    sandbox.deliveries.hold();
    say(people.maintainer, "/approve pypi");
    await pass(SOON);
    moveTag(told);
    const run = await until("a new run at its gates", () =>
      repo.runs().find((one) => one !== old && waiting(one).length === 2),
    );
    const since = await moment(told);
    sandbox.deliveries.release();
    await pass(4 * SOON);
    await refused(told, since, {
      rule: /Gate `pypi` began to wait at .*only what is said after that is about this build/,
      next: "Say `/approve pypi` again now",
    });
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
  });
});

attack("zombie-approval", async () => {
  await attacked(
    async (told) => {
      const { people, say, ask, until, waiting, pass } = told;
      const { issue, run } = await toGates(told);
      await firstOfTwo(told, issue);
      await pass(13 * HOUR);
      say(people.otherMaintainer, "/approve pypi");
      await says(told, issue, "1 of 2: `blessedcoolant`");
      await pass(MINUTE);
      expect(waiting(run)).toContain("pypi");
      await noApproval(told);
      expect(issue.body).toMatch(/`lstein` \| `pypi` \|.*\| It was said too long ago\./);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { configuration: pypiWith("approvals: 2, approvals-expire: 12h") },
  );
});

attack("wrong-short-sha", async () => {
  await attacked(
    async (told) => {
      const { repo, people, say, ask, waiting, pass } = told;
      const { run, issue } = await toGates(told);
      const [tagged, other] = [
        run.headSha,
        repo.commit({ message: "Later", author: { login: people.writer } }),
      ];
      const right = `/approve pypi ${short(tagged)}`;
      for (const wrong of [
        "abc1234",
        short(other),
        other,
        tagged.slice(0, 6),
        `${tagged}0`,
        tagged.toUpperCase(),
        `${short(tagged)}.`,
        "HEAD",
        "v5.0.0",
      ]) {
        const since = await moment(told);
        say(people.maintainer, `/approve pypi ${wrong}`);
        await pass(SOON);
        await refused(told, since, { rule: `The tag is at \`${short(tagged)}\``, next: `say \`${right}\`` });
      }
      const since = await moment(told);
      say(people.maintainer, "/approve pypi");
      await pass(SOON);
      await refused(told, since, {
        rule: "Gate `pypi` wants the commit named that you mean",
        next: `say \`${right}\``,
      });
      expect(issue.body).toContain(`\`${right}\` opens the gate`);
      expect((await ask(people.maintainer, right)).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { configuration: pypiWith("commit: required") },
  );
});
