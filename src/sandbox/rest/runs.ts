import { resolveCommit } from "../github/history.ts";
import { logText } from "../github/job-logs.ts";
import { refuse } from "../github/refused.ts";
import type { Repository } from "../github/repository.ts";
import { cancelRun, rerunFailed } from "../github/reruns.ts";
import { dispatchWorkflow, jobsOf, type Run, runOf } from "../github/runs.ts";
import { artifactShape, jobShape, runHtml, runShape } from "../shapes/run.ts";
import { repoApi } from "../shapes/urls.ts";
import { type Answer, noContent, ok, redirect } from "./answer.ts";
import { flag, text } from "./fields.ts";
import { pageOf } from "./page.ts";
import { READERS, type RepositoryAsk, type Route } from "./route.ts";

export const runOfAsk = (ask: RepositoryAsk): Run => runOf(ask.repository, Number(ask.params["run_id"]));

/** GitHub's date filter: `2026-01-01`, `>=…`, `<…`, `A..B`, `A..*`. */
const within = (range: string, at: number): boolean => {
  const [from, to] = range.split("..");
  if (to !== undefined) {
    return (from === "*" || at >= Date.parse(from ?? "")) && (to === "*" || at <= Date.parse(to));
  }
  const [, sign, date] = /^([<>]=?)?(.*)$/.exec(range) ?? [];
  const moment = Date.parse(date ?? "");
  switch (sign) {
    case ">":
      return at > moment;
    case ">=":
      return at >= moment;
    case "<":
      return at < moment;
    case "<=":
      return at <= moment;
    default:
      return new Date(at).toISOString().startsWith(date ?? "");
  }
};

const FILTERS: Readonly<Record<string, (run: Run, value: string) => boolean>> = {
  branch: (run, value) => run.headBranch === value,
  event: (run, value) => run.event === value,
  status: (run, value) => run.status === value || run.conclusion === value,
  head_sha: (run, value) => run.headSha === value,
  created: (run, value) => within(value, run.createdAt),
  actor: (run, value) => run.actor.login === value,
};

/** GitHub finds at most this many runs when it filters (docs: list workflow runs for a repository). */
const MOST_RUNS = 1000;

const listRuns = (ask: RepositoryAsk): Answer => {
  const wanted = Object.entries(FILTERS).flatMap(([name, passes]) => {
    const value = ask.url.searchParams.get(name);
    return value === null ? [] : [(run: Run) => passes(run, value)];
  });
  const all = ask.repository.runs.filter((run) => wanted.every((passes) => passes(run))).reverse();
  const page = pageOf(ask.url, wanted.length > 0 ? all.slice(0, MOST_RUNS) : all);
  return ok(
    {
      total_count: all.length,
      workflow_runs: page.items.map((run) => runShape(ask.urls, ask.repository, run)),
    },
    page.headers,
  );
};

const listJobs = (ask: RepositoryAsk): Answer => {
  const run = runOfAsk(ask);
  const jobs = ask.url.searchParams.get("filter") === "all" ? run.jobs : jobsOf(run);
  const page = pageOf(ask.url, jobs);
  return ok(
    { total_count: jobs.length, jobs: page.items.map((job) => jobShape(ask.urls, ask.repository, run, job)) },
    page.headers,
  );
};

const listArtifacts = (ask: RepositoryAsk): Answer => {
  const run = runOfAsk(ask);
  const name = ask.url.searchParams.get("name");
  const artifacts = run.artifacts.filter((artifact) => !name || artifact.name === name).reverse();
  const page = pageOf(ask.url, artifacts);
  return ok(
    {
      total_count: artifacts.length,
      artifacts: page.items.map((artifact) => artifactShape(ask.urls, ask.repository, { run, artifact })),
    },
    page.headers,
  );
};

const findArtifact = (repository: Repository, id: string | undefined) =>
  repository.runs.flatMap((run) => run.artifacts).find((artifact) => String(artifact.id) === id) ??
  refuse("not-found");

