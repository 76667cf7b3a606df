import { expect, test } from "vitest";
import { createTestWorld, send, sleep, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI/actions";

const begin = () => {
  const world = createTestWorld();
  world.repo.commit({ message: "one", author: { login: "lstein" } });
  const start = () => {
    const [run] = world.repo.pushTag("v1.0.0", { by: "lstein" }).runs;
    if (!run) throw new Error("the tag started no run");
    return run;
  };
  return { ...world, start };
};

type Named = { name: string; id: number; conclusion: string; run_attempt: number; started_at: string };

test("jobs wait for their needs, unlisted, and the run succeeds with its last job", async () => {
  const { clock, repo, start } = begin();
  await clock.busy(async () => {
    const run = start();
    expect(repo.jobs(run).map(({ name, status }) => `${name} ${status}`)).toEqual([
      "build in_progress",
      "tests in_progress",
    ]);
    await sleep(clock, 121);
    expect(repo.jobs(run).map(({ name, status }) => `${name} ${status}`)).toContain(
      "publish-pypi in_progress",
    );
    await sleep(clock, 31);
    expect(run).toMatchObject({ status: "completed", conclusion: "success" });
    expect(run.updatedAt - run.createdAt).toBe(150_000);
  });
});

test("a failed need skips what depends on it and fails the run", async () => {
  const { clock, repo, start } = begin();
  await clock.busy(async () => {
    repo.outcome("build", "failure");
    const run = start();
    await sleep(clock, 200);
    expect(repo.jobs(run).map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      "build failure",
      "tests success",
      "publish-testpypi skipped",
      "publish-pypi skipped",
    ]);
    expect(run.conclusion).toBe("failure");
  });
});

test("re-running failed jobs carries the others over with new ids and their old times", async () => {
  const { clock, repo, start, sandbox, installation } = begin();
  await clock.busy(async () => {
    repo.outcome("build", "failure");
    const run = start();
    await sleep(clock, 200);
    const token = await tokenFor(sandbox, installation.id);
    const listed = async (filter: string): Promise<Named[]> =>
      (await send(sandbox, `GET ${R}/runs/${run.id}/jobs?filter=${filter}`, { token })).body.jobs;
    const before = await listed("latest");
    expect((await send(sandbox, `POST ${R}/runs/${run.id}/rerun-failed-jobs`, { token })).status).toBe(201);
    await sleep(clock, 200);
    const after = await listed("latest");
    const of = (jobs: Named[], name: string) => jobs.find((job) => job.name === name);
    expect(run).toMatchObject({ attempt: 2, conclusion: "success" });
    expect(run.triggeringActor.login).toBe("conductor[bot]");
    expect(run.actor.login).toBe("lstein");
    expect(of(after, "tests")).toMatchObject({ run_attempt: 2, started_at: of(before, "tests")?.started_at });
    expect(of(after, "tests")?.id).not.toBe(of(before, "tests")?.id);
    expect(after.every((job) => job.conclusion === "success" && job.run_attempt === 2)).toBe(true);
    expect(await listed("all")).toHaveLength(before.length + after.length);
  });
});

test("a run that has ended cannot be cancelled, one that goes on cannot be re-run", async () => {
  const { clock, start, sandbox, installation } = begin();
  await clock.busy(async () => {
    const run = start();
    const token = await tokenFor(sandbox, installation.id);
    expect((await send(sandbox, `POST ${R}/runs/${run.id}/rerun-failed-jobs`, { token })).status).toBe(403);
    expect((await send(sandbox, `POST ${R}/runs/${run.id}/cancel`, { token })).status).toBe(202);
    expect(run).toMatchObject({ status: "completed", conclusion: "cancelled" });
    expect((await send(sandbox, `POST ${R}/runs/${run.id}/cancel`, { token })).status).toBe(409);
    await sleep(clock, 300);
    expect(run.conclusion).toBe("cancelled");
  });
});

test("a cancelled run ends as cancelled, whatever failed in it before", async () => {
  const { clock, repo, start } = begin();
  await clock.busy(async () => {
    repo.outcome("build", "failure");
    const run = start();
    await sleep(clock, 61);
    repo.cancelRun(run);
    expect(repo.jobs(run).map(({ conclusion }) => conclusion)).toContain("failure");
    expect(run.conclusion).toBe("cancelled");
  });
});

