import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { pypiWith } from "../stories/policy.ts";
import { MINUTE, type Told } from "../stories/stage.ts";
import { deaf, firstOfTwo, moveTag, toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { attacked, caught, type Letter, post, SOON } from "./stage.ts";
import { moment, noApproval, refused, silent } from "./words.ts";

attack("moved-tag", async () => {
  await attacked(
    async (told) => {
      const { repo, people, ask, until } = told;
      const { issue, run } = await toGates(told);
      await firstOfTwo(told, issue);
      deaf(told, ["issue_comment.created"]);
      moveTag(told);
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("confused");
      await until("the old gates shut", () => repo.pendingGates(run).length === 0);
      await noApproval(told);
      await told.pass(MINUTE);
      expect(issue.body).toContain("1 earlier attempt: nothing of it counts any more");
      expect(issue.body).toMatch(/`lstein` \| `pypi` \|.*\| The tag moved, or its workflow ran anew\./);
    },
    { configuration: pypiWith("approvals: 2") },
  );
});

/** The tag moves in the moment in which GitHub takes the answer for the gate. */
async function movedInTheWindow(told: Told): Promise<string> {
  const stop = told.sandbox.faults.intercept(({ when, path }) => {
    if (when === "before" && path.endsWith("/deployment_protection_rule")) {
      stop();
      moveTag(told);
    }
    return undefined;
  });
  return (await told.ask(told.people.maintainer, "/approve pypi")).reply;
}

attack("moved-tag-in-the-window", async () => {
  await attacked(async (told) => {
    const { issue, run } = await toGates(told);
    const reply = await movedInTheWindow(told);
    expect(told.repo.approvals(run)).toMatchObject([{ environments: ["pypi"], state: "approved" }]);
    expect(reply).toMatch(/The tag moved while gate `pypi` was being opened.*Click \*Cancel workflow\*/);
    await says(told, issue, "is at work behind gate `pypi`, which was opened before the tag moved");
    expect(issue.body).toMatch(/\[!WARNING\]\n> \*\*tag\*\* · \[An earlier run\]/);
    expect(run.status).toBe("in_progress");
    await told.until("the old run ended", () => run.status === "completed");
    await told.pass(MINUTE);
    expect(issue.body).not.toContain("is at work behind gate");
  });
  await attacked(
    async (told) => {
      const { run } = await toGates(told);
      expect(await movedInTheWindow(told)).toContain("The tag moved while gate `pypi` was being opened");
      await told.until("the old run cancelled", () => run.conclusion === "cancelled");
      await told.pass(5 * MINUTE);
      expect(await told.irreversible()).not.toContain("pypi serves 5.0.0");
    },
    { configuration: `${CONFIGURATION}release: { cancel-superseded: true }\n` },
  );
});

/** Of a deletion and a creation GitHub sends the app these: it is not told of `create`. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

attack("delete-and-recreate", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, people, until, atGates, waiting } = told;
    const { issue, run: first } = await toGates(told);
    let old = first;
    for (const order of ORDERS) {
      sandbox.deliveries.hold();
      repo.deleteTag("v5.0.0", people.writer);
      repo.pushTag("v5.0.0", { by: people.writer });
      const letters = sandbox.deliveries
        .all()
        .filter(({ status, event }) => status === "held" && (event === "push" || event === "delete"));
      expect(letters.map(({ event }) => event)).toEqual(["push", "delete", "push"]);
      sandbox.deliveries.policy((letter) => {
        const place = letters.indexOf(letter);
        return place < 0 ? undefined : { copies: 1, delaySeconds: [20 * (order[place] ?? 0)] };
      });
      sandbox.deliveries.release();
      const run = await atGates("testpypi", "pypi");
      await until("the new attempt on the board", () => issue.body?.includes(`run ${run.id}`));
      expect(run).not.toBe(old);
      expect(waiting(old), `${order}`).toEqual([]);
      expect(issue.body).not.toContain("is gone");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      old = run;
    }
    await noApproval(told);
    expect(repo.issues()).toHaveLength(1);
    expect((await told.ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(repo.approvals(old)).toMatchObject([{ environments: ["pypi"], state: "approved" }]);
  });
});

attack("late-delete", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, people, atGates, waiting, pass } = told;
    await toGates(told);
    const deletion = caught(told, "delete", () => repo.deleteTag("v5.0.0", people.writer));
    const push = sandbox.deliveries.all().findLast(({ event }) => event === "push") as Letter;
    expect(push.payload).toMatchObject({ deleted: true });
    repo.pushTag("v5.0.0", { by: people.writer });
    const run = await atGates("testpypi", "pypi");
    await pass(30 * MINUTE);
    const since = await moment(told);
    for (const letter of [deletion, push]) {
      expect((await post(told, letter)).status).toBe(200);
      await pass(SOON);
    }
    expect(told.sandbox.exchanges.length, "it looks again").toBeGreaterThan(since.exchanges);
    await silent(told, since);
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
  });
});

attack("deleted-while-waiting", async () => {
  await attacked(
    async (told) => {
      const { repo, people, say, until, pass } = told;
      const { issue, run } = await toGates(told);
      await firstOfTwo(told, issue);
      repo.deleteTag("v5.0.0", people.writer);
      await until("the board told", () => issue.body?.includes("The tag `v5.0.0` is gone."));
      await pass(MINUTE);
      expect(issue.body).toContain("**Withdrawn.** The tag `v5.0.0` is gone.");
      expect(told.waiting(run)).toEqual([]);
      const since = await moment(told);
      say(people.otherMaintainer, "/approve pypi");
      await pass(SOON);
      await refused(told, since, {
        rule: "Gate `pypi` is not waiting",
        next: "Once the board shows it waiting, say `/approve pypi` again",
      });
    },
    { configuration: pypiWith("approvals: 2") },
  );
});

attack("superseded-run", async () => {
  await attacked(async (told) => {
    const { repo, people, sandbox, until, pass } = told;
    repo.environment("pypi", { reviewers: [people.otherMaintainer] });
    const { issue, run: old } = await toGates(told);
    const asked = sandbox.deliveries.all().findLast(({ event }) => event === "deployment_protection_rule");
    moveTag(told);
    await until("the rule's gate shut", () => told.waiting(old).join() === "pypi");
    await until("the other told of", () =>
      issue.body?.includes("one click there would publish the old build"),
    );
    expect(issue.body).toMatch(/Click \*Cancel workflow\* at \[that run\]/);
    await told.atGates("testpypi", "pypi");
    await post(told, asked as Letter, { guid: "00000000-0000-4000-8000-000000000001" });
    await pass(MINUTE);
    await noApproval(told);

    repo.reviewDeployment(old, { environment: "pypi", state: "approved", by: people.otherMaintainer });
    await until("the alarm", () => issue.body?.includes("is at work behind gate `pypi`"));
    expect(issue.body).toMatch(/Click \*Cancel workflow\* at \[that run\]\([^)]*\) at once/);
  });
});
