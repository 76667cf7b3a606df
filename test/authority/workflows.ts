import type { RepositoryHandle } from "../../src/sandbox/github/handle.ts";
import type { JobPlan } from "../../src/sandbox/github/workflows.ts";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import type { Policy } from "./policy.ts";

/** A workflow with the release workflow's name and gates, and hardly anything before them. */
export const QUICK_WORKFLOW = ".github/workflows/quick.yml";

/** What is wrong with the project itself, so that nobody's word may open its gates. */
export type Flaw =
  | "none"
  | "wrong version"
  | "version taken"
  | "a check fails"
  | "a check takes long"
  | "no artifact"
  | "artifact of another version"
  | "tagged aside";

/** Seconds that the build takes. */
const BUILD_TIME = 20;

/** Gives the project its two workflows: the release's, with its flaw, and a quick one of the same name. */
export function addWorkflows(repo: RepositoryHandle, policy: Policy, flaw: Flaw): void {
  const workflow = repo.state.workflows.find(({ path }) => path === WORKFLOW);
  const gates: readonly string[] = policy.gates;
  const jobs = (workflow?.jobs ?? [])
    .filter((job) => job.environment === undefined || gates.includes(job.environment))
    .map((job) => (job.environment === undefined ? before(job, flaw) : atGate(job)));
  const release = { name: "release", on: { tags: ["v*"], dispatch: true } };
  repo.addWorkflow({ ...release, path: WORKFLOW, jobs: [...jobs, ...besides(flaw)] });
  const quick = jobs.map((job) => ({ ...job, seconds: 1 }));
  repo.addWorkflow({ ...release, path: QUICK_WORKFLOW, on: { dispatch: true }, jobs: quick });
}

function before(job: JobPlan, flaw: Flaw): JobPlan {
  const [dist] = job.artifacts ?? [];
  if (dist === undefined) {
    return job;
  }
  const old = {
    ...dist,
    files: (at: Parameters<typeof dist.files>[0]) => dist.files({ ...at, version: "4.9.0" }),
  };
  const artifacts = flaw === "artifact of another version" ? [old] : [dist];
  return { ...job, seconds: BUILD_TIME, artifacts: flaw === "no artifact" ? [] : artifacts };
}

/** Gates wait for the build alone: what runs besides has to be waited for by the app. */
function atGate(job: JobPlan): JobPlan {
  return { ...job, seconds: 5, needs: (job.needs ?? []).filter((name) => name.startsWith("build")) };
}

function besides(flaw: Flaw): readonly JobPlan[] {
  switch (flaw) {
    case "a check fails":
      return [{ name: "lint", seconds: 5 }];
    case "a check takes long":
      return [{ name: "lint", seconds: 3600 }];
    default:
      return [];
  }
}
