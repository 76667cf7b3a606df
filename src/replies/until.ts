import { DEADLINES, GATE_ENDS } from "../release/deadlines.ts";
import type { Step } from "../release/step.ts";
import { utc } from "./words.ts";

type Waiting = Extract<Step, { readonly is: "waiting" }>;

/** How long a wait may last, as a clause after since when it does; empty: nothing is known of that. */
export function untilText({ on, since, deadline }: Waiting): string {
  switch (on.for) {
    case "approval":
    case "review":
    case "notes":
      // https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments
      return since === undefined ? "" : `, until ${utc(since + GATE_ENDS)} at the longest`;
    default: {
      if (since === undefined || deadline === undefined) {
        return "";
      }
      const word = DEADLINES[on.for].after === "remind-after" ? "a reminder comes" : "late after";
      return `, ${word} ${utc(deadline)}`;
    }
  }
}
