import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { accepted, type Command, done, refused } from "./command.ts";

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
    if (phases.find((phase) => phase.name === "draft")?.step.is !== "done") {
      return refused({ is: "not-released-yet" });
    }
    const asked = channel === undefined ? channels : [channel];
    return wasSent(seen, asked, said.comment.id) ? done : accepted;
  },
};

/** Whether every channel asked for got its post for this very comment. */
function wasSent(seen: Snapshot, asked: readonly string[], comment: number): boolean {
  const records = memoryOf(seen).announcements.filter((one) => one.comment === comment);
  const sent = records.filter((one) => one.outcome?.is === "sent").map((one) => one.channel);
  return asked.every((channel) => sent.includes(channel));
}
