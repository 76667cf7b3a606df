import type { IndexName } from "../../release/configuration.ts";
import { defaultGate } from "../../release/gate.ts";
import { artifactsOf, neededBy } from "../../workflows/artifacts.ts";
import type { PlannedJob } from "../../workflows/job.ts";
import type { ConductedShape } from "../../workflows/shape.ts";
import type { Packages } from "../survey/packages.ts";
import type { Doubt } from "./doubt.ts";

export type GateProposal = {
  readonly name: string;
  readonly index?: IndexName;
  readonly package?: string;
  readonly artifacts: readonly string[];
  readonly optional: boolean;
};

type Judged = GateProposal & { readonly doubts: readonly Doubt[] };
type Behind = { readonly job: PlannedJob; readonly all: readonly PlannedJob[] };

/** A gate for each environment at which jobs wait, by what its jobs publish. */
export function proposeGates(packages: Packages, shapes: readonly ConductedShape[]): readonly Judged[] {
  const names = [...new Set(shapes.flatMap(({ environments }) => environments))];
  return names.map((name) => {
    const jobs = shapes.flatMap((shape) => behind(name, shape.jobs));
    const [target, ...more] = new Set(jobs.flatMap(({ job }) => targetsOf(job)));
    const index = target === "elsewhere" ? undefined : (target ?? defaultGate(name).index);
    return index === undefined
      ? { name, artifacts: [], optional: false, doubts: [{ is: "no-index", gate: name }] }
      : ofIndex({ name, index, jobs, isOne: shapes.length === 1, sure: more.length === 0 }, packages);
  });
}

type Sight = {
  readonly name: string;
  readonly index: IndexName;
  readonly jobs: readonly Behind[];
  /** There is one release workflow: its gates are for all packages of the repository. */
  readonly isOne: boolean;
  readonly sure: boolean;
};

function ofIndex({ name, index, jobs, isOne, sure }: Sight, packages: Packages): Judged {
  const found = packages[index === "npm" || index === "crates" ? index : "python"].map((one) => one.name);
  const [only] = found.length === 1 && isOne ? found : [];
  const artifacts = [...new Set(jobs.flatMap(({ job, all }) => publishedBy(job, all)))];
  return {
    name,
    index,
    ...(only === undefined ? {} : { package: only }),
    artifacts,
    optional: index === "testpypi",
    doubts: [
      ...(sure ? [] : [{ is: "several-indexes", gate: name, index } as const]),
      ...(only === undefined ? [{ is: "package", gate: name, found } as const] : []),
      ...(artifacts.length === 0 ? [{ is: "no-artifact", gate: name } as const] : []),
    ],
  };
}

function publishedBy(job: PlannedJob, all: readonly PlannedJob[]): readonly string[] {
  return publishes(job) ? artifactsOf(job, all) : [];
}

/** The jobs that wait at the environment, and those that publish after them without waiting themselves. */
function behind(name: string, all: readonly PlannedJob[]): readonly Behind[] {
  const there = all.filter((job) => isAt(job, name));
  const after = all.filter(
    (job) =>
      job.environment.is === "none" && publishes(job) && there.some((one) => neededBy(job, all).has(one)),
  );
  return [...there, ...after].map((job) => ({ job, all }));
}

function isAt({ environment }: PlannedJob, name: string): boolean {
  return environment.is === "named" && environment.name === name;
}

function targetsOf({ work }: PlannedJob): readonly (IndexName | "elsewhere")[] {
  return work.flatMap((one) => (one.does === "publish" ? [one.index] : []));
}

export function publishes(job: PlannedJob): boolean {
  return targetsOf(job).length > 0;
}

/** Whether somebody can hold the job back: it waits at an environment, or one that it needs does. */
export function waits(job: PlannedJob, all: readonly PlannedJob[]): boolean {
  return [job, ...neededBy(job, all)].some(({ environment }) => environment.is !== "none");
}
