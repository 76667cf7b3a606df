import type { Step } from "../release/step.ts";

/** The call-out for pull requests comes before the tag; a release that starts with its tag is past it. */
export function callOut(): Step {
  return { is: "skipped", why: { is: "tag-came-first" } };
}
