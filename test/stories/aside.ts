import type { Project } from "../../src/sandbox/scenes/project.ts";
import { VERSION_FILE } from "../../src/sandbox/scenes/project.ts";

type Files = Readonly<Record<string, string>>;

const VERSION = { [VERSION_FILE]: '__version__ = "5.0.0"\n' };

/** The workflows that the release workflow calls. */
export const CALLED: Files = Object.fromEntries(
  ["frontend-checks", "frontend-tests", "python-checks", "python-tests", "build-installer"].map((name) => [
    `.github/workflows/${name}.yml`,
    "on: workflow_call\njobs: { all: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n",
  ]),
);

/** A commit of version 5.0.0 on a branch of its own, away from the default branch; gives it. */
export function commitAside({ repo, people }: Project, files: Files = {}, branch = "aside"): string {
  return repo.commit({
    branch,
    parents: [mainOf(repo)],
    files: { ...VERSION, ...files },
    message: "Release 5.0.0 from elsewhere",
    author: { login: people.writer },
  });
}

/** The default branch gets a commit and all that it holds. */
export function merge({ repo, people }: Project, sha: string, files: Files = {}): void {
  repo.commit({
    parents: [mainOf(repo), sha],
    files: { ...VERSION, ...files },
    message: "Merge the release",
    author: { login: people.maintainer },
  });
}

/** The head of the default branch. */
export function mainOf(repo: Project["repo"]): string {
  const { refs, defaultBranch } = repo.state;
  return refs.get(`refs/heads/${defaultBranch}`) ?? "";
}
