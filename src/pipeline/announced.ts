import { announcement } from "../notes/announcement.ts";
import { mayStillCome } from "../notes/source.ts";
import type { EditAnnouncement } from "../release/action.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Announcing } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { MINUTE } from "../release/instant.ts";
import type { AnnouncementOutcome, EditOutcome } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";

type Sent = Extract<AnnouncementOutcome, { readonly is: "sent" }>;

/** Tries to change one post; with their growing pauses they take half an hour, and so long the board stays open. */
const MOST_TRIES = 5;

/**
 * A channel in which it was announced. Where title, thanks or changes are others since, the post is changed in place,
 * which calls nobody; one that can't be changed, or is not found, stays as it is until a person says `/announce`.
 */
export function announced(seen: Snapshot, rule: Announcing, sent: Sent): Step {
  if (sent.edit?.is === "gone") {
    return asPosted(rule, sent);
  }
  const kind = sent.kind ?? rule.channel;
  const text = textNow(seen, { ...rule, channel: kind });
  if (text === undefined || sent.text === undefined || fingerprint(text) === sent.text) {
    return done(sent);
  }
  // Under its name there may be another service's channel by now, to which the post's number says nothing.
  if (sent.id === undefined || kind !== rule.channel) {
    return outdated(rule, sent);
  }
  return toChange(seen, rule, { sent, message: sent.id, text });
}

type Change = { readonly sent: Sent; readonly message: string; readonly text: string };

function toChange(seen: Snapshot, rule: Announcing, { sent, message, text }: Change): Step {
  const failed = failureOf(sent.edit, text);
  const tries = failed?.tries ?? 0;
  if (failed !== undefined) {
    const until = Math.max(failed.until ?? 0, failed.at + 2 ** tries * MINUTE);
    // A closed board is looked at again only when somebody says something there.
    if (tries >= MOST_TRIES || given(seen.board)?.state === "closed") {
      return outdated(rule, sent, failed.why);
    }
    if (seen.now < until) {
      const on = { for: "channel", channel: rule.variable, why: failed.why, isEdit: true } as const;
      return { is: "waiting", on, until };
    }
  }
  const edit: EditAnnouncement = {
    do: "edit-announcement",
    channel: rule.variable,
    message,
    text,
    tries,
  };
  return { is: "due", act: [edit] };
}

/** It is announced, as far as can be said without asking what would be posted now. */
export function asPosted(rule: Announcing, sent: Sent): Step {
  switch (sent.edit?.is) {
    case "gone":
      return { is: "done", why: { is: "announcement-gone", channel: rule.variable } };
    case "failed":
      return outdated(rule, sent, sent.edit.why);
    case undefined:
      return done(sent);
  }
}

function done({ url }: Sent): Step {
  return { is: "done", why: { is: "announced", ...(url === undefined ? {} : { url }) } };
}

function outdated({ variable: channel }: Announcing, sent: Sent, why?: string): Step {
  const because = why === undefined ? {} : { why };
  return { ...done(sent), notices: [{ is: "announcement-outdated", channel, ...because }] };
}

/** Undefined while the post that it links to is itself being made anew, or GitHub may still tell more of the changes. */
function textNow(seen: Snapshot, rule: Announcing): string | undefined {
  const release = githubReleaseOf(seen);
  const first = memoryOf(seen).announcements.find(({ channel }) => channel === rule.linksTo);
  const outcome = first?.outcome;
  if (given(seen.ranges)?.list.missing.some(mayStillCome) === true) {
    return undefined;
  }
  if (release === undefined || (first !== undefined && outcome?.is !== "sent")) {
    return undefined;
  }
  return announcement(seen, rule, { release, link: outcome?.is === "sent" ? outcome.url : undefined });
}

function failureOf(edit: EditOutcome | undefined, text: string) {
  return edit?.is === "failed" && edit.text === fingerprint(text) ? edit : undefined;
}
