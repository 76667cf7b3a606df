import { expect } from "vitest";
import { NO_LOG, withoutDeliveryLog } from "../stories/month.ts";
import { MINUTE } from "../stories/stage.ts";
import { toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { attacked, SOON } from "./stage.ts";
import { decisions, moment, noApproval, refused } from "./words.ts";

const DAY = 24 * 60 * MINUTE;

attack("double-gate", async () => {
  await attacked(async (told) => {
    const { repo, stage, people, say, marks, waiting, until, pass } = told;
    repo.environment("pypi", { rule: stage.app.slug, reviewers: [people.otherMaintainer] });
    const { issue, run } = await toGates(told);
    expect(issue.body).toContain("Besides, GitHub wants a click of `blessedcoolant`");
    const comment = say(people.maintainer, "/approve pypi");
    await until("our answer", () => repo.approvals(run).length === 1);
    await pass(30 * MINUTE);
    expect(waiting(run)).toContain("pypi");
    expect(marks(comment)).toEqual(["eyes"]);
    expect(issue.body).toContain("Gate `pypi` waits for a reviewer's own click.");
    expect(issue.body).toMatch(/\| `pypi` \| 👤 waiting \|/);
    expect(decisions(told)).toHaveLength(1);
    expect(repo.releases()).toEqual([]);
    repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
    await until("a draft", () => repo.releases()[0]);
    expect(decisions(told)).toHaveLength(1);
  });
});

attack("admin-bypass", async () => {
  await attacked(async (told) => {
    const { repo, people, published, toDraft: _, until, waiting } = told;
    const { issue, run } = await toGates(told);
    repo.startAllWaitingJobs(run, people.maintainer);
    expect(waiting(run)).toEqual([]);
    await published(run, "pypi");
    await until("a draft with its asset", () => repo.releases().find(({ assets }) => assets.length > 0));
    await says(told, issue, "`pypi` serves all 2 files byte for byte as built");
    expect(issue.body).toMatch(/\| `pypi` \| ✅ published \|[^|]*\|[^|]*\| `lstein` \|/);
    expect(decisions(told)).toEqual([]);
    expect(told.replies()).toEqual([]);
  });
});

attack("rule-off", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, stage, people, say, ask, waiting, pass, lines } = told;
    const { issue, run } = await toGates(told);
    repo.environment("pypi");
    await pass(15 * MINUTE);
    const since = await moment(told);
    say(people.maintainer, "/approve pypi");
    await pass(SOON);
    await refused(told, since, {
      rule: /A comment can't open `pypi`: this app is not ticked/,
      who: "where an admin can do it",
      next: /say `\/approve pypi`\. Until then, an admin can start the waiting job on \[the run's page\]/,
    });
    expect(issue.body).toContain("tick this app under");
    const asked = sandbox.exchanges.length;
    await pass(5 * 60 * MINUTE);
    expect(sandbox.exchanges.length - asked, "nobody asks and asks").toBeLessThan(100);
    expect(decisions(told)).toEqual([]);
    expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
    repo.environment("pypi", { rule: stage.app.slug });
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
  });
});

attack("thirty-days", async () => {
  await attacked(
    async (told) => {
      const { people, ask, replies, pass, atGates, repo } = told;
      withoutDeliveryLog(told);
      const { issue, run } = await toGates(told);
      await pass(24 * DAY);
      const reminders = replies().length;
      expect(reminders).toBe(3);
      await pass(2 * DAY);
      expect(replies().at(-1)).toMatch(/^\*\*Gate `pypi` waits no longer than 2026-12-20 18:02 UTC\.\*\*/);
      expect(replies()).toHaveLength(4);
      await pass(5 * DAY);
      expect(run.conclusion).toBe("failure");
      await says(told, issue, "Nobody opened gate `pypi` within 30 days, so GitHub ended");
      expect(issue.body).toContain("**Stopped at publish `pypi`.**");
      expect(replies()).toHaveLength(4);
      await noApproval(told);
      expect((await ask(people.writer, "/retry")).mark).toBe("confused");
      expect(repo.runs()).toHaveLength(1);
      repo.deleteTag("v5.0.0", people.writer);
      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("pypi");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { refusals: [NO_LOG] },
  );
});
