import { expect, test } from "vitest";
import { createTestWorld, send, sleep, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI/actions/runs";

/** A run whose publish jobs wait at their gates. */
const waiting = async (
  options: Parameters<ReturnType<typeof createTestWorld>["repo"]["environment"]>[1],
  story: (world: Awaited<ReturnType<typeof arrive>>) => Promise<void>,
) => {
  const world = createTestWorld();
  await world.clock.busy(async () => story(await arrive(world, options)));
};

const arrive = async (
  world: ReturnType<typeof createTestWorld>,
  options: Parameters<ReturnType<typeof createTestWorld>["repo"]["environment"]>[1],
) => {
  const { clock, repo, sandbox, installation } = world;
  repo.environment("pypi", options);
  repo.commit({ message: "one", author: { login: "lstein" } });
  const [run] = repo.pushTag("v1.0.0", { by: "lstein" }).runs;
  if (!run) throw new Error("no run");
  await sleep(clock, 160);
  const token = await tokenFor(sandbox, installation.id);
  const rule = (body: object) =>
    send(sandbox, `POST ${R}/${run.id}/deployment_protection_rule`, {
      token,
      body: { environment_name: "pypi", ...body },
    });
  const pending = async (viewer: string = token) =>
    (await send(sandbox, `GET ${R}/${run.id}/pending_deployments`, { token: viewer })).body;
  const states = () => repo.state.deployments.at(-1)?.statuses.map(({ state }) => state);
  const job = () => repo.jobs(run).find(({ name }) => name === "publish-pypi");
  const events = (name: string) => sandbox.deliveries.all().filter(({ event }) => event === name);
  return { ...world, run, token, rule, pending, states, job, events };
};

test("a job at its gate waits, is announced, and starts when the rule approves", async () => {
  await waiting({ rule: "conductor" }, async ({ run, rule, pending, states, job, events, clock, repo }) => {
    expect(run.status).toBe("waiting");
    expect(states()).toEqual(["waiting"]);
    expect(
      (await pending()).map((entry: { environment: { name: string } }) => entry.environment.name),
    ).toEqual(["pypi"]);
    const actions = events("workflow_job").filter(({ payload }) =>
      JSON.stringify(payload).includes("publish-pypi"),
    );
    expect(actions.map(({ action }) => action)).toEqual(["queued", "waiting", "waiting"]);
    const [asked] = events("deployment_protection_rule");
    expect(asked?.payload).toMatchObject({
      environment: "pypi",
      event: "push",
      ref: "v1.0.0",
      sha: run.headSha,
      deployment_callback_url: `http://sandbox.test/github${R}/${run.id}/deployment_protection_rule`,
    });
    expect((await rule({ state: "approved", comment: "by @ebr" })).status).toBe(204);
    expect(await pending()).toEqual([]);
    expect(job()?.status).toBe("in_progress");
    await sleep(clock, 31);
    expect(states()).toEqual(["waiting", "queued", "in_progress", "success"]);
    expect(run.conclusion).toBe("success");
    expect(repo.approvals(run)).toMatchObject([
      { environments: ["pypi"], state: "approved", comment: "by @ebr", by: "conductor[bot]" },
    ]);
  });
});

test("a rejected gate fails its job and the run", async () => {
  await waiting({ rule: "conductor" }, async ({ run, rule, job, states, pending }) => {
    await rule({ state: "rejected", comment: "no" });
    expect(job()?.conclusion).toBe("failure");
    expect(states()?.at(-1)).toBe("failure");
    expect(await pending()).toEqual([]);
    expect(run).toMatchObject({ status: "completed", conclusion: "failure" });
  });
});

test("a run cancelled at its gate waits for nothing any more", async () => {
  await waiting({ rule: "conductor" }, async ({ run, repo, rule, pending, job }) => {
    repo.cancelRun(run);
    expect(job()?.conclusion).toBe("cancelled");
    expect(await pending()).toEqual([]);
    expect((await rule({ state: "approved", comment: "" })).status).toBe(422);
  });
});

test("a decision is final, and nothing pending is refused in GitHub's words", async () => {
  await waiting({ rule: "conductor" }, async ({ rule }) => {
    await rule({ state: "approved", comment: "" });
    const again = await rule({ state: "rejected", comment: "" });
    expect([again.status, again.body.message]).toEqual([
      422,
      "Deployment protection rule has already been reviewed",
    ]);
    const other = await rule({ environment_name: "testpypi", state: "approved", comment: "" });
    expect([other.status, other.body.message]).toEqual([
      422,
      "No pending deployment requests to approve or reject",
    ]);
  });
});

test("a re-run asks the gate anew", async () => {
  await waiting({ rule: "conductor" }, async ({ run, rule, pending, repo, clock, events }) => {
    repo.outcome("publish-pypi", "failure");
    await rule({ state: "approved", comment: "" });
    await sleep(clock, 31);
    repo.rerunFailed(run, "ebr");
    expect(await pending()).toHaveLength(1);
    expect(events("deployment_protection_rule")).toHaveLength(2);
    expect((await rule({ state: "approved", comment: "" })).status).toBe(204);
  });
});

test("rule and reviewers must both pass", async () => {
  await waiting(
    { rule: "conductor", reviewers: ["ebr"] },
    async ({ run, rule, pending, repo, job, events }) => {
      await rule({ state: "approved", comment: "" });
      expect(await pending()).toHaveLength(1);
      expect(job()?.status).toBe("waiting");
      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: "ebr" });
      expect(job()?.status).toBe("in_progress");
      expect(events("deployment_review").map(({ action }) => action)).toEqual(["requested", "approved"]);
    },
  );
});

