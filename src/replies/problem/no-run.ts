import type { NoRunCause } from "../../release/overdue.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { actionsPage, deleteTag, pushTag } from "../places.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { sentence, utc } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type NoRun = Extract<Problem, { readonly is: "no-run" }>;

/** A tag that has started nothing: why, as far as it shows, and how to start it. */
export function noRunText({ tag, since, cause }: NoRun, seen: Snapshot): ProblemText {
  const { why, remedy } = causeText(cause, tag, seen);
  return {
    says: `No run of the release workflow has started for ${asCode(tag)}, known since ${utc(since)}. ${why}`,
    remedy,
  };
}

type CauseText = { readonly why: string; readonly remedy: string };

function causeText(cause: NoRunCause, tag: string, seen: Snapshot): CauseText {
  const again = `${deleteTag(tag)}, and tag the commit that has it`;
  switch (cause.is) {
    case "workflow-absent":
      return {
        why: `${sentence(asCode(cause.path))} is not there at the tagged commit.`,
        remedy: `${sentence(deleteTag(tag))}, and tag a commit that has the workflow; or correct \`workflow:\` in the configuration.`,
      };
    case "workflow-unread":
      return {
        why: `${asCode(cause.path)} at the tagged commit ${asText(cause.why)}.`,
        remedy: `See in ${actionsPage(seen)} whether GitHub can read it. If not, mend it, then ${again}.`,
      };
    case "not-in-on":
      return {
        why: `\`on:\` of ${asCode(cause.path)} at the tagged commit names no push of this tag.`,
        remedy: cause.dispatchable
          ? `${byHand(tag, seen)} For the next time, add \`push: { tags: ["v*"] }\` under its \`on:\`.`
          : `Add \`push: { tags: ["v*"] }\` under its \`on:\`, then ${again}.`,
      };
    case "skip-ci":
      return {
        why: "The message of the tagged commit says `[skip ci]`, and GitHub starts nothing for it.",
        remedy: `${byHand(tag, seen)} Or ${deleteTag(tag)}, and tag a commit without these words.`,
      };
    case "no-event":
      return {
        why: `${EVENTS} makes no event for more than three tags in one push, starts nothing for a tag that a workflow pushes with its \`GITHUB_TOKEN\`, and nothing while Actions or the workflow are switched off.`,
        remedy: `${cause.dispatchable ? `${byHand(tag, seen)} Or ${deleteTag(tag)}` : sentence(deleteTag(tag))}, then ${pushTag(tag)}, alone. Whether Actions are on, and what they are doing, shows in ${actionsPage(seen)} and at ${STATUS}.`,
      };
  }
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#push */
const EVENTS = asLink(
  "GitHub",
  "https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#push",
);

const STATUS = asLink("githubstatus.com", "https://www.githubstatus.com");

function byHand(tag: string, seen: Snapshot): string {
  return `Say ${asCode(`/release ${tag}`)}, or start the workflow by hand: *Run workflow* in ${actionsPage(seen)}, with the tag ${asCode(tag)} in place of the branch.`;
}
