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
  place: RunPlace,
  plan: ArtifactPlan,
  context: JobContext,
): Promise<void> => {
  const files = await plan.files(context);
  const zipped = plan.zip ?? true;
  const bytes = plan.stored?.(context) ?? (zipped ? await zip(files) : single(plan, files));
  store(place, { name: plan.name, bytes, files, zipped });
};

/** What upload-artifact does with `overwrite`: the earlier one of that name goes, another comes in its place. */
export const replaceArtifact = async (place: RunPlace, name: string, files: Files): Promise<void> => {
  const { artifacts } = place.run;
  artifacts.splice(
    artifacts.findIndex((candidate) => candidate.name === name),
    1,
  );
  store(place, { name, bytes: await zip(files), files, zipped: true });
};

const store = (
  { world, run }: RunPlace,
  made: Pick<Artifact, "name" | "bytes" | "files" | "zipped">,
): void => {
  const now = stamp(world.clock);
  run.artifacts.push({
    ...made,
    id: world.ids("artifact"),
    digest: `sha256:${createHash("sha256").update(made.bytes).digest("hex")}`,
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