const downloadArtifact = (ask: RepositoryAsk): Answer => {
  const artifact = findArtifact(ask.repository, ask.params["artifact_id"]);
  if (ask.params["archive_format"] !== "zip") return refuse("not-found");
  if (artifact.expired || ask.world.clock.now() > artifact.expiresAt) return refuse("artifact-expired");
  const file = artifact.zipped
    ? { name: `${artifact.name}.zip`, contentType: "application/zip" }
    : { name: Object.keys(artifact.files)[0] ?? artifact.name, contentType: "application/octet-stream" };
  return redirect(302, ask.blobs.offer(artifact.bytes, file));
};

const downloadLog = (ask: RepositoryAsk): Answer => {
  const job = ask.repository.runs
    .flatMap((run) => run.jobs)
    .find((candidate) => String(candidate.id) === ask.params["job_id"]);
  // One that was cancelled before it began has printed nothing, and GitHub has no log of it (inferred).
  if (!job || job.status === "waiting" || job.status === "queued" || job.log.length === 0) {
    return refuse("not-found");
  }
  const bytes = Buffer.from(logText(job), "utf8");
  return redirect(302, ask.blobs.offer(bytes, { name: "job-logs.txt", contentType: "text/plain" }));
};

const actionsRoute = (path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  about: "repository",
  method: "GET",
  path: `/repos/{owner}/{repo}/actions${path}`,
  permission: { name: "actions", level: "read" },
  tokens: READERS,
  handle,
});

const command = (path: string, handle: (ask: RepositoryAsk) => Answer): Route => ({
  ...actionsRoute(path, handle),
  about: "repository",
  method: "POST",
  permission: { name: "actions", level: "write" },
  handle,
});

/** Where a dispatch goes: a branch or a tag, by its short or its full name; a bare commit is no place (docs). */
const refOfDispatch = ({ repository }: RepositoryAsk, said: string): { ref: string; sha: string } => {
  const full = said.startsWith("refs/") ? [said] : [`refs/heads/${said}`, `refs/tags/${said}`];
  for (const ref of full) {
    const sha = repository.refs.has(ref) ? resolveCommit(repository, ref)?.sha : undefined;
    if (sha !== undefined) return { ref, sha };
  }
  return refuse("no-ref");
};

/** By its number or its file's name. A workflow that the default branch has not is not known here, either. */
const dispatch = (ask: RepositoryAsk): Answer => {
  const { repository, world, body } = ask;
  const named = ask.params["workflow_id"] ?? "";
  const workflow =
    repository.workflows.find(({ id, path }) => String(id) === named || path.endsWith(`/${named}`)) ??
    refuse("not-found");
  const at = refOfDispatch(ask, text(body, "ref") ?? refuse("bad-field", "ref"));
  if (repository.actionsOff) refuse("actions-disabled");
  const wantsDetails = flag(body, "return_run_details");
  if (wantsDetails !== undefined && repository.olderDispatch) refuse("unexpected-field");
  if (!workflow.on.dispatch) refuse("no-dispatch-trigger");
  const run = dispatchWorkflow(world, repository, { path: workflow.path, ...at, actor: ask.actor });
  return wantsDetails === true
    ? ok({
        workflow_run_id: run.id,
        run_url: `${repoApi(ask.urls, repository)}/actions/runs/${run.id}`,
        html_url: runHtml(ask.urls, repository, run),
      })
    : noContent;
};

/** Workflow runs, their jobs and artifacts. */
export const runRoutes: readonly Route[] = [
  actionsRoute("/runs", listRuns),
  actionsRoute("/runs/{run_id}", (ask) => ok(runShape(ask.urls, ask.repository, runOfAsk(ask)))),
  actionsRoute("/runs/{run_id}/jobs", listJobs),
  actionsRoute("/runs/{run_id}/artifacts", listArtifacts),
  actionsRoute("/artifacts/{artifact_id}/{archive_format}", downloadArtifact),
  actionsRoute("/jobs/{job_id}/logs", downloadLog),
  command("/runs/{run_id}/cancel", (ask) => {
    cancelRun({ world: ask.world, repository: ask.repository, run: runOfAsk(ask) });
    return { status: 202, body: {} };
  }),
  command("/workflows/{workflow_id}/dispatches", dispatch),
  command("/runs/{run_id}/rerun-failed-jobs", (ask) => {
    rerunFailed({ world: ask.world, repository: ask.repository, run: runOfAsk(ask) }, ask.actor);
    return { status: 201, body: {} };
  }),
];
