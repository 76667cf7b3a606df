import { listOf, namesOf, recordOf } from "../release/parsed.ts";
import type { JobEnvironment } from "../release/workflow.ts";
import { inputsOf } from "./call-inputs.ts";
import { type Contexts, filled, holds } from "./expression.ts";
import { byNeeds } from "./job-order.ts";
import { type Combination, combinations } from "./matrix.ts";
import { type StepWork, workOf } from "./step.ts";

/** A job as a run of one event will have it. Those of called workflows of the repository are among them. */
export type PlannedJob = {
  /** As GitHub shows it: `caller / called`, a matrix written out. */
  readonly name: string;
  /** Its key, behind those of its callers. */
  readonly id: string;
  /** Ids; all jobs of such an id must have succeeded. */
  readonly needs: readonly string[];
  /** Whether it runs, everything before it having gone well. */
  readonly runs: "yes" | "no" | "unknown";
  /** Its `if:` as written. */
  readonly condition?: string;
  readonly environment: JobEnvironment;
  readonly work: readonly StepWork[];
  /** A workflow that is not of this repository, or not there: what it does can't be seen. */
  readonly unseen?: string;
  /** Only the run makes its matrix: it stands for one or many. */
  readonly several: boolean;
};

/** A workflow of the repository by its path, parsed; undefined where there is none. */
export type WorkflowAt = (path: string) => unknown;

/** GitHub nests called workflows ten deep at most. https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows */
const DEEPEST = 10;

type Caller = { readonly id: string; readonly name: string; readonly depth: number };

/** The jobs of a parsed workflow in the order of the file, for an event with these contexts. */
export function plannedJobs(
  workflow: unknown,
  contexts: Contexts,
  at: WorkflowAt,
  caller?: Caller,
): readonly PlannedJob[] {
  const jobs = Object.entries(recordOf(recordOf(workflow)?.["jobs"]) ?? {});
  const below = (id: string) => (caller === undefined ? id : `${caller.id} / ${id}`);
  const standing = new Map<string, PlannedJob["runs"]>();
  const planned: PlannedJob[] = [];
  for (const [id, value] of jobs.toSorted(byNeeds(jobs))) {
    const fields = recordOf(value) ?? {};
    const needs = namesOf(fields["needs"]);
    const known = {
      ...contexts,
      needs: Object.fromEntries(needs.map((one) => [one, { result: "success" }])),
    };
    const runs = standingOf(
      fields["if"],
      known,
      needs.map((one) => standing.get(one) ?? "yes"),
    );
    standing.set(id, runs);
    const shared = { id: below(id), needs: needs.map(below), runs, fields };
    planned.push(...jobsOf(shared, known, at, caller));
  }
  return planned;
}

/** A status function in its `if:` lets a job begin after one that was skipped. */
const AFTER_SKIPPED = /\b(?:always|cancelled|failure)\s*\(/i;

function standingOf(
  condition: unknown,
  contexts: Contexts,
  before: readonly PlannedJob["runs"][],
): PlannedJob["runs"] {
  const own = holds(condition, contexts);
  if (own === false || (before.includes("no") && !AFTER_SKIPPED.test(String(condition ?? "")))) {
    return "no";
  }
  return own === undefined || before.includes("unknown") ? "unknown" : "yes";
}

type Shared = Pick<PlannedJob, "id" | "needs" | "runs"> & {
  readonly fields: Readonly<Record<string, unknown>>;
};

function jobsOf(
  shared: Shared,
  contexts: Contexts,
  at: WorkflowAt,
  caller: Caller | undefined,
): readonly PlannedJob[] {
  const { fields } = shared;
  const all = combinations(fields["strategy"]);
  return (all ?? [{}]).flatMap((matrix) => {
    const known = { ...contexts, ...(all === undefined ? {} : { matrix }) };
    const name = `${caller === undefined ? "" : `${caller.name} / `}${nameOf(shared, matrix, known)}`;
    const { uses } = fields;
    return typeof uses === "string"
      ? calledJobs({ ...shared, name, several: all === undefined, uses }, known, at, caller?.depth ?? 0)
      : [plainJob({ ...shared, name, several: all === undefined }, known)];
  });
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idname */
function nameOf({ id, fields }: Shared, matrix: Combination, contexts: Contexts): string {
  const own = id.split(" / ").at(-1) ?? id;
  const { name } = fields;
  if (typeof name === "string" && name !== "") {
    return filled(name, contexts) ?? name;
  }
  const values = Object.values(matrix).filter((one) => typeof one !== "object");
  return values.length === 0 ? own : `${own} (${values.map(String).join(", ")})`;
}

type Named = Shared & Pick<PlannedJob, "name" | "several">;

function plainJob({ fields, ...shared }: Named, contexts: Contexts): PlannedJob {
  const steps = listOf(fields["steps"]).filter((step) => holds(recordOf(step)?.["if"], contexts) !== false);
  return {
    ...shared,
    ...conditionOf(fields),
    environment: environmentOf(fields["environment"], contexts),
    work: steps.flatMap((step) => workOf(step, contexts) ?? []),
  };
}

function conditionOf({ if: condition }: Shared["fields"]): Pick<PlannedJob, "condition"> {
  return condition === undefined ? {} : { condition: String(condition).trim() };
}

function environmentOf(value: unknown, contexts: Contexts): JobEnvironment {
  const text = typeof value === "string" ? value : recordOf(value)?.["name"];
  if (typeof text !== "string" || text === "") {
    return { is: "none" };
  }
  const name = filled(text, contexts);
  if (name === undefined) {
    return { is: "expression", text };
  }
  return name === "" ? { is: "none" } : { is: "named", name };
}

function calledJobs(
  { fields, uses, ...shared }: Named & { readonly uses: string },
  contexts: Contexts,
  at: WorkflowAt,
  depth: number,
): readonly PlannedJob[] {
  const called = uses.startsWith("./") && depth < DEEPEST ? at(uses.slice(2)) : undefined;
  if (called === undefined) {
    return [{ ...shared, ...conditionOf(fields), environment: { is: "none" }, work: [], unseen: uses }];
  }
  const { github } = contexts;
  const inputs = inputsOf(called, recordOf(fields["with"]) ?? {}, contexts);
  const inner = plannedJobs(called, { github, ...inputs }, at, {
    id: shared.id,
    name: shared.name,
    depth: depth + 1,
  });
  // What the caller waits for, all that it calls waits for; and where it does not run, nothing of it does.
  return inner.map((job) => ({
    ...job,
    needs: [...shared.needs, ...job.needs],
    runs: [shared.runs, job.runs].includes("no") ? "no" : shared.runs === "unknown" ? "unknown" : job.runs,
    ...conditionOf(fields),
  }));
}
