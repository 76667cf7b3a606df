import { faultOf, personRefusalOf } from "../github/fault.ts";
import type { Reading } from "../github/github.ts";
import { releaseRun } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Reviewing, Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/**
 * At which gates of the release run GitHub would take a person's review: asked as that person, since it is GitHub who
 * knows its reviewers, their teams, and whether they may review their own run.
 * https://docs.github.com/rest/actions/workflow-runs#get-pending-deployments-for-a-workflow-run
 */
export async function reviewing({ person }: Eyes, known: Snapshot, user: number): Promise<Fact<Reviewing>> {
  const run = releaseRun(known);
  if (run === undefined || person === undefined) {
    return absent;
  }
  const linked = await person(user);
  if (linked.is !== "linked") {
    return seen(linked);
  }
  try {
    return seen({ is: "linked", environments: await open(linked.github, run.id) });
  } catch (error) {
    const why = personRefusalOf(error) ?? (faultOf(error)?.kind === "forbidden" ? "no-access" : undefined);
    if (why === undefined) {
      throw error;
    }
    return seen({ is: "refused", why });
  }
}

async function open(github: Pick<Reading, "read">, run: number): Promise<readonly string[]> {
  const gates = await github.read("GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments", {
    run_id: run,
  });
  return gates.flatMap(({ environment, current_user_can_approve }) =>
    current_user_can_approve ? (environment.name ?? []) : [],
  );
}
