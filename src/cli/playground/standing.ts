import type { Issue } from "../../sandbox/github/issues.ts";
import type { Run } from "../../sandbox/github/runs.ts";
import { type Project, VERSION_FILE } from "../../sandbox/scenes/project.ts";

/** The first version that is released here; the project comes with the one before. */
const FIRST = "5.0.0";

const OURS = /^refs\/tags\/v5\.0\.(?<patch>\d+)$/;

/** The newest tag that was pushed here and is still there; undefined before. */
export function tagNow({ repo }: Project): string | undefined {
  const patches = [...repo.state.refs.keys()].flatMap((ref) => OURS.exec(ref)?.groups?.["patch"] ?? []);
  return patches.length === 0 ? undefined : `v5.0.${Math.max(...patches.map(Number))}`;
}

/** The version that is to be released next. */
export function nextVersion(project: Project): string {
  const tag = tagNow(project);
  return tag === undefined ? FIRST : `5.0.${Number(tag.split(".").at(-1)) + 1}`;
}

/** What the code on the default branch says. */
export function versionInCode({ repo }: Project): string {
  return /"(?<version>[^"]+)"/.exec(repo.file("HEAD", VERSION_FILE) ?? "")?.groups?.["version"] ?? "";
}

/** The app's newest board. */
export function boardOf({ repo }: Project): Issue | undefined {
  return repo.issues().findLast(({ author }) => author.type === "Bot");
}

/** The newest run of the release workflow. */
export function runOf({ repo }: Project): Run | undefined {
  return repo.runs().at(-1);
}

/** The jobs of the newest run that run now, by name. */
export function jobsRunning(project: Project): readonly string[] {
  const run = runOf(project);
  const jobs = run === undefined ? [] : project.repo.jobs(run);
  return jobs.flatMap(({ name, status }) => (status === "in_progress" ? [name] : []));
}

/** The environments at which jobs of the newest run wait. */
export function gatesWaiting(project: Project): readonly string[] {
  const run = runOf(project);
  return run === undefined ? [] : project.repo.pendingGates(run).map(({ environment }) => environment);
}

/** The GitHub release of the newest tag, draft or published. */
export function githubReleaseOf(project: Project) {
  const tag = tagNow(project);
  return project.repo.releases().findLast((release) => release.tag === tag);
}
