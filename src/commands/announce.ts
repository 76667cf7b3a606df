import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { Instant } from "../release/instant.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { accepted, type Command, done, isUnclear, looking, refused } from "./command.ts";

/** `/announce [channel]`: the announce phase sends it (again); this only says whether it will. */
export const announce: Command = {
  name: "announce",
  usage: "/announce [channel]",
  example: "/announce",
  who: "write",
  effect: "announces the release (again)",
  judge(said, { seen, phases }) {
    const channels = (configurationOf(seen)?.announce ?? []).map((rule) => rule.variable);
    const [channel, ...rest] = said.words;
    if (rest.length > 0) {
      return refused({ is: "wrong-words", usage: announce.usage });
    }
    if (channels.length === 0 || (channel !== undefined && !channels.includes(channel))) {
      return refused({ is: "unknown-channel", said: channel ?? "", channels });
    }
    if (isUnclear(phases, "draft")) {
      return looking([]);
    }
    if (phases.find((phase) => phase.name === "draft")?.step.is !== "done") {
      return refused({ is: "not-released-yet" });
    }
    const asked = channel === undefined ? channels : [channel];
    return wasSent(seen, asked, said.comment.createdAt) ? done : accepted;
  },
};

/** Whether every channel asked for got a post that was meant no earlier than this was said. */
function wasSent(seen: Snapshot, asked: readonly string[], since: Instant): boolean {
  const sent = memoryOf(seen).announcements.filter((one) => one.outcome?.is === "sent" && one.at >= since);
  return asked.every((channel) => sent.some((one) => one.channel === channel));
}
