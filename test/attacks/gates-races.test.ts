import { expect } from "vitest";
import { MINUTE, type Told } from "../stories/stage.ts";
import { toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { attacked, SOON } from "./stage.ts";
import { decisions, noApproval } from "./words.ts";

/** Approves `pypi`, and does something right before the app's request of this number is answered. */
async function approving(
  told: Told,
  deed: (about: { readonly method: string; readonly path: string }, number: number) => void,
): Promise<void> {
  const { sandbox, people, say } = told;
  await told.pass(15 * MINUTE);
  let number = 0;
  sandbox.faults.intercept(({ when, method, path }) => {
    if (when === "before") {
      deed({ method, path }, number);
      number += 1;
    }
    return undefined;
  });
  say(people.maintainer, "/approve pypi");
}

/** What the app asks between an approval and its answer for the gate, in order; the answer comes last. */
async function undisturbed(): Promise<readonly string[]> {
  const asked: string[] = [];
  await attacked(async (told) => {
    await toGates(told);
    await approving(told, ({ method, path }) => void asked.push(`${method} ${path}`));
    await told.until("the answer", () => decisions(told).length > 0);
  });
  return asked.slice(0, asked.findIndex((one) => one.endsWith("/deployment_protection_rule")) + 1);
}

attack("approve-and-hold-race", async () => {
  const asked = await undisturbed();
  const last = asked.findLastIndex((one) => /\/issues\/\d+\/comments/.test(one));
  expect(last).toBeGreaterThan(asked.length - 4);
  const held = (told: Told, at: number) =>
    approving(told, (_, number) => {
      if (number === at) {
        told.say(told.people.triager, "/hold the installer crashes");
      }
    });
  for (const at of [0, Math.floor(last / 2), last]) {
    await attacked(async (told) => {
      const { run } = await toGates(told);
      await held(told, at);
      await told.pass(10 * MINUTE);
      await noApproval(told);
      expect(told.waiting(run)).toEqual(["testpypi", "pypi"]);
      expect((await told.ask(told.people.maintainer, "/unhold")).mark).toBe("rocket");
      await told.until("the gate open", () => !told.waiting(run).includes("pypi"));
    });
  }
  await attacked(async (told) => {
    const { run } = await toGates(told);
    await held(told, asked.length - 1);
    await told.until("an answer to the hold", () => told.replies().length > 0);
    expect(told.waiting(run)).toEqual(["testpypi"]);
    expect(told.replies()).toEqual([
      expect.stringMatching(/came too late for gate `pypi`: the job is publishing already\..*`\/cancel`/),
    ]);
    expect((await told.ask(told.people.maintainer, "/cancel")).mark).toBe("rocket");
    await told.pass(10 * MINUTE);
    expect(await told.irreversible()).toEqual(["pypi of run 1 approved", "run 1 cancelled"]);
  });
});

attack("approve-reject-race", async () => {
  for (const order of [
    ["/approve pypi", "/reject pypi it crashes"],
    ["/reject pypi it crashes", "/approve pypi"],
  ] as const) {
    await attacked(async (told) => {
      const { sandbox, people, say, marks, replies, repo, pass } = told;
      const { run } = await toGates(told);
      await pass(15 * MINUTE);
      sandbox.deliveries.hold();
      const comments = order.map((text) =>
        say(text.startsWith("/approve") ? people.maintainer : people.otherMaintainer, text),
      );
      sandbox.deliveries.release();
      await pass(4 * SOON);
      expect(repo.approvals(run)).toMatchObject([{ environments: ["pypi"], state: "rejected" }]);
      expect(decisions(told)).toHaveLength(1);
      const marked = comments.map((one) => [one.body.split(" ")[0], marks(one).at(-1)]);
      expect(Object.fromEntries(marked)).toEqual({ "/approve": "confused", "/reject": "rocket" });
      expect(replies()).toHaveLength(1);
    });
  }
  await attacked(async (told) => {
    const { people, ask, repo } = told;
    const { run } = await toGates(told);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    const late = await ask(people.otherMaintainer, "/reject pypi it crashes");
    expect(late).toEqual({ mark: "confused", reply: expect.stringContaining("Gate `pypi` is not waiting") });
    expect(repo.approvals(run)).toMatchObject([{ state: "approved" }]);
    expect(decisions(told)).toHaveLength(1);
  });
});
