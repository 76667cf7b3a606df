import picomatch from "picomatch";
import type { Setup, TagRuleset } from "../release/setup.ts";
import { type Check, TAG_DEEDS } from "./finding.ts";

/** Who may make, move and delete the tags of releases: the whole of a release's right hangs on them. */
export function tagChecks({ rulesets, tag }: Setup): readonly Check[] {
  if (rulesets.is !== "seen") {
    return [{ state: "unseen", finding: { is: "rulesets-unseen", tag } }];
  }
  const about = rulesets.value.filter((one) => isAbout(one, tag));
  if (about.length === 0) {
    return [{ state: "look", finding: { is: "tags-unruled", tag } }];
  }
  const names = about.map(({ name }) => name);
  const open = TAG_DEEDS.filter((deed) => !about.some(({ rules }) => rules.includes(deed)));
  return open.length === 0
    ? [{ state: "ok", finding: { is: "tags-ruled", tag, rulesets: names } }]
    : [{ state: "look", finding: { is: "tags-half-ruled", tag, rulesets: names, open } }];
}

/**
 * Patterns are of whole refs, by `fnmatch` with paths.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
 */
function isAbout({ include, exclude }: TagRuleset, tag: string): boolean {
  const gives = (pattern: string) =>
    pattern === "~ALL" ||
    picomatch.isMatch(`refs/tags/${tag}`, pattern, { dot: true, nobrace: true, noextglob: true });
  return include.some(gives) && !exclude.some(gives);
}
