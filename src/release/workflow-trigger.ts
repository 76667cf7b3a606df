import { matchesPattern } from "./tag-pattern.ts";

/**
 * Whether GitHub starts a parsed workflow on the push of a tag. A filter of branches alone keeps tags out, and one of
 * paths is not asked of tags.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
 */
export function startsOnTag(workflow: unknown, tag: string): boolean {
  const on = fieldOf(workflow, "on");
  if (on === "push" || (Array.isArray(on) && on.includes("push"))) {
    return true;
  }
  if (typeof on !== "object" || on === null || !Object.hasOwn(on, "push")) {
    return false;
  }
  const push = fieldOf(on, "push");
  const [tags, ignored] = [textsOf(fieldOf(push, "tags")), textsOf(fieldOf(push, "tags-ignore"))];
  if (tags !== undefined) {
    return matchesPattern(tag, tags);
  }
  if (ignored !== undefined) {
    return !matchesPattern(tag, ignored);
  }
  return fieldOf(push, "branches") === undefined && fieldOf(push, "branches-ignore") === undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

/** Undefined: nothing is said of them. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === "string");
}
