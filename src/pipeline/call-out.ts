import { callOutRequests } from "../commands/call-out-requests.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { isPreparing, wasPrepared } from "../release/preparation.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { callOutOf, callOutText, endedText, isCurrent } from "../replies/call-out.ts";
import { ask } from "./ask.ts";
import { blocked, lookAhead, mayReadPulls, objections } from "./preparing.ts";

/**
 * Before the tag: what is to come is looked at, and the authors of open pull requests are called when somebody asks for
 * it. A release that starts with its tag is past it, and once the tag is there nothing waits for this.
 */
export function callOut(seen: Snapshot): Step {
  if (!wasPrepared(seen)) {
    return { is: "skipped", why: { is: "tag-came-first" } };
  }
  const asked = ask(seen, "tag", "permissions");
  if ("step" in asked) {
    return asked.step;
  }
  return isPreparing(seen) ? beforeTag(seen) : afterTag(seen);
}

function beforeTag(seen: Snapshot): Step {
  const first = lookAhead(seen);
  const notices = objections(seen);
  if (first !== undefined) {
    return first.is === "look" ? first : withNotices(first, notices);
  }
  const { isAsked, looks } = callOutRequests(seen);
  const [look, ...more] = looks;
  return look === undefined
    ? withNotices(calling(seen, isAsked), notices)
    : { is: "look", at: [look, ...more] };
}

function calling(seen: Snapshot, isAsked: boolean): Step {
  const there = callOutOf(seen);
  const open = given(seen.aims)?.pulls.length ?? 0;
  const text = callOutText(seen);
  const isWanted = there === undefined ? isAsked && canCall(seen) : !isCurrent(there, text);
  if (isWanted) {
    const at = there === undefined ? {} : { comment: there.id };
    return { is: "due", act: [{ do: "call-out", text, ended: false, ...at }] };
  }
  if (there !== undefined) {
    return { is: "done", why: { is: "called-out", url: there.url, open } };
  }
  return open === 0
    ? { is: "done", why: { is: "nothing-open" } }
    : { is: "waiting", on: { for: "call-out", open } };
}

/** Whether there is anybody to call, or anything to call for. */
export function canCall(seen: Snapshot): boolean {
  const { pulls = [], blockers = [] } = given(seen.aims) ?? {};
  return pulls.length + blockers.length > 0;
}

/** The comment says once that it is kept up to date no more. Blockers are told until the release is public. */
function afterTag(seen: Snapshot): Step {
  const isPublic = githubReleaseOf(seen)?.draft === false;
  if (seen.aims.is === "unseen" && mayReadPulls(seen) && !isPublic) {
    return { is: "look", at: [{ at: "aims" }] };
  }
  const there = callOutOf(seen);
  if (there?.callOut?.intact && !there.callOut.ended) {
    const text = endedText(there.callOut.text, seen);
    return { is: "due", act: [{ do: "call-out", comment: there.id, text, ended: true }] };
  }
  return withNotices({ is: "done", why: { is: "tag-has-come" } }, isPublic ? [] : blocked(seen));
}

function withNotices(step: Step, notices: readonly Problem[]): Step {
  return notices.length === 0 ? step : { ...step, notices };
}
