import { literalPrefix, matchesPattern } from "../release/tag-pattern.ts";

/** A tag to try workflows and rules with: one that is there and conducted, else one made up by the first pattern. */
export function exampleTag(patterns: readonly string[], tags: readonly string[]): string {
  const [first = "v*"] = patterns;
  const madeUp = `${literalPrefix(first).replace(/\d[\d.]*$/, "")}1.0.0`;
  return tags.findLast((tag) => matchesPattern(tag, patterns)) ?? madeUp;
}
