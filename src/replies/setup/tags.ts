import type { TagDeed, TagFinding } from "../../doctor/finding.ts";
import { asCode } from "../safe.ts";
import { listed, names } from "../words.ts";
import type { CheckText } from "./check-text.ts";

const DEEDS: Readonly<Record<TagDeed, string>> = { creation: "make", update: "move", deletion: "delete" };
const RULES: Readonly<Record<TagDeed, string>> = {
  creation: "Restrict creations",
  update: "Restrict updates",
  deletion: "Restrict deletions",
};

/** Who may do what to the tags of releases. */
export function tagText(finding: TagFinding): CheckText {
  const tag = asCode(finding.tag);
  switch (finding.is) {
    case "tags-ruled":
      return { says: `${names(finding.rulesets)} says who may make, move and delete tags like ${tag}.` };
    case "rulesets-unseen":
      return {
        says: `Who may make, move and delete tags like ${tag} is not shown to this token.`,
        remedy: "To look: Settings → Rules → Rulesets.",
      };
    case "tags-unruled":
      return {
        says: `Whoever may push can make, move and delete tags like ${tag}, and with them say what is released.`,
        remedy: `Settings → Rules → Rulesets → New tag ruleset, active, for such tags: ${listed(Object.values(RULES))}, and let those bypass it who release.`,
      };
    case "tags-half-ruled":
      return {
        says: `${names(finding.rulesets)} guards tags like ${tag}, but whoever may push can ${listed(
          finding.open.map((deed) => DEEDS[deed]),
          "or",
        )} them.`,
        remedy: `Settings → Rules → Rulesets: tick ${listed(finding.open.map((deed) => RULES[deed]))}.`,
      };
  }
}