test("reviews are for listed people, not for oneself where that is prevented, and never for an App", async () => {
  await waiting(
    { reviewers: ["ebr", "lstein"], preventSelfReview: true },
    async ({ run, token, pending, github, sandbox, job }) => {
      const [{ environment }] = await pending();
      const review = (viewer: string) =>
        send(sandbox, `POST ${R}/${run.id}/pending_deployments`, {
          token: viewer,
          body: { environment_ids: [environment.id], state: "approved", comment: "fine" },
        });
      const can = async (login: string) =>
        (await pending(github.userToken("conductor", login)))[0].current_user_can_approve;
      expect((await review(token)).status).toBe(403);
      expect([await can("lstein"), await can("outsider"), await can("ebr")]).toEqual([false, false, true]);
      for (const login of ["lstein", "outsider"]) {
        expect((await review(github.userToken("conductor", login))).status).toBe(422);
      }
      expect((await review(github.userToken("conductor", "ebr"))).status).toBe(200);
      expect(job()?.status).toBe("in_progress");
    },
  );
});

test("an admin starts all waiting jobs and no rule is asked again", async () => {
  await waiting({ rule: "conductor", reviewers: ["ebr"] }, async ({ run, repo, job, events, rule }) => {
    repo.startAllWaitingJobs(run, "lstein");
    expect(job()?.status).toBe("in_progress");
    expect(events("deployment_protection_rule")).toHaveLength(1);
    expect(repo.approvals(run)).toMatchObject([{ state: "approved", by: "lstein" }]);
    expect((await rule({ state: "approved", comment: "" })).status).toBe(422);
  });
  await waiting({ rule: "conductor", adminBypass: false }, async ({ run, repo }) => {
    expect(() => repo.startAllWaitingJobs(run, "lstein")).toThrow("no-pending-deployment");
  });
});

test("a wait timer alone opens by itself", async () => {
  await waiting({ waitTimer: 10 }, async ({ job, clock }) => {
    expect(job()?.status).toBe("waiting");
    await sleep(clock, 600);
    expect(job()?.status).not.toBe("waiting");
  });
});

test("after thirty days without an answer the job fails", async () => {
  await waiting({ rule: "conductor" }, async ({ job, clock, run }) => {
    await sleep(clock, 29 * 86_400);
    expect(run.status).toBe("waiting");
    await sleep(clock, 86_400);
    expect(job()?.conclusion).toBe("failure");
    expect(run.conclusion).toBe("failure");
  });
});

test("status reports are ten at most, of 1024 characters, and decide nothing", async () => {
  await waiting({ rule: "conductor" }, async ({ rule, job, repo, run }) => {
    expect((await rule({ comment: "x".repeat(1025) })).status).toBe(422);
    expect((await rule({})).status).toBe(422);
    for (let n = 1; n <= 10; n += 1) expect((await rule({ comment: `report ${n}` })).status).toBe(204);
    expect((await rule({ comment: "one too many" })).status).toBe(422);
    expect(repo.statusReports(run, "pypi")).toHaveLength(10);
    expect(job()?.status).toBe("waiting");
  });
});

test("jobs of one environment are answered together, and a later one asks again", async () => {
  const world = createTestWorld();
  const { clock, repo, sandbox, installation } = world;
  await clock.busy(async () => {
    repo.environment("pypi", { rule: "conductor" });
    repo.commit({ message: "one", author: { login: "lstein" } });
    const job = (name: string, more: object = {}) => ({ name, environment: "pypi", seconds: 5, ...more });
    repo.addWorkflow({
      path: "x.yml",
      name: "x",
      on: { tags: ["x*"] },
      jobs: [job("a"), job("b"), job("late", { needs: ["a"] })],
    });
    const [run] = repo.pushTag("x1", { by: "lstein" }).runs;
    if (!run) throw new Error("no run");
    const token = await tokenFor(sandbox, installation.id);
    const approve = () =>
      send(sandbox, `POST ${R}/${run.id}/deployment_protection_rule`, {
        token,
        body: { environment_name: "pypi", state: "approved", comment: "" },
      });
    const asked = () =>
      sandbox.deliveries.all().filter(({ event }) => event === "deployment_protection_rule").length;
    expect(asked()).toBe(2);
    expect((await approve()).status).toBe(204);
    expect(run.gates).toEqual([]);
    await sleep(clock, 6);
    expect(asked()).toBe(3);
    expect((await approve()).status).toBe(204);
    await sleep(clock, 6);
    expect(run.conclusion).toBe("success");
  });
});
