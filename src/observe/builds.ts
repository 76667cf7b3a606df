import { readYaml } from "../config/yaml.ts";
import type { BuiltArtifact, DispatchTrigger } from "../release/dispatch.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { hasFailed } from "../release/gate.ts";
import type { Job, Run } from "../release/snapshot.ts";
import { workflowTriggers } from "../release/workflow.ts";
import type { Eyes } from "./eyes.ts";
import { jobOf } from "./jobs.ts";
import { runOf } from "./runs.ts";
import { optionalInstant } from "./stamp.ts";
import { textFile } from "./text-file.ts";

const RUNS = "GET /repos/{owner}/{repo}/actions/runs";

/** The newest runs that were started by hand at a branch or tag, by its short name. */
export async function dispatched({ github }: Eyes, ref: string): Promise<Fact<readonly Run[]>> {
  const found = await github.readAll(RUNS, { branch: ref, event: "workflow_dispatch" }, { most: 1 });
  return seen(found.map(runOf));
}

/** Every run of a tag's name, newest first. */
export async function runsOfTag({ github }: Eyes, tag: string): Promise<Fact<readonly Run[]>> {
  return seen((await github.readAll(RUNS, { branch: tag }, { most: 2 })).map(runOf));
}

/** https://docs.github.com/rest/actions/artifacts#list-workflow-run-artifacts */
export async function artifactsOfRun({ github }: Eyes, run: number): Promise<Fact<readonly BuiltArtifact[]>> {
  const found = await github.readAll("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
    run_id: run,
  });
  return seen(
    found.map((raw) => ({
      id: raw.id,
      name: raw.name,
      size: raw.size_in_bytes,
      ...(raw.digest ? { digest: raw.digest } : {}),
      ...optionalInstant("expiresAt", raw.expires_at),
    })),
  );
}

/** Of the newest attempt. https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run */
export async function failedJobsOfRun({ github }: Eyes, run: number): Promise<Fact<readonly Job[]>> {
  const found = await github.readAll("GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs", {
    run_id: run,
    filter: "latest",
  });
  return seen(found.map((raw) => jobOf(raw, "")).filter(hasFailed));
}

type At = { readonly workflow: string; readonly commit: string };

/** Whether the workflow's file there has `workflow_dispatch` among what starts it. */
export async function trigger({ github }: Eyes, { workflow, commit }: At): Promise<Fact<DispatchTrigger>> {
  const file = await textFile(github, `.github/workflows/${workflow}`, commit);
  if (file === undefined) {
    return absent;
  }
  const triggers = workflowTriggers(readYaml(file.text).value);
  if (triggers === undefined) {
    return seen("unreadable");
  }
  return seen(triggers.includes("workflow_dispatch") ? "there" : "missing");
}
