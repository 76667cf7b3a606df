import { artifactContents } from "../artifacts/contents.ts";
import { ArtifactRefused } from "../artifacts/refused.ts";
import { releaseRun } from "../release/attempt.ts";
import { artifactsToOpen } from "../release/evidence.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Artifact, ArtifactContents } from "../release/snapshot.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { optionalInstant } from "./stamp.ts";
import { together } from "./together.ts";

/** The artifacts of the release run. https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts */
export const artifacts: Reader<Fact<readonly Artifact[]>> = async ({ github }, known) => {
  const run = releaseRun(known);
  if (run === undefined) {
    return absent;
  }
  const found = await github.readAll("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
    run_id: run.id,
  });
  return seen(
    found.map((raw) => ({
      id: raw.id,
      name: raw.name,
      ...(raw.digest ? { digest: raw.digest } : {}),
      size: raw.size_in_bytes,
      expired: raw.expired,
      ...optionalInstant("createdAt", raw.created_at),
      ...(raw.workflow_run?.head_sha ? { commit: raw.workflow_run.head_sha } : {}),
      ...(raw.workflow_run?.id ? { run: raw.workflow_run.id } : {}),
    })),
  );
};

/** The files inside the artifacts that matter, with their digests. Opened once: bytes under a digest never change. */
export const contents: Reader<Fact<readonly ArtifactContents[]>> = async (eyes, known) =>
  seen(await together(artifactsToOpen(known).map((artifact) => opened(eyes, artifact))));

async function opened(eyes: Eyes, artifact: Artifact): Promise<ArtifactContents> {
  const key = `${artifact.id} ${artifact.digest ?? artifact.size}`;
  const known = eyes.contents.get(key);
  if (known !== undefined) {
    return known;
  }
  const read = await open(eyes, artifact);
  eyes.contents.set(key, read);
  return read;
}

async function open({ github, downloads }: Eyes, artifact: Artifact): Promise<ArtifactContents> {
  const url = await github.location(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    {
      artifact_id: artifact.id,
      archive_format: "zip",
    },
  );
  const digest = artifact.digest === undefined ? {} : { digest: artifact.digest };
  try {
    const files = await artifactContents({
      name: artifact.name,
      url: url.href,
      ...digest,
      settings: downloads,
    });
    return { artifact: artifact.name, id: artifact.id, is: "read", files };
  } catch (error) {
    if (error instanceof ArtifactRefused) {
      return { artifact: artifact.name, id: artifact.id, is: "refused", why: error.reason };
    }
    throw error;
  }
}
