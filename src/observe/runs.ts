import type { Data } from "../github/routes.ts";
import { type Fact, seen } from "../release/fact.ts";
import type { Person, Run } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

type RawRun = Data<"GET /repos/{owner}/{repo}/actions/runs">["workflow_runs"][number];

/**
 * Every run of the tag's name, newest first. GitHub's `branch` filter takes the short name and does not tell a
 * tag from a branch of that name; that is decided by the commit.
 * https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export const runs: Reader<Fact<readonly Run[]>> = async ({ github }, { key }) => {
  const found = await github.readAll(
    "GET /repos/{owner}/{repo}/actions/runs",
    { branch: key.tag },
    { most: 2 },
  );
  return seen(found.map(runOf));
};

/** A run as GitHub lists it, in our words. */
export function runOf(raw: RawRun): Run {
  return {
    id: raw.id,
    attempt: raw.run_attempt ?? 1,
    path: raw.path.replace(/@.*$/, ""),
    name: raw.name ?? raw.path,
    commit: raw.head_sha,
    ...(raw.head_repository ? { repository: raw.head_repository.id } : {}),
    event: raw.event,
    status: raw.status ?? "unknown",
    ...(raw.conclusion === null ? {} : { conclusion: raw.conclusion }),
    createdAt: instant(raw.created_at),
    startedAt: instant(raw.run_started_at ?? raw.created_at),
    ...person("actor", raw.actor),
    ...person("triggeredBy", raw.triggering_actor),
    url: raw.html_url,
    ...called(raw),
  };
}

/** GitHub names the workflows that others call with the commit or ref they were taken from behind an `@`. */
function called({ referenced_workflows }: RawRun): Pick<Run, "called"> {
  const paths = (referenced_workflows ?? []).map(({ path }) => path.replace(/@.*$/, ""));
  return paths.length === 0 ? {} : { called: paths };
}

function person<K extends string>(
  key: K,
  user: { readonly id: number; readonly login: string } | null | undefined,
): { readonly [P in K]?: Person } {
  return user ? ({ [key]: { id: user.id, login: user.login } } as { readonly [P in K]?: Person }) : {};
}
