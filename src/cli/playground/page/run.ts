import type { Job, Run } from "../../../sandbox/github/runs.ts";
import { blocks } from "../../../server/pages/markdown.ts";
import { type Html, html } from "../../../server/pages/markup.ts";
import type { Tone } from "../../../server/pages/tone.ts";
import { at } from "../../../server/pages/when.ts";
import { EMPTY } from "../sayings.ts";
import { runOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import { aroundOf } from "./around.ts";
import { githubMarkdown } from "./github-markdown.ts";

/** The newest run as GitHub's page has it: its jobs, who waits at which gate, and who has opened what. */
export function runPart(world: Playground): Html {
  const run = runOf(world);
  if (run === undefined) return html`<p class="quiet">${EMPTY.run}</p>`;
  const { repo } = world;
  const jobs = repo.jobs(run);
  return html`<p><strong>${run.headBranch}</strong> at <code>${run.headSha.slice(0, 7)}</code>, run ${run.number}, attempt ${run.attempt}: <span class="dot ${toneOf(run)}">${wordOf(run)}</span></p>
<ul class="jobs">${jobs.map((job) => html`<li><span class="dot ${toneOf(job)}">${wordOf(job)}</span> <code>${job.name}</code></li>`)}</ul>
${gates(world, run)}${decided(world, run)}`;
}

function gates({ repo }: Playground, run: Run): Html | undefined {
  const waiting = repo.pendingGates(run);
  return waiting.length === 0
    ? undefined
    : html`<h3>Waiting for review</h3><ul>${waiting.map(
        ({ environment, since }) =>
          html`<li><code>${environment}</code> since ${at(since)}${report(repo.statusReports(run, environment).at(-1))}</li>`,
      )}</ul>`;
}

/** What the app says there, on the run's own page. */
function report(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<blockquote>${blocks(text)}</blockquote>`;
}

function decided({ repo }: Playground, run: Run): Html | undefined {
  const approvals = repo.approvals(run);
  return approvals.length === 0
    ? undefined
    : html`<h3>Reviewed</h3><ul>${approvals.map(
        ({ environments, state, by, at: when, comment }) =>
          html`<li><code>${environments.join(", ")}</code> ${state} by <strong>${by}</strong>, ${at(when)}${report(comment === "" ? undefined : comment)}</li>`,
      )}</ul>`;
}

/** The check run on the tagged commit, with its summary. */
export function checkRunPart(world: Playground): Html {
  const check = world.repo.checkRuns(runOf(world)?.headSha ?? "").at(-1);
  if (check === undefined) return html`<p class="quiet">${EMPTY.checkRun}</p>`;
  const is = check.conclusion === null ? RUNNING : (ENDS[check.conclusion] ?? OTHER);
  return html`<p><span class="dot ${is.tone}">${check.conclusion ?? check.status}</span> <strong>${check.name}</strong> on <code>${check.headSha.slice(0, 7)}</code></p>
${check.output === null ? undefined : html`<details class="folded"><summary>${check.output.title}</summary><div>${githubMarkdown(check.output.summary, aroundOf(world))}</div></details>`}`;
}

type Look = { readonly tone: Tone; readonly word: string };

const RUNNING: Look = { tone: "machines", word: "runs" };
const OTHER: Look = { tone: "idle", word: "ended" };
const ENDS: Readonly<Record<string, Look>> = {
  success: { tone: "done", word: "green" },
  failure: { tone: "stopped", word: "failed" },
  timed_out: { tone: "stopped", word: "timed out" },
  cancelled: { tone: "idle", word: "cancelled" },
  skipped: { tone: "idle", word: "skipped" },
};
const STATES: Readonly<Record<string, Look>> = {
  queued: { tone: "idle", word: "queued" },
  in_progress: RUNNING,
  waiting: { tone: "people", word: "waits at its gate" },
};

function lookOf({ status, conclusion }: Pick<Job | Run, "status" | "conclusion">): Look {
  return (conclusion === null ? STATES[status] : ENDS[conclusion]) ?? OTHER;
}

function toneOf(one: Pick<Job | Run, "status" | "conclusion">): Tone {
  return lookOf(one).tone;
}

function wordOf(one: Pick<Job | Run, "status" | "conclusion">): string {
  return lookOf(one).word;
}
