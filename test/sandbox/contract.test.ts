import { expect, test } from "vitest";
import { ROUTES } from "../../src/sandbox/rest/table.ts";
import { checkExchange } from "../contract/exchange.ts";
import { checkWebhook } from "../contract/webhook.ts";
import { createTestWorld, jwt, send, sleep, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI";
const ANNOTATION = { path: "v.py", start_line: 1, end_line: 1, annotation_level: "failure", message: "2?" };

const tell = async () => {
  const world = createTestWorld();
  const { clock, sandbox, repo, installation, github } = world;
  await clock.busy(async () => {
    repo.environment("testpypi", { rule: "conductor", reviewers: ["lstein"], waitTimer: 1 });
    repo.environment("pypi", { rule: "conductor", policy: { tags: ["v*"], branches: ["main"] } });
    const ruleset = repo.addRuleset({ name: "Releases", include: ["refs/tags/v*"], rules: ["deletion"] });
    repo.addDiscussionCategory("Announcements");
    repo.addMilestone("1.0");
    github.team("invoke-ai", "release-managers", { lstein: "active" });
    repo.addLabel("release");
    const first = repo.commit({
      message: "Begin",
      author: { login: "lstein" },
      files: { "v.py": "1", "d/x": "x" },
    });
    repo.pushTag("v0.9.0", { by: "lstein" });
    await sleep(clock, 400);
    repo.createRelease({ tag: "v0.9.0", by: "lstein", name: "v0.9.0" });
    const second = repo.commit({
      message: "Feature (#7)",
      author: { login: "outsider" },
      coAuthors: [{ name: "Eve", email: "eve@example.com" }],
      files: { "v.py": "2" },
    });
    repo.pullRequest({
      number: 7,
      title: "Feature",
      author: "outsider",
      commits: [second],
      mergedAt: clock.now(),
      labels: ["release"],
      milestone: "1.0",
    });
    const { runs } = repo.pushTag("v1.0.0", { by: "lstein", annotated: { message: "v1.0.0" } });
    const run = runs[0];
    if (!run) throw new Error("no run");
    await sleep(clock, 200);
    const token = await tokenFor(sandbox, installation.id, { repository_ids: [repo.id] });
    const get = (path: string) => send(sandbox, `GET ${path}`, { token });
    const write = (request: string, body: unknown) => send(sandbox, request, { token, body });
    for (const path of [
      "/app",
      "/app/installations",
      `/app/installations/${installation.id}`,
      `${R}/installation`,
    ]) {
      await send(sandbox, `GET ${path}`, { token: jwt() });
    }
    const tag = repo.state.refs.get("refs/tags/v1.0.0");
    const jobs = repo.jobs(run);
    for (const path of [
      "/installation/repositories",
      R,
      `${R}/contents/d%2Fx`,
      `${R}/contents/nothing`,
      `${R}/contents/d`,
      `${R}/commits?per_page=1`,
      `${R}/commits/v1.0.0`,
      `${R}/git/ref/tags%2Fv1.0.0`,
      `${R}/git/tags/${tag}`,
      `${R}/git/matching-refs/tags/v`,
      `${R}/compare/${first}...v1.0.0`,
      `${R}/actions/runs?branch=v1.0.0&event=push`,
      `${R}/actions/runs/${run.id}`,
      `${R}/actions/runs/${run.id}/jobs?filter=all`,
      `${R}/actions/runs/${run.id}/pending_deployments`,
      `${R}/actions/runs/${run.id}/artifacts`,
      `${R}/actions/artifacts/${run.artifacts[0]?.id}/zip`,
      `${R}/actions/jobs/${jobs[0]?.id}/logs`,
      `${R}/environments/testpypi`,
      `${R}/environments/testpypi/deployment_protection_rules`,
      `${R}/environments/pypi`,
      `${R}/environments/pypi/deployment-branch-policies`,
      `${R}/rulesets?targets=tag`,
      `${R}/rulesets/${ruleset.id}`,
      `${R}/labels`,
      "/orgs/invoke-ai/installations",
      `${R}/deployments?environment=pypi`,
      `${R}/issues?state=all&milestone=1`,
      `${R}/collaborators`,
      `${R}/collaborators/ebr/permission`,
      `${R}/milestones`,
      `${R}/tags`,
      "/users/lstein",
      "/orgs/invoke-ai/teams/release-managers/memberships/lstein",
      "/orgs/invoke-ai/teams/release-managers/members",
    ])
      await get(path);
    await write(`POST ${R}/actions/runs/${run.id}/deployment_protection_rule`, {
      environment_name: "pypi",
      comment: "waiting",
    });
    await write(`POST ${R}/actions/runs/${run.id}/deployment_protection_rule`, {
      environment_name: "testpypi",
      state: "approved",
      comment: "",
    });
    await write(`POST ${R}/actions/runs/${run.id}/deployment_protection_rule`, {
      environment_name: "pypi",
      state: "rejected",
      comment: "no",
    });
    await write(`POST ${R}/actions/runs/${run.id}/deployment_protection_rule`, {
      environment_name: "pypi",
      state: "rejected",
      comment: "no",
    });
    await write(`POST ${R}/actions/runs/${run.id}/pending_deployments`, {
      environment_ids: [1],
      state: "approved",
      comment: "",
    });
    const reviewer = github.userToken("conductor", "lstein");
    expect((await send(sandbox, "GET /user", { token: reviewer })).body.login).toBe("lstein");
    const pending = await send(sandbox, `GET ${R}/actions/runs/${run.id}/pending_deployments`, {
      token: reviewer,
    });
    expect(pending.body[0].current_user_can_approve).toBe(true);
    await send(sandbox, `POST ${R}/actions/runs/${run.id}/pending_deployments`, {
      token: reviewer,
      body: { environment_ids: [pending.body[0].environment.id], state: "approved", comment: "fine" },
    });
    await sleep(clock, 100);
    expect(run.conclusion).toBe("failure");
    const deployments = await get(`${R}/deployments`);
    for (const { id } of deployments.body) await get(`${R}/deployments/${id}/statuses`);
    await get(`${R}/actions/runs/${run.id}/approvals`);
    await write(`POST ${R}/actions/runs/${run.id}/rerun-failed-jobs`, undefined);
    await sleep(clock, 10);
    await write(`POST ${R}/actions/runs/${run.id}/cancel`, undefined);
    await write(`POST ${R}/actions/runs/${run.id}/cancel`, undefined);
    repo.addWorkflow({
      path: ".github/workflows/build.yml",
      name: "build",
      on: { dispatch: true },
      jobs: [{ name: "build", seconds: 1 }],
    });
    for (const [workflow, ref] of [
      ["build.yml", "main"],
      ["build.yml", "refs/tags/v1.0.0"],
      ["build.yml", "nowhere"],
      ["release.yml", "main"],
      ["nothing.yml", "main"],
    ]) {
      await write(`POST ${R}/actions/workflows/${workflow}/dispatches`, { ref, return_run_details: true });
    }
    const issue = await write(`POST ${R}/issues`, {
      title: "Release v1.0.0",
      body: "b",
      labels: ["release"],
    });
    const n = issue.body.number;
    await write(`PATCH ${R}/issues/${n}`, { body: "c", state: "closed" });
    repo.reopenIssue(n, "ebr");
    const said = repo.comment(n, "ebr", "/approve pypi");
    const other = await write(`POST ${R}/issues/${n}/comments`, { body: "hello" });
    await write(`PATCH ${R}/issues/comments/${other.body.id}`, { body: "hello again" });
    await write(`POST ${R}/issues/comments/${said.id}/reactions`, { content: "eyes" });
    await write(`POST ${R}/issues/comments/${said.id}/reactions`, { content: "eyes" });
    repo.editComment(said.id, "/approve testpypi", "lstein");
    for (const path of [
      `${R}/issues/comments/${said.id}/reactions`,
      `${R}/issues/${n}`,
      `${R}/issues/7`,
      `${R}/issues/${n}/comments`,
    ])
      await get(path);
    repo.deleteComment(said.id, "ebr");
    const check = await write(`POST ${R}/check-runs`, {
      name: "release",
      head_sha: second,
      status: "in_progress",
      external_id: "k",
    });
    await write(`PATCH ${R}/check-runs/${check.body.id}`, {
      status: "completed",
      conclusion: "neutral",
      output: { title: "t", summary: "s", annotations: [ANNOTATION] },
      actions: [{ label: "Do", description: "it", identifier: "do" }],
    });
    repo.requestAction(check.body.id, "do", "ebr");
    await get(`${R}/commits/${second}/check-runs`);
    await write(`POST ${R}/releases/generate-notes`, { tag_name: "v1.0.0", previous_tag_name: "v0.9.0" });
    const draft = await write(`POST ${R}/releases`, { tag_name: "v1.0.0", draft: true, body: "notes" });
    await send(sandbox, `POST ${draft.body.upload_url.replace("{?name,label}", "?name=a%20b.zip")}`, {
      token,
      body: "bytes",
    });
    const assets = await get(`${R}/releases/${draft.body.id}/assets`);
    await get(`${R}/releases`);
    await get(`${R}/releases/latest`);
    await get(`${R}/releases/tags/v1.0.0`);
    await write(`PATCH ${R}/releases/${draft.body.id}`, { body: "more" });
    await write(`PATCH ${R}/releases/${draft.body.id}`, {
      draft: false,
      make_latest: "true",
      discussion_category_name: "Announcements",
    });
    await get(`${R}/releases/latest`);
    await get(`${R}/releases/tags/v1.0.0`);
    await send(sandbox, `DELETE ${R}/releases/assets/${assets.body[0].id}`, { token });
    await get(`${R}/releases/${draft.body.id}`);
    repo.deleteTag("v1.0.0", "lstein");
    repo.commit({ branch: "side", message: "Aside", author: { login: "lstein" }, parents: [second] });
    repo.deleteBranch("side", "lstein");
    await send(sandbox, `DELETE ${R}/releases/${draft.body.id}`, { token });
    repo.lockIssue(n, "ebr");
    repo.deleteIssue(n, "lstein");
    await sandbox.deliveries.settled();
  });
  return world;
};

test("a whole release answers and sends nothing that GitHub does not describe", {
  timeout: 60_000,
}, async () => {
  const { sandbox } = await tell();
  const faults = [
    ...sandbox.exchanges.flatMap((exchange) =>
      exchange.status === null ? [] : checkExchange({ ...exchange, status: exchange.status }, "excused"),
    ),
    ...sandbox.deliveries
      .all()
      .flatMap(({ event, payload }) => checkWebhook(event, JSON.parse(JSON.stringify(payload)))),
  ];
  expect([...new Set(faults)]).toEqual([]);
  expect(sandbox.unknownRequests).toEqual([]);
  expect(sandbox.deliveries.all().filter(({ status }) => status !== "delivered")).toEqual([]);
});

test("what owners, admins and reviewers do is told as GitHub describes it", { timeout: 60_000 }, async () => {
  const { sandbox, github, repo, installation, clock } = createTestWorld();
  await clock.busy(async () => {
    github.createRepository({ owner: "invoke-ai", name: "other" });
    const issue = repo.openIssue({ title: "goes", by: "ebr" });
    repo.editIssue(issue.number, { title: "went", body: "away" }, "ebr");
    repo.transferIssue(issue.number, "invoke-ai/other", "lstein");
    repo.commit({ message: "one", author: { name: "Nobody" }, files: { a: "1" } });
    repo.commit({ branch: "side", message: "two", author: { login: "ebr" }, removes: ["a"] });
    repo.environment("pypi", { rule: "conductor", reviewers: ["ebr"] });
    repo.environment("testpypi", { reviewers: ["ebr"] });
    const [run] = repo.pushTag("v1.0.0", { by: "lstein" }).runs;
    if (!run) throw new Error("no run");
    await sleep(clock, 200);
    repo.reviewDeployment(run, { environment: "testpypi", state: "rejected", by: "ebr", comment: "no" });
    repo.startAllWaitingJobs(run, "lstein");
    await sleep(clock, 100);
    repo.rerunAll(run, "ebr");
    repo.cancelRun(run);
    repo.deleteTag("v1.0.0", "lstein");
    github.grantPermission(installation.id, "attestations", "read");
    github.suspend(installation.id);
    github.unsuspend(installation.id);
    github.uninstall(installation.id);
    await sleep(clock, 1);
  });
  const told = sandbox.deliveries
    .all()
    .map(({ event, payload }) => ({ event, payload: JSON.parse(JSON.stringify(payload)) }));
  expect([...new Set(told.flatMap(({ event, payload }) => checkWebhook(event, payload)))]).toEqual([]);
  const names = new Set(told.map(({ event, payload }) => `${event}.${payload.action ?? ""}`));
  for (const name of [
    "issues.transferred",
    "deployment_review.rejected",
    "installation.suspend",
    "installation.deleted",
  ]) {
    expect(names).toContain(name);
  }
});

test("every route of the sandbox is called by the story of a whole release, and none answers a fault of its own", {
  timeout: 60_000,
}, async () => {
  const { sandbox } = await tell();
  const called = new Set(sandbox.exchanges.map(({ method, route }) => `${method} ${route}`));
  const routes = ROUTES.map(({ method, path }) => `${method} ${path}`);
  expect(routes.filter((route) => !called.has(route))).toEqual([]);
  expect(sandbox.exchanges.filter(({ status }) => status === null || status >= 500)).toEqual([]);
});
