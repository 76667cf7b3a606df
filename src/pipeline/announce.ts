import { announceRequests, newsRequests } from "../commands/announce-requests.ts";
import { announcement } from "../notes/announcement.ts";
import { notesSights } from "../notes/members.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Announcing } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { AnnouncementOutcome, AnnouncementRecord } from "../release/memory.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { announced, asPosted } from "./announced.ts";
import { ask } from "./ask.ts";
import { linkFor } from "./linked-post.ts";

/**
 * One channel. A post can't be looked up afterwards, so the intent is written on the board right before it
 * (`conduct/perform.ts`): one that was left without an outcome is a question to people, never a second post.
 */
export function announce(rule: Announcing): (seen: Snapshot) => Step {
  return (seen) => {
    const kind = seen.channels[rule.variable];
    if (kind !== rule.channel) {
      return { is: "stopped", because: wrongChannel(rule, kind) };
    }
    const heard = ask(seen, "board", "comments");
    if (!("step" in heard)) {
      return asAsked(seen, rule);
    }
    // Whether somebody has answered meanwhile can't be read; the question stays asked.
    return seen.comments.is === "unknown" && isUnclear(seen, recordOf(seen, rule))
      ? unclear(rule)
      : heard.step;
  };
}

function recordOf(seen: Snapshot, { variable }: Announcing): AnnouncementRecord | undefined {
  return memoryOf(seen).announcements.find((one) => one.channel === variable);
}

/** A post was begun, and nobody knows what became of it; while a release is held, nobody is asked. */
function isUnclear(seen: Snapshot, record: AnnouncementRecord | undefined): boolean {
  return record !== undefined && record.outcome === undefined && memoryOf(seen).holds.length === 0;
}

function asAsked(seen: Snapshot, rule: Announcing): Step {
  const { requests, looks } = announceRequests(seen, rule.variable);
  const isClosed = given(seen.board)?.state === "closed";
  const news = isClosed ? newsRequests(seen) : { requests, looks };
  const [look, ...more] = news.looks;
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const record = recordOf(seen, rule);
  const request = requests.find((one) => record === undefined || one.createdAt > record.at);
  if (request === undefined && record === undefined && isPrerelease(seen) && !rule.prereleases) {
    return { is: "skipped", why: { is: "prerelease-not-announced" } };
  }
  if (isClosed && news.requests.length === 0) {
    return atRest(rule, record);
  }
  if (request === undefined && isUnclear(seen, record)) {
    return unclear(rule);
  }
  const asked = ask(seen, "githubReleases", ...notesSights(seen));
  return "step" in asked ? asked.step : next(seen, { rule, record, request });
}

/** On a closed board, where nobody who may has asked for anything: whatever strangers say there, old posts stay as they are. */
function atRest(rule: Announcing, record: AnnouncementRecord | undefined): Step {
  switch (record?.outcome?.is) {
    case "sent":
      return asPosted(rule, record.outcome);
    case "failed":
      return onceAsked(rule);
    case undefined:
      return record === undefined ? onceAsked(rule) : unclear(rule);
  }
}

function onceAsked({ variable }: Announcing): Step {
  return { is: "waiting", on: { for: "announce-command", channel: variable } };
}

function unclear({ variable }: Announcing): Step {
  return { is: "stopped", because: { is: "announcement-unclear", channel: variable } };
}

function wrongChannel({ variable, channel }: Announcing, kind: Snapshot["channels"][string] | undefined) {
  return kind === undefined
    ? ({ is: "channel-unknown", variable } as const)
    : ({ is: "channel-of-another-kind", variable, kind, configured: channel } as const);
}

type At = {
  readonly rule: Announcing;
  readonly record: AnnouncementRecord | undefined;
  /** A comment that asks for it, younger than the newest intent: one post serves everybody who asked before it. */
  readonly request: Comment | undefined;
};

function next(seen: Snapshot, { rule, record, request }: At): Step {
  const hold = memoryOf(seen).holds[0];
  if (record?.outcome?.is === "sent" && request === undefined) {
    return announced(seen, rule, record.outcome);
  }
  if (hold !== undefined) {
    return { is: "waiting", on: { for: "unhold", by: hold.by } };
  }
  // A channel that came into the configuration later is no reason to tell old news there.
  if (request === undefined && record === undefined && given(seen.board)?.state === "closed") {
    return onceAsked(rule);
  }
  if (request !== undefined || record === undefined) {
    return patience(seen, rule, record) ?? post(seen, { rule, record, request }, 0);
  }
  if (record.outcome?.is === "failed") {
    const tries = record.tries + 1;
    const until = nextTry(record.at, tries, record.outcome);
    const { why } = record.outcome;
    return seen.now >= until
      ? post(seen, { rule, record, request }, tries)
      : { is: "waiting", on: { for: "channel", channel: rule.variable, why }, until };
  }
  return unclear(rule);
}

/** Nothing is sent before the time that the channel has asked for, whoever asks. */
function patience(
  { now }: Snapshot,
  { variable: channel }: Announcing,
  record: AnnouncementRecord | undefined,
): Step | undefined {
  const outcome = record?.outcome;
  const last = outcome?.is === "sent" ? outcome.edit : outcome;
  return last?.is === "failed" && last.until !== undefined && now < last.until
    ? { is: "waiting", on: { for: "channel", channel, why: last.why }, until: last.until }
    : undefined;
}

/** A post that certainly did not happen is tried again, with growing patience up to an hour. */
function nextTry(
  at: Instant,
  tries: number,
  { until = 0 }: Extract<AnnouncementOutcome, { readonly is: "failed" }>,
): Instant {
  return Math.max(until, at + Math.min(2 ** tries, 60) * MINUTE);
}

function post(seen: Snapshot, { rule, record, request }: At, tries: number): Step {
  const release = githubReleaseOf(seen);
  if (release === undefined) {
    return { is: "look", at: [{ at: "githubReleases" }] };
  }
  const comment = request?.id ?? record?.comment;
  const linked = linkFor(seen, rule, request ?? given(seen.comments)?.find(({ id }) => id === comment));
  if ("step" in linked) {
    return linked.step;
  }
  const text = announcement(seen, rule, { release, link: linked.link });
  return {
    is: "due",
    act: [
      {
        do: "announce",
        channel: rule.variable,
        text,
        tries,
        ...(comment === undefined ? {} : { comment }),
      },
    ],
  };
}
