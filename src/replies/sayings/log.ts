import type { LeftAlone, Standing } from "../../release/plan.ts";
import { shutOutExamples } from "../examples/shut-outs.ts";
import { leftAloneText, standingText } from "../left-alone.ts";
import { type Saying, said } from "../saying.ts";

const LEFT_ALONE: { readonly [Why in LeftAlone]: Why } = {
  "no-configuration": "no-configuration",
  "nothing-proposed": "nothing-proposed",
  "tag-does-not-match": "tag-does-not-match",
  "no-such-tag": "no-such-tag",
  "another-repository": "another-repository",
  "too-old": "too-old",
  "already-released": "already-released",
  archived: "archived",
  "no-check-runs": "no-check-runs",
  "issues-off": "issues-off",
};

const STANDINGS: { readonly [Is in Standing["is"]]: Extract<Standing, { readonly is: Is }> } = {
  looking: { is: "looking" },
  "left-alone": { is: "left-alone", why: "no-configuration" },
  "not-yet": { is: "not-yet", why: "no-run" },
  "shut-out": { is: "shut-out", by: shutOutExamples.archived },
  refused: { is: "refused" },
  conducted: { is: "conducted" },
  "at-desk": { is: "at-desk" },
  "at-setup": { is: "at-setup" },
  "at-branch": { is: "at-branch", faulty: false },
  finished: { is: "finished" },
  abandoned: { is: "abandoned" },
};

/** What the log says of a release, for whoever runs the app and is asked why nothing happens. */
export function logSayings(): readonly Saying[] {
  return [
    ...said("in the log: left alone,", LEFT_ALONE, leftAloneText),
    ...said("in the log:", STANDINGS, standingText),
    ...(["unanswered", "lead", "desk"] as const).map((why) => ({
      where: `in the log: ${why}`,
      text: standingText({ is: "not-yet", why }),
    })),
    { where: "in the log: a faulty branch", text: standingText({ is: "at-branch", faulty: true }) },
    {
      where: "in the log: another tag's version",
      text: standingText({ is: "refused", heldBy: "5.0.0" }),
    },
  ];
}