test("a manual job runs until it is told to finish, and only then uploads", async () => {
  const { clock, repo } = begin();
  await clock.busy(async () => {
    repo.addWorkflow({
      path: ".github/workflows/release.yml",
      name: "release",
      on: { tags: ["v*"] },
      jobs: [
        {
          name: "build",
          manual: true,
          artifacts: [
            { name: "dist", files: async ({ version }) => ({ [`x-${version}.whl`]: Buffer.from(version) }) },
          ],
        },
        {
          name: "publish",
          needs: ["build"],
          onSuccess: async ({ artifact }) => {
            if (Object.keys(await artifact("dist")).join() === "x-2.0.whl")
              throw new Error("the index said 403");
          },
        },
      ],
    });
    const [run] = repo.pushTag("v2.0", { by: "ebr" }).runs;
    if (!run) throw new Error("no run");
    await sleep(clock, 86_400);
    expect(run.status).toBe("in_progress");
    repo.finishJob(run, "build");
    await sleep(clock, 1);
    expect(run.artifacts.map(({ name }) => name)).toEqual(["dist"]);
    const publish = repo.jobs(run).find(({ name }) => name === "publish");
    expect(publish).toMatchObject({ conclusion: "failure" });
    expect(publish?.log).toContain("##[error]the index said 403");
  });
});

test("an artifact's address works for a minute, without a token, and gives the bytes of its digest", async () => {
  const { clock, start, sandbox, installation } = begin();
  await clock.busy(async () => {
    const run = start();
    await sleep(clock, 100);
    const token = await tokenFor(sandbox, installation.id);
    const listed = await send(sandbox, `GET ${R}/runs/${run.id}/artifacts`, { token });
    const [artifact] = listed.body.artifacts;
    const found = await send(sandbox, `GET ${R}/artifacts/${artifact.id}/zip`, { token });
    expect(found.status).toBe(302);
    const url = found.headers.get("location") ?? "";
    const blob = await sandbox.fetch(new Request(url));
    expect(blob.headers.get("content-type")).toBe("application/zip");
    const bytes = await blob.arrayBuffer();
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    expect(artifact).toMatchObject({ digest: `sha256:${digest}`, size_in_bytes: bytes.byteLength });
    const withToken = await sandbox.fetch(
      new Request(url, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect(withToken.status).toBe(400);
    await sleep(clock, 61);
    expect((await sandbox.fetch(new Request(url))).status).toBe(403);
    for (const made of run.artifacts) made.expired = true;
    expect((await send(sandbox, `GET ${R}/artifacts/${artifact.id}/zip`, { token })).status).toBe(410);
  });
});

test.each([
  ["branch=v1.0.0", 1],
  ["branch=main", 0],
  ["status=in_progress", 1],
  ["status=completed", 0],
  ["event=workflow_dispatch", 0],
  ["created=>=2026-11-01", 1],
  ["created=<2026-11-01", 0],
  ["created=2026-10-01..2026-12-01", 1],
])("runs filtered by %s: %i", async (query, count) => {
  const { start, sandbox, installation } = begin();
  start();
  const token = await tokenFor(sandbox, installation.id);
  const got = await send(sandbox, `GET ${R}/runs?${query}`, { token });
  expect(got.body.total_count).toBe(count);
});

test("a fork's run says whose commit it is, waits at gates, and marks its artifacts", async () => {
  const { clock, repo, sandbox, installation } = begin();
  sandbox.github.createUser("passerby");
  const fork = sandbox.github.createRepository({ owner: "passerby", name: "InvokeAI" });
  await clock.busy(async () => {
    const run = repo.startRun(".github/workflows/release.yml", {
      event: "pull_request_target",
      ref: "refs/heads/v1.0.0",
      sha: repo.head(),
      by: "passerby",
      from: "passerby/InvokeAI",
    });
    await sleep(clock, 121);
    const token = await tokenFor(sandbox, installation.id);
    const { body } = await send(sandbox, `GET ${R}/runs/${run.id}`, { token });
    expect(body).toMatchObject({
      event: "pull_request_target",
      head_branch: "v1.0.0",
      repository: { id: repo.id },
      head_repository: { id: fork.id },
    });
    const { body: artifacts } = await send(sandbox, `GET ${R}/runs/${run.id}/artifacts`, { token });
    expect(artifacts).toMatchObject({ artifacts: [{ workflow_run: { head_repository_id: fork.id } }] });
  });
});
