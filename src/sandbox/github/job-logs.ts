import type { Job } from "./runs.ts";

/** Thrown by what a job does: the step fails, and its log says so in these lines. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

const BEFORE = [
  "Current runner version: '2.329.0'",
  "##[group]Operating System",
  "Ubuntu",
  "24.04.3",
  "LTS",
  "##[endgroup]",
  "Prepare all required actions",
];
const AFTER = ["Post job cleanup.", "Cleaning up orphan processes"];

/**
 * A job's log as GitHub serves it: every line with its time, the steps one after the other, their input folded away.
 * Seen in the logs of public runs; the pieces are those of actions/runner (JobRunner, StepsRunner).
 */
export const logText = (job: Job): string => {
  const lines = [
    ...BEFORE,
    `Complete job name: ${job.name}`,
    `##[group]Run ${job.plan.step ?? "./build.sh"}`,
    "shell: /usr/bin/bash -e {0}",
    "##[endgroup]",
    ...job.log,
    ...AFTER,
  ];
  const text = lines.map((line, index) => `${stamp(job.startedAt + index)} ${line}`).join("\n");
  return `\uFEFF${text}\n`;
};

const stamp = (at: number): string => new Date(at).toISOString().replace("Z", "0000Z");

/** What the step that failed says, as far as it says anything but that. */
export const failureLines = (error: unknown): readonly string[] =>
  error instanceof StepFailed
    ? error.lines
    : [`##[error]${error instanceof Error ? error.message : String(error)}`];
