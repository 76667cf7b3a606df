import { expect } from "vitest";
import { NO_LOG, withoutDeliveryLog } from "../stories/month.ts";
import { pypiWith } from "../stories/policy.ts";
import { MINUTE, type Told } from "../stories/stage.ts";
import { toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { attacked, type Letter, post, SOON } from "./stage.ts";
import { decisions, moment, noApproval, refused, silent } from "./words.ts";

/** GitHub's request for the gate `pypi`, as it came. */
function gateRequest({ sandbox }: Told): Letter {
  const letter = sandbox.deliveries
    .all()
    .findLast(
      ({ event, payload }) => event === "deployment_protection_rule" && payload["environment"] === "pypi",
    );
  if (letter === undefined) {
    throw new Error("GitHub has asked for no gate");
  }
  return letter;
}

/** Guids of letters that are new to the app. */
const guids = (function* () {
  for (let number = 1; ; number += 1) {
    yield `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  }
})();

const forged = (told: Told, payload: Letter["payload"]) =>
  post(told, { ...gateRequest(told), payload, guid: guids.next().value ?? "" });

attack("callback-ssrf", async () => {
  await attacked(async (told) => {
    const { sandbox, people, ask, pass, asked } = told;
    const { run } = await toGates(told);
    await pass(15 * MINUTE);
    const since = await moment(told);
    const right = String(gateRequest(told).payload["deployment_callback_url"]);
    expect(right).toContain(`/actions/runs/${run.id}/deployment_protection_rule`);
    for (const url of [
      "https://evil.example/deployment_protection_rule",
      "http://169.254.169.254/latest/meta-data",
      right.replace("://", "://sandbox.test@evil.example/"),
      right.replace(/\/repos\/[^/]+\/[^/]+/, "/repos/somebody/else"),
      right.replace(String(run.id), "1"),
    ]) {
      expect(url).not.toBe(right);
      expect(
        (await forged(told, { ...gateRequest(told).payload, deployment_callback_url: url })).status,
      ).toBe(200);
      await pass(SOON);
    }
    expect(sandbox.exchanges.length, "it looks again").toBeGreaterThan(since.exchanges);
    await silent(told, since);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(decisions(told).map((one) => one.replace(/^approved .*\/repos/, "…/repos"))).toEqual([
      right.replace(/^.*\/repos/, "…/repos"),
    ]);
    const origin = new URL(sandbox.origin).host;
    expect([...new Set(asked.map((url) => new URL(url).host))]).toEqual([origin]);
    expect(asked.filter((url) => /somebody|\/runs\/1\/|meta-data/.test(url))).toEqual([]);
  });
});

attack("payload-lies", async () => {
  await attacked(async (told) => {
    const { repo, people, ask, pass, waiting } = told;
    const { run } = await toGates(told);
    const sha = repo.commit({ message: "Not tagged", author: { login: people.writer } });
    await pass(15 * MINUTE);
    const since = await moment(told);
    const { payload } = gateRequest(told);
    for (const lie of [
      { sha, deployment: { ...(payload["deployment"] as object), sha } },
      { environment: "testpypi" },
      { environment: "somewhere" },
      { ref: "v9.9.9", deployment: { ...(payload["deployment"] as object), ref: "v9.9.9" } },
      { action: "approved", state: "approved" },
      { event: "schedule" },
    ]) {
      expect((await forged(told, { ...payload, ...lie })).status).toBe(200);
      await pass(SOON);
    }
    await silent(told, since);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
    expect(repo.approvals(run)).toMatchObject([
      { environments: ["pypi"], comment: expect.stringContaining(`for commit ${run.headSha.slice(0, 7)}`) },
    ]);
  });
});

attack("late-matrix-job", async () => {
  for (const between of ["nothing", "a hold"] as const) {
    await attacked(async (told) => {
      const { repo, people, ask, until, waiting, pass } = told;
      const [workflow] = repo.state.workflows;
      // One after the other, more of them than an answer without effect is given.
      const late = Array.from({ length: 4 }, (_, index) => ({
        ...{ name: `publish-more-${index + 1}`, environment: "pypi", seconds: 20 },
        needs: [index === 0 ? "publish-pypi" : `publish-more-${index}`],
      }));
      repo.addWorkflow({ ...workflow, jobs: [...(workflow?.jobs ?? []), ...late] } as never);
      const { run } = await toGates(told);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      if (between === "a hold") {
        expect((await ask(people.triager, "/hold one is enough")).mark).toBe("rocket");
        await until("the late job at the gate", () => waiting(run).includes("pypi"));
        await pass(10 * MINUTE);
        expect(decisions(told)).toHaveLength(1);
        expect(waiting(run)).toContain("pypi");
        expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
      }
      await until("all jobs done", () =>
        repo.jobs(run).some(({ name, conclusion }) => name === late.at(-1)?.name && conclusion === "success"),
      );
      expect(decisions(told).map((one) => one.split(" ")[0])).toEqual(Array(5).fill("approved"));
      expect(repo.approvals(run).map(({ comment }) => comment)).toEqual(
        Array(5).fill(expect.stringContaining("Approved by `lstein` in")),
      );
    });
  }
});

attack("order-skipped", async () => {
  await attacked(
    async (told) => {
      const { people, say, ask, published, until, waiting, pass } = told;
      const { run, issue } = await toGates(told);
      await pass(MINUTE);
      const since = await moment(told);
      say(people.maintainer, "/approve pypi");
      await pass(SOON);
      await refused(told, since, {
        rule: "Gate `pypi` can't open before verify `testpypi`",
        next: "Once that is done, say `/approve pypi` again",
      });
      await ask(people.maintainer, "/approve testpypi");
      await published(run, "testpypi");
      await until("its files compared", () => issue.body?.includes("`testpypi` serves all 2 files"));
      expect(waiting(run)).toEqual(["pypi"]);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { configuration: pypiWith("after: testpypi") },
  );
});

attack("report-budget", async () => {
  const many = Array.from({ length: 60 }, (_, number) => `approver-with-a-long-login-${number}`);
  await attacked(
    async (told) => {
      const { repo, people, say, pass, waiting } = told;
      withoutDeliveryLog(told);
      const { run, issue } = await toGates(told);
      for (let change = 0; change < 6; change += 1) {
        say(people.triager, "/hold");
        say(people.maintainer, "/unhold");
        await pass(2 * MINUTE);
      }
      await says(told, issue, "Gate `pypi` has 0 of 2 approvals");
      await pass(26 * 24 * 60 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      const reports = repo.statusReports(run, "pypi");
      expect(reports).toEqual([
        expect.stringMatching(/^`pypi` waits for 2 approvals by .*say `\/approve pypi` on the board/),
        expect.stringMatching(/^`pypi` still waits, and GitHub ends that 30 days after it began/),
      ]);
      for (const report of reports) {
        expect(report.length).toBeLessThanOrEqual(1024);
      }
      await noApproval(told);
    },
    {
      configuration: pypiWith(`approvals: 2, approvers: { role: admin, users: [${many.join(", ")}] }`),
      refusals: [NO_LOG],
    },
  );
});
