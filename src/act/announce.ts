import { ChannelFault } from "../channels/channel.ts";
import type { Announce } from "../release/action.ts";
import type { AnnouncementOutcome, Change } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Executor, Hands } from "./hands.ts";

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
    const sent = await channel.send(action);
    const url = sent.url === undefined ? {} : { url: sent.url };
    return {
      remember: record(hands, action, { is: "sent", id: sent.id, ...url }),
      result: { message: sent.id },
    };
  } catch (error) {
    if (!(error instanceof ChannelFault) || error.fault.ambiguous) {
      throw error;
    }
    return { remember: record(hands, action, { is: "failed", why: error.fault.detail }) };
  }
};

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
