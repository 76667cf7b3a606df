import { createHash } from "node:crypto";
import { zip } from "../files/zip.ts";
import { stamp } from "./clock.ts";
import type { RunPlace } from "./jobs.ts";
import type { Run } from "./runs.ts";
import type { ArtifactPlan, Files, JobContext } from "./workflows.ts";

/** What a job has uploaded. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** What a download gives: a zip, or the file itself when it was uploaded unzipped. */
  readonly bytes: Uint8Array;
  readonly files: Files;
  readonly zipped: boolean;
  /** `sha256:…` of the bytes. */
  readonly digest: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  expired: boolean;
}

/** GitHub's default retention. */
const RETENTION = 90 * 24 * 60 * 60 * 1000;

const single = (plan: ArtifactPlan, files: Files): Uint8Array => {
  const [bytes, second] = Object.values(files);
  if (!bytes || second) throw new Error(`The unzipped artifact ${plan.name} must hold exactly one file`);
  return bytes;
};

/** Makes and stores an artifact of a run. A re-run's upload stands beside the earlier one of the same name. */
export const uploadArtifact = async (
  { world, run }: RunPlace,
  plan: ArtifactPlan,
  context: JobContext,
): Promise<void> => {
  const files = await plan.files(context);
  const zipped = plan.zip ?? true;
  const bytes = plan.stored?.(context) ?? (zipped ? await zip(files) : single(plan, files));
  const now = stamp(world.clock);
  run.artifacts.push({
    id: world.ids("artifact"),
    name: plan.name,
    bytes,
    files,
    zipped,
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    createdAt: now,
    expiresAt: now + RETENTION,
    expired: false,
  });
};

/** The files of the newest artifact of that name, for the jobs that download it. */
export const artifactFiles = async (run: Run, name: string): Promise<Files> => {
  const artifact = run.artifacts.findLast((candidate) => candidate.name === name);
  if (!artifact) throw new Error(`Unable to download artifact(s): Artifact not found for name: ${name}`);
  return artifact.files;
};
