import type { Git } from "./git.ts";
import type { TagProblem } from "./problem.ts";
import { fetchBranches, listRefs, type Remote, type RemoteRefs } from "./remote.ts";

/** What came of asking the remote. */
export type Visit = {
  readonly remote: Remote;
  /** Absent: it does not answer. */
  readonly refs?: RemoteRefs;
  /** Why its branches are not here as they are there. */
  readonly problem?: TagProblem;
};

/** Asks the remote what it has, and brings its branches here. */
export async function visit(git: Git, remote: Remote, shallow: boolean): Promise<Visit> {
  const refs = await listRefs(git, remote);
  if ("problem" in refs) {
    return { remote, problem: refs.problem };
  }
  const problem = shallow
    ? ({ is: "shallow", remote: remote.name } as const)
    : await fetchBranches(git, remote);
  return { remote, refs, ...(problem === undefined ? {} : { problem }) };
}

/** Whose configuration counts: the app reads the default branch's alone. */
export type RulesPlace = {
  /** What git calls it. */
  readonly revision: string;
  /** What people call it. */
  readonly name: string;
};

/** Absent: nobody can tell here what the default branch is, or what it has. */
export function rulesPlace(visited: Visit | undefined): RulesPlace | undefined {
  const main = visited?.problem === undefined ? visited?.refs?.main : undefined;
  if (visited === undefined || main === undefined) {
    return undefined;
  }
  const name = `${visited.remote.name}/${main}`;
  return { revision: `refs/remotes/${name}`, name };
}
