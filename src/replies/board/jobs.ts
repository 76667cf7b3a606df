import { currentJobs, gateJobNames } from "../../release/gate.ts";
import type { Job, Snapshot } from "../../release/snapshot.ts";
import { isGreen, type JobGroup, jobGroups } from "../job-groups.ts";
import { howItEnded, jobText } from "../problem/build.ts";
import { asCode, asLink } from "../safe.ts";
import { listed } from "../words.ts";
import { atMost, folded, section, table } from "./markup.ts";

const MOST_GROUPS = 60;
const MOST_LINKS = 12;

/** The run's jobs as their authors group them; folded once there is nothing left to read in them. */
export function jobTable(seen: Snapshot): string {
  const behind = gateJobNames(seen);
  const jobs = currentJobs(seen).filter((job) => !behind.has(job.name));
  const green = jobs.filter(isGreen).length;
  const { shown, more } = atMost(jobGroups(jobs), MOST_GROUPS);
  const text = table(["Jobs", "Green", "Not green"], shown.map(groupRow)) + more;
  const title = `Jobs: ${green} of ${jobs.length} green`;
  if (jobs.length === 0) {
    return "";
  }
  return green === jobs.length ? folded(title, text) : section(title, text);
}

function groupRow({ name, jobs }: JobGroup): readonly string[] {
  const [only, ...others] = jobs;
  const failed = jobs.filter((job) => job.status === "completed" && !isGreen(job));
  const green = jobs.filter(isGreen).length;
  const going = jobs.length - green - failed.length;
  if (only !== undefined && others.length === 0) {
    const how = failed.length === 0 ? "" : howItEnded(failedJob(only)) || "failed";
    return [asLink(asCode(only.name), only.url), sign(failed.length, going), going > 0 ? "under way" : how];
  }
  return [asCode(name), `${sign(failed.length, going)} ${green}/${jobs.length}`, notGreen(failed, going)];
}

function notGreen(failed: readonly Job[], going: number): string {
  const links = failed.slice(0, MOST_LINKS).map((job) => jobText(failedJob(job)));
  const hidden = failed.length - links.length;
  return listed([
    ...links,
    ...(hidden > 0 ? [`${hidden} more`] : []),
    ...(going > 0 ? [`${going} under way`] : []),
  ]);
}

function failedJob(job: Job) {
  const step = job.failedStep === undefined ? {} : { step: job.failedStep };
  return { name: job.name, conclusion: job.conclusion ?? "unknown", url: job.url, ...step };
}

function sign(failed: number, going: number): string {
  if (failed > 0) {
    return "❌";
  }
  return going > 0 ? "⏳" : "✅";
}
