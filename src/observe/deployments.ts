import type { Reading } from "../github/github.ts";
import { attemptsKnown } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Deployment, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";
import { together } from "./together.ts";

const LOG_ADDRESS = /\/actions\/runs\/(?<run>\d+)\/jobs?\/(?<job>\d+)/;

/**
 * The deployments of the tagged commit, and while there is none, of the commits that the board knows: GitHub makes one when a job comes to an environment, and the log address
 * of its statuses is the only place that ties the job to the environment.
 * https://docs.github.com/rest/deployments/deployments#list-deployments
 */
export const deployments: Reader<Fact<readonly Deployment[]>> = async ({ github }, known) => {
  const commits = commitsOf(known);
  if (commits.length === 0) {
    return absent;
  }
  const ofEach = await together(
    commits.map((sha) => github.readAll("GET /repos/{owner}/{repo}/deployments", { sha })),
  );
  const found = ofEach.flat();
  return seen(
    await together(
      found.map(async (raw) => ({
        id: raw.id,
        environment: raw.environment,
        createdAt: instant(raw.created_at),
        ...(raw.creator ? { creator: { id: raw.creator.id, login: raw.creator.login } } : {}),
        ...(await newestStatus(github, raw.id)),
      })),
    ),
  );
};

function commitsOf(known: Snapshot): readonly string[] {
  if (known.tag.is === "absent") {
    return [...new Set(attemptsKnown(known).map(({ commit }) => commit))];
  }
  const commit = given(known.tag)?.commit;
  return commit === undefined ? [] : [commit];
}

async function newestStatus(
  github: Reading,
  deployment: number,
): Promise<Pick<Deployment, "state" | "run" | "job">> {
  const statuses = await github.readAll("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
    deployment_id: deployment,
  });
  const logs = statuses
    .map((status) => LOG_ADDRESS.exec(status.log_url ?? status.target_url ?? "")?.groups)
    .find((groups) => groups !== undefined);
  return {
    state: statuses[0]?.state ?? "pending",
    ...(logs === undefined ? {} : { run: Number(logs["run"]), job: Number(logs["job"]) }),
  };
}
