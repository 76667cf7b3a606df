import { ChannelFault, type ChannelFaultDetail } from "../channels/channel.ts";
import type { Announce, EditAnnouncement } from "../release/action.ts";
import { memoryOf } from "../release/attempt.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { Instant } from "../release/instant.ts";
import type { AnnouncementOutcome, Change, EditOutcome } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Effect, Executor, Hands } from "./hands.ts";

/**
 * Posts once. What certainly did not get through is remembered as failed and tried again later; where nobody
 * can tell, the intent stays without an outcome, and people are asked.
 */
export const announce: Executor<Announce> = async (hands, action) => {
  const channel = hands.channels.get(action.channel);
  if (channel === undefined) {
    return {};
  }
  try {
    await hands.guard(channel.timeoutMs);
    const sent = await channel.send(action.text);
    const outcome = { is: "sent", kind: channel.kind, ...sent, text: fingerprint(action.text) } as const;
    return {
      remember: record(hands, action, outcome),
      result: sent.id === undefined ? { posted: true } : { message: sent.id },
    };
  } catch (error) {
    if (!(error instanceof ChannelFault) || error.fault.ambiguous) {
      throw error;
    }
    const { detail, waitMs } = error.fault;
    return { remember: record(hands, action, { is: "failed", why: detail, ...untilOf(hands, waitMs) }) };
  }
};

/**
 * Changes a post in place. Whatever goes wrong is remembered and tried again later, since the same change twice is one:
 * news that is a little old must not hold up anything else.
 */
export const editAnnouncement: Executor<EditAnnouncement> = async (hands, action) => {
  const channel = hands.channels.get(action.channel);
  if (channel?.edit === undefined) {
    return {};
  }
  try {
    await hands.guard(channel.timeoutMs);
    await channel.edit(action.message, action.text);
  } catch (error) {
    if (!(error instanceof ChannelFault)) {
      throw error;
    }
    return edited(hands, action, { edit: failure(hands, action, error.fault) });
  }
  return {
    ...edited(hands, action, { text: fingerprint(action.text) }),
    result: { changed: action.message },
  };
};

function failure(
  hands: Hands,
  { text, tries }: EditAnnouncement,
  { detail, gone, waitMs }: ChannelFaultDetail,
): EditOutcome {
  if (gone === true) {
    return { is: "gone" };
  }
  const { now } = hands.seen;
  const failed = { text: fingerprint(text), at: now, tries: tries + 1, why: detail };
  return { is: "failed", ...failed, ...untilOf(hands, waitMs) };
}

/** GitHub's clock goes in the memory, the channel's wait is a length of time. */
function untilOf({ seen }: Hands, waitMs: number | undefined): { readonly until?: Instant } {
  return waitMs === undefined ? {} : { until: seen.now + waitMs };
}

/** The record of the post with what is new of it; nothing where the post was made anew meanwhile. */
function edited(
  { seen }: Hands,
  { channel, message }: EditAnnouncement,
  news: { readonly text: string } | { readonly edit: EditOutcome },
): Effect {
  const there = memoryOf(seen).announcements.find((one) => one.channel === channel);
  if (there?.outcome?.is !== "sent" || there.outcome.id !== message) {
    return {};
  }
  const { edit: _, ...sent } = there.outcome;
  return { remember: { to: "announcement", record: { ...there, outcome: { ...sent, ...news } } } };
}

/** What is written on the board right before the post: should it stay without an outcome, people are asked. */
export function intent({ now }: Pick<Snapshot, "now">, { channel, tries, comment }: Announce): Change {
  const asked = comment === undefined ? {} : { comment };
  return { to: "announcement", record: { channel, at: now, tries, ...asked } };
}

function record({ seen }: Hands, action: Announce, outcome: AnnouncementOutcome): Change {
  const { channel, tries, comment } = action;
  const asked = comment === undefined ? {} : { comment };
  return { to: "announcement", record: { channel, at: seen.now, tries, outcome, ...asked } };
}
