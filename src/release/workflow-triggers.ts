import { recordOf } from "./parsed.ts";
import { matchesPattern } from "./tag-pattern.ts";

/** What of a workflow's `on:` decides whether a tag starts it. */
export type WorkflowTriggers = {
  /** Absent: pushes of tags start nothing. Without filters every tag does. */
  readonly tagPush?: { readonly only?: readonly string[]; readonly ignored?: readonly string[] };
  /** Somebody can start it by hand. */
  readonly dispatch: boolean;
};

/**
 * Reads `on:`. A push with filters for branches alone is no push of a tag.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
 */
export function workflowTriggers(on: unknown): WorkflowTriggers {
  const events = eventsOf(on);
  const tagPush = "push" in events ? tagPushOf(events["push"]) : undefined;
  return { dispatch: "workflow_dispatch" in events, ...(tagPush === undefined ? {} : { tagPush }) };
}

/** The `on:` of a parsed workflow; undefined where it has none. */
export function onOf(workflow: unknown): unknown {
  return recordOf(workflow)?.["on"];
}

/** Whether GitHub would start such a workflow for a push of the tag. */
export function startsOnTag(tag: string, { tagPush }: WorkflowTriggers): boolean {
  if (tagPush === undefined) {
    return false;
  }
  const { only, ignored } = tagPush;
  return (only === undefined || matchesPattern(tag, only)) && !matchesPattern(tag, ignored ?? []);
}

function eventsOf(on: unknown): Readonly<Record<string, unknown>> {
  const names = typeof on === "string" ? [on] : on;
  return Array.isArray(names)
    ? Object.fromEntries(names.map((name) => [String(name), undefined]))
    : (recordOf(names) ?? {});
}

function tagPushOf(push: unknown): WorkflowTriggers["tagPush"] {
  const filters = recordOf(push) ?? {};
  const [only, ignored] = [textsOf(filters["tags"]), textsOf(filters["tags-ignore"])];
  if (only === undefined && ignored === undefined) {
    return "branches" in filters || "branches-ignore" in filters ? undefined : {};
  }
  return { ...(only === undefined ? {} : { only }), ...(ignored === undefined ? {} : { ignored }) };
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  return (Array.isArray(value) ? value : [value]).map(String);
}
