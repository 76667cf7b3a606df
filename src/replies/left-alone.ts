import type { LeftAlone, Standing } from "../release/plan.ts";
import { CONFIGURATION_FILE } from "./places.ts";

const NOT_YET = {
  "no-run": "not yet: no run has started",
  unanswered: "not yet: GitHub did not answer",
  desk: "not yet: whoever has started its run opens its board",
  lead: "not yet: the board of another release at its commit comes first",
} as const;

/** Why a tag is not conducted, as a clause for the log. */
export function leftAloneText(why: LeftAlone): string {
  switch (why) {
    case "no-configuration":
      return `the repository has no ${CONFIGURATION_FILE} on its default branch`;
    case "nothing-proposed":
      return "the branch is gone, is the default branch, or has no other configuration than that";
    case "tag-does-not-match":
      return "the tag matches no pattern of the configuration";
    case "no-such-tag":
      return "there is no such tag, or it leads to no commit";
    case "another-repository":
      return "the repository is gone, or another one has its name now";
    case "too-old":
      return "its run ended more than 7 days ago or before the configuration was there";
    case "already-released":
      return "its GitHub release is published";
    case "archived":
      return "the repository is archived";
    case "no-check-runs":
      return "the app may write no check runs, and this is told in one";
    case "issues-off":
      return "the repository has its issues turned off, and a release is conducted in one";
  }
}

/** Whether a release is conducted, in one clause for the log. */
export function standingText(standing: Standing): string {
  switch (standing.is) {
    case "looking":
      return "still being looked at";
    case "left-alone":
      return `left alone: ${leftAloneText(standing.why)}`;
    case "not-yet":
      return NOT_YET[standing.why];
    case "shut-out":
      return `shut out: ${standing.by.is}`;
    case "refused":
      return standing.heldBy === undefined
        ? "refused: the tag is no version"
        : "refused: another tag names the same version and is its release";
    case "conducted":
      return "conducted";
    case "at-desk":
      return "an issue whose requests are answered";
    case "at-setup":
      return "a configuration that was changed, and how its repository is set up";
    case "at-branch":
      return standing.faulty
        ? "a branch whose configuration is faulty"
        : "a branch whose configuration was changed";
    case "finished":
      return "finished";
    case "abandoned":
      return "left where it is: its board was closed by hand";
  }
}
