import type { Account } from "./accounts.ts";
import { stamp } from "./clock.ts";
import type { Environment } from "./environments.ts";
import type { Repository } from "./repository.ts";
import type { Job, Run } from "./runs.ts";
import type { World } from "./world.ts";

export type DeploymentState = "waiting" | "queued" | "in_progress" | "success" | "failure" | "inactive";

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly creator: Account;
  readonly at: number;
}

/** A job's way into an environment, as GitHub records it. */
export interface Deployment {
  readonly id: number;
  readonly environment: Environment;
  readonly run: Run;
  readonly job: Job;
  readonly sha: string;
  /** Short name of the ref. */
  readonly ref: string;
  readonly creator: Account;
  readonly createdAt: number;
  updatedAt: number;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

/** Adds a status to a deployment. */
export const setDeploymentState = (
  world: World,
  repository: Repository,
  deployment: Deployment,
  state: DeploymentState,
): void => {
  const now = stamp(world.clock);
  const status: DeploymentStatus = { id: world.ids("status"), state, creator: world.actionsBot, at: now };
  deployment.statuses.push(status);
  deployment.updatedAt = now;
  // GitHub sends no event for inactive (docs: webhook events, deployment_status).
  if (state === "inactive") return;
  world.emit({ name: "deployment_status", repository, sender: world.actionsBot, deployment, status });
};

/** Creates the deployment of a job that is about to enter an environment. */
export const deploy = (
  world: World,
  repository: Repository,
  at: { readonly run: Run; readonly job: Job; readonly environment: Environment },
): Deployment => {
  const now = stamp(world.clock);
  const deployment: Deployment = {
    id: world.ids("deployment"),
    environment: at.environment,
    run: at.run,
    job: at.job,
    sha: at.run.headSha,
    ref: at.run.headBranch,
    creator: at.run.triggeringActor,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  at.job.deployment = deployment;
  repository.deployments.push(deployment);
  world.emit({ name: "deployment", repository, sender: at.run.triggeringActor, deployment });
  return deployment;
};

const latest = (deployment: Deployment): DeploymentState | undefined => deployment.statuses.at(-1)?.state;

/** Records how a deployment ended; a success makes the environment's earlier ones inactive, as GitHub does. */
export const endDeployment = (
  world: World,
  repository: Repository,
  deployment: Deployment,
  succeeded: boolean,
): void => {
  setDeploymentState(world, repository, deployment, succeeded ? "success" : "failure");
  if (!succeeded) return;
  for (const earlier of repository.deployments) {
    const superseded = earlier !== deployment && earlier.environment === deployment.environment;
    if (superseded && latest(earlier) === "success")
      setDeploymentState(world, repository, earlier, "inactive");
  }
};
