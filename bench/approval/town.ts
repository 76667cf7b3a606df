import { systemClock } from "../../src/clock.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { createProject, PEOPLE, type Project, type SceneApp } from "../../src/sandbox/scenes/project.ts";
import { listen } from "../../src/sandbox/server.ts";

/** A repository and the release in it. */
export type Place = { readonly project: Project; readonly tag: string };

export type Town = {
  readonly sandbox: Sandbox;
  readonly places: readonly Place[];
  readonly origin: string;
  close(): Promise<void>;
};

/** Neither assets nor channels: it is about the gates. */
const CONFIGURATION = `tags: "v*"
workflow: release.yml
version: { scheme: pep440, file: invokeai/version/invokeai_version.py }
gates:
  testpypi: { index: testpypi, package: invokeai, artifacts: [dist], optional: true }
  pypi: { index: pypi, package: invokeai, artifacts: [dist] }
`;

/** What part of its usual time a job takes: a second to publish. */
const JOB_PACE = 0.02;

type Plan = {
  readonly installations: number;
  /** For each release the jobs before its gates, with the seconds they take. */
  readonly checks: readonly Readonly<Record<string, number>>[];
  readonly app: SceneApp;
};

/** A GitHub with so many installations and a repository for each release, spread over them. */
export async function settle({ installations, checks, app }: Plan): Promise<Town> {
  const stage: { first?: Project; origin: string } = { origin: "" };
  const server = await listen({
    get origin() {
      return stage.origin;
    },
    moveTo(address) {
      stage.origin = address;
    },
    fetch: async (request) => stage.first?.sandbox.fetch(request) ?? new Response(null, { status: 503 }),
  });
  const firsts: Project[] = [];
  const places = checks.map((jobs, index): Place => {
    const whose = index % installations;
    const beside = firsts[whose] ?? stage.first;
    const project = createProject({
      clock: systemClock,
      app,
      origin: stage.origin,
      owner: `organization-${whose}`,
      name: `project-${index}`,
      configuration: CONFIGURATION,
      checks: Object.fromEntries(Object.entries(jobs).map(([name, seconds]) => [name, seconds / JOB_PACE])),
      jobPace: JOB_PACE,
      ...(beside === undefined ? {} : { beside }),
    });
    stage.first ??= project;
    firsts[whose] ??= project;
    return { project, tag: `v5.${index}.0` };
  });
  if (stage.first === undefined) throw new Error("a town needs one release at least");
  return { sandbox: stage.first.sandbox, places, origin: stage.origin, close: server.close };
}

/** Sets the version and pushes its tag. */
export function pushTag({ project, tag }: Place): void {
  project.setVersion(tag.slice(1));
  project.repo.pushTag(tag, { by: PEOPLE.writer });
}

/** The number of the issue that the app opened. */
export function boardOf({ project }: Place): number | undefined {
  return project.repo.issues().find((issue) => issue.author.type === "Bot")?.number;
}

/** Whether the gate waits for people. */
export function isPending({ project: { repo } }: Place): boolean {
  const run = repo.runs().at(-1);
  return run !== undefined && repo.pendingGates(run).some((gate) => gate.environment === "pypi");
}

/** Ends one of the jobs that run; does nothing when none does. */
export function finishOneJob({ project: { repo } }: Place): void {
  const run = repo.runs().at(-1);
  const job = run && repo.jobs(run).find((one) => one.status === "in_progress");
  if (run !== undefined && job !== undefined) repo.finishJob(run, job.name);
}

/** Somebody says something on the board; gives the comment's id. */
export function comment(place: Place, by: keyof typeof PEOPLE, text: string): number {
  const board = boardOf(place);
  if (board === undefined) throw new Error(`${place.project.repo.fullName} has no board`);
  return place.project.repo.comment(board, PEOPLE[by], text).id;
}
