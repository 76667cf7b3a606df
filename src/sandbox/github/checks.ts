import type { Account } from "./accounts.ts";
import type { App } from "./apps.ts";
import { stamp } from "./clock.ts";
import { refuse } from "./refused.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

type CheckStatus = "queued" | "in_progress" | "completed";
export const CHECK_CONCLUSIONS = [
  "action_required",
  "cancelled",
  "failure",
  "neutral",
  "success",
  "skipped",
  "timed_out",
] as const;
type CheckConclusion = (typeof CHECK_CONCLUSIONS)[number];

export const ANNOTATION_LEVELS = ["notice", "warning", "failure"] as const;

/** What a check run says of lines of a file. */
export interface CheckAnnotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: (typeof ANNOTATION_LEVELS)[number];
  readonly message: string;
  readonly title?: string;
  readonly details?: string;
}

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string | null;
  readonly annotations: readonly CheckAnnotation[];
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** A check run made by an App. */
export interface CheckRun {
  readonly id: number;
  readonly suiteId: number;
  readonly app: App;
  readonly headSha: string;
  name: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  detailsUrl: string | null;
  externalId: string;
  output: CheckOutput | null;
  actions: readonly CheckAction[];
  readonly startedAt: number;
  completedAt: number | null;
}

export interface CheckPatch {
  readonly name?: string;
  readonly status?: CheckStatus;
  readonly conclusion?: CheckConclusion;
  readonly detailsUrl?: string;
  readonly externalId?: string;
  readonly output?: CheckOutput;
  readonly actions?: readonly CheckAction[];
}

/** Docs: create a check run. */
const LONGEST_OUTPUT = 65_535;
const MOST_ACTIONS = 3;
const MOST_ANNOTATIONS = 50;
const LONGEST_ANNOTATION = 64 * 1024;
const LONGEST_ANNOTATION_TITLE = 255;

/** Columns come in pairs, and only within one line. */
const isAnnotation = (one: CheckAnnotation): boolean => {
  const columns = [one.startColumn, one.endColumn].filter((column) => column !== undefined);
  return (
    one.startLine <= one.endLine &&
    (columns.length === 0 || (columns.length === 2 && one.startLine === one.endLine)) &&
    (one.title ?? "").length <= LONGEST_ANNOTATION_TITLE &&
    [one.message, one.details ?? ""].every((part) => Buffer.byteLength(part) <= LONGEST_ANNOTATION)
  );
};

const checkAnnotations = (annotations: readonly CheckAnnotation[]): void => {
  if (annotations.length > MOST_ANNOTATIONS) refuse("too-many-annotations", String(annotations.length));
  if (!annotations.every(isAnnotation)) refuse("annotations-invalid");
};

const checkPatch = (patch: CheckPatch): void => {
  const { output } = patch;
  if (patch.status === "completed" && patch.conclusion === undefined) refuse("conclusion-missing");
  if (output && (!output.title || !output.summary)) refuse("output-incomplete");
  if (output && Math.max(output.summary.length, output.text?.length ?? 0) > LONGEST_OUTPUT) {
    refuse("bad-field", "output");
  }
  if ((patch.actions?.length ?? 0) > MOST_ACTIONS) refuse("too-many-actions");
  checkAnnotations(output?.annotations ?? []);
};

/** Annotations are added to those that are there (docs: update a check run). */
const outputAfter = (before: CheckOutput | null, patch: CheckOutput | undefined): CheckOutput | null =>
  patch ? { ...patch, annotations: [...(before?.annotations ?? []), ...patch.annotations] } : before;

const apply = (world: World, check: CheckRun, patch: CheckPatch): void => {
  check.name = patch.name ?? check.name;
  check.detailsUrl = patch.detailsUrl ?? check.detailsUrl;
  check.externalId = patch.externalId ?? check.externalId;
  check.output = outputAfter(check.output, patch.output);
  check.actions = patch.actions ?? check.actions;
  check.conclusion = patch.conclusion ?? (patch.status ? null : check.conclusion);
  // A conclusion alone completes the check run (docs: update a check run).
  check.status = patch.conclusion ? "completed" : (patch.status ?? check.status);
  check.completedAt = check.status === "completed" ? stamp(world.clock) : null;
};

/** Creates a check run on a commit. */
export const createCheckRun = (
  world: World,
  repository: Repository,
  draft: CheckPatch & { readonly app: App; readonly name: string; readonly headSha: string },
): CheckRun => {
  checkPatch(draft);
  if (!repository.objects.commits.has(draft.headSha)) refuse("no-commit-for-sha", draft.headSha);
  const suite = repository.checkRuns.find(
    (other) => other.app === draft.app && other.headSha === draft.headSha,
  );
  const check: CheckRun = {
    id: world.ids("job"),
    suiteId: suite?.suiteId ?? world.ids("suite"),
    app: draft.app,
    headSha: draft.headSha,
    name: draft.name,
    status: "queued",
    conclusion: null,
    detailsUrl: null,
    externalId: "",
    output: null,
    actions: [],
    startedAt: stamp(world.clock),
    completedAt: null,
  };
  apply(world, check, draft);
  repository.checkRuns.push(check);
  const action = check.status === "completed" ? "completed" : "created";
  world.emit({ name: "check_run", action, repository, sender: draft.app.bot, check });
  return check;
};

/** Changes a check run; only the App that made it may. */
export const updateCheckRun = (
  world: World,
  repository: Repository,
  at: { readonly id: number; readonly app: App },
  patch: CheckPatch,
): CheckRun => {
  const check = repository.checkRuns.find((candidate) => candidate.id === at.id && candidate.app === at.app);
  if (!check) return refuse("not-found");
  checkPatch(patch);
  const before = check.status;
  apply(world, check, patch);
  if (check.status === "completed" && before !== "completed") {
    world.emit({ name: "check_run", action: "completed", repository, sender: at.app.bot, check });
  }
  return check;
};

/** Somebody presses a button of a completed check run. */
export const requestAction = (
  world: World,
  repository: Repository,
  press: { readonly id: number; readonly identifier: string; readonly by: Account },
): void => {
  const check = repository.checkRuns.find((candidate) => candidate.id === press.id);
  if (!check?.actions.some((action) => action.identifier === press.identifier)) {
    throw new Error(`The check run ${press.id} has no button "${press.identifier}"`);
  }
  const { by: sender, identifier } = press;
  world.emit({ name: "check_run", action: "requested_action", repository, sender, check, identifier });
};
