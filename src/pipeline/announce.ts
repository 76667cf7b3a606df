import { announceRequests } from "../commands/announce-requests.ts";
import { announcement } from "../notes/announcement.ts";
import type { Action } from "../release/action.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Announcing } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import { MINUTE } from "../release/instant.ts";
import type { AnnouncementRecord } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";

/**
 * One channel. A post can't be looked up afterwards, so the intent is written on the board right before it
 * (`perform.ts`): one that was left without an outcome is a question to people, never a second post.
 */
export function announce(rule: Announcing): (seen: Snapshot) => Step {
  return (seen) => {
    if (!seen.channels.includes(rule.variable)) {
      return { is: "stopped", because: { is: "channel-unknown", variable: rule.variable } };
    }
    const asked = ask(seen, "githubReleases", "board", "comments", "tags", "ranges");
    if ("step" in asked) {
      return asked.step;
    }
    const requests = announceRequests(seen, rule.variable);
    const [look, ...more] = requests.looks;
    if (look !== undefined) {
      return { is: "look", at: [look, ...more] };
    }
    const record = memoryOf(seen).announcements.find((one) => one.channel === rule.variable);
    const said = requests.requests.find((one) => record === undefined || one.createdAt > record.at);
    const request = said?.id;
    if (request === undefined && record === undefined && isPrerelease(seen) && !rule.prereleases) {
      return { is: "skipped", why: { is: "prerelease-not-announced" } };
    }
    return next(seen, { rule, record, request });
  };
}

type At = {
  readonly rule: Announcing;
  readonly record: AnnouncementRecord | undefined;
  /** A comment that asks for it, younger than the newest intent: one post serves everybody who asked before it. */
  readonly request: number | undefined;
};

function next(seen: Snapshot, { rule, record, request }: At): Step {
  const hold = memoryOf(seen).holds[0];
  if (record?.outcome?.is === "sent" && request === undefined) {
    const url = record.outcome.url === undefined ? {} : { url: record.outcome.url };
    return { is: "done", why: { is: "announced", ...url } };
  }
  if (hold !== undefined) {
    return { is: "waiting", on: { for: "unhold", by: hold.by } };
  }
  // A channel that came into the configuration later is no reason to tell old news there.
  if (request === undefined && record === undefined && given(seen.board)?.state === "closed") {
    return { is: "waiting", on: { for: "announce-command", channel: rule.variable } };
  }
  if (request !== undefined || record === undefined) {
    return post(seen, rule, { comment: request, tries: 0 });
  }
  if (record.outcome?.is === "failed") {
    return againLater(seen, rule, { record, why: record.outcome.why });
  }
  return { is: "stopped", because: { is: "announcement-unclear", channel: rule.variable } };
}

type Asked = { readonly comment: number | undefined; readonly tries: number };

function post(seen: Snapshot, rule: Announcing, { comment, tries }: Asked): Step {
  const release = githubReleaseOf(seen);
  if (release === undefined) {
    return { is: "look", at: [{ at: "githubReleases" }] };
  }
  const action: Action = {
    do: "announce",
    channel: rule.variable,
    ...announcement(seen, release),
    url: release.url,
    prerelease: release.prerelease,
    tries,
    ...(comment === undefined ? {} : { comment }),
  };
  return { is: "due", act: [action] };
}

/** A post that certainly did not happen is tried again, with growing patience up to an hour. */
function againLater(
  seen: Snapshot,
  rule: Announcing,
  { record, why }: { readonly record: AnnouncementRecord; readonly why: string },
): Step {
  const tries = record.tries + 1;
  const until = record.at + Math.min(2 ** tries, 60) * MINUTE;
  return seen.now >= until
    ? post(seen, rule, { comment: record.comment, tries })
    : { is: "waiting", on: { for: "channel", channel: rule.variable, why }, until };
}
