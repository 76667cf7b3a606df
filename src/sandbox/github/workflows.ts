import { stamp } from "./clock.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

export type Conclusion = "success" | "failure" | "cancelled" | "skipped" | "timed_out";

/** Names to bytes: what an artifact holds. */
export type Files = Record<string, Uint8Array>;

/** What a job's artifacts and effects are made from. */
export interface JobContext {
  /** Short name of the ref the run belongs to. */
  readonly tag: string;
  readonly sha: string;
  /** The tag without its leading v. */
  readonly version: string;
  readonly runId: number;
  readonly attempt: number;
  /** The files of an artifact an earlier job of this run has uploaded. */
  artifact(name: string): Promise<Files>;
}

export interface ArtifactPlan {
  readonly name: string;
  readonly files: (context: JobContext) => Promise<Files>;
  /** False uploads the single file as it is (upload-artifact's `archive: false`). */
  readonly zip?: boolean;
  /** The bytes that are stored instead: GitHub takes whatever it is sent as an artifact. */
  readonly stored?: (context: JobContext) => Uint8Array;
}

export interface JobPlan {
  /** As GitHub shows it: called workflows as `caller / callee`, matrix entries written out. */
  readonly name: string;
  /** Names of jobs that must have succeeded. */
  readonly needs?: readonly string[];
  readonly environment?: string;
  /** Duration on the clock. */
  readonly seconds?: number;
  /** How many seconds it waits for a runner. */
  readonly queued?: number;
  /** What its one step runs, as its log names it: an action with its version, or a script. */
  readonly step?: string;
  /** Runs until `finishJob`. */
  readonly manual?: true;
  readonly artifacts?: readonly ArtifactPlan[];
  /** What the job does to the world outside, such as an upload; when it throws, the job fails with its words. */
  readonly onSuccess?: (context: JobContext) => Promise<void>;
}

export interface WorkflowOptions {
  readonly path: string;
  readonly name: string;
  readonly on: {
    readonly tags?: readonly string[];
    readonly branches?: readonly string[];
    readonly dispatch?: boolean;
  };
  readonly jobs: readonly JobPlan[];
}

export interface Workflow extends WorkflowOptions {
  readonly id: number;
  readonly createdAt: number;
  runCount: number;
}

/** Adds a workflow, or replaces the one of the same path. */
export const addWorkflow = (world: World, repository: Repository, options: WorkflowOptions): Workflow => {
  const at = repository.workflows.findIndex((workflow) => workflow.path === options.path);
  const known = repository.workflows[at];
  const workflow: Workflow = {
    ...options,
    id: known?.id ?? world.ids("workflow"),
    createdAt: known?.createdAt ?? stamp(world.clock),
    runCount: known?.runCount ?? 0,
  };
  if (known) repository.workflows[at] = workflow;
  else repository.workflows.push(workflow);
  return workflow;
};

const SPECIAL: Readonly<Record<string, string>> = { "**": ".*", "*": "[^/]*", "?": "[^/]?" };

/** GitHub's filter patterns, as far as `*`, `**` and `?` go. */
const matches = (pattern: string, name: string): boolean => {
  const source = pattern.replaceAll(/\*\*|\*|\?|[.+^${}()|\\]/g, (part) => SPECIAL[part] ?? `\\${part}`);
  return new RegExp(`^${source}$`).test(name);
};

/** Whether a push to a ref (full name) starts a workflow. */
export const startsOn = (workflow: Workflow, ref: string): boolean => {
  const [patterns, name] = ref.startsWith("refs/tags/")
    ? [workflow.on.tags, ref.slice("refs/tags/".length)]
    : [workflow.on.branches, ref.slice("refs/heads/".length)];
  return patterns?.some((pattern) => matches(pattern, name)) ?? false;
};
