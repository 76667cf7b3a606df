import type { Refusal } from "../release/answer.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { Announcing } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { accepted, type Command, done, isUnclear, type Judgement, looking, refused } from "./command.ts";

/** `/announce [channel]`: the announce phase sends it (again); this only says whether it will. */
export const announce: Command = {
  name: "announce",
  usage: "/announce [channel]",
  example: "/announce",
  who: "write",
  effect: "announces the release (again)",
  judge(said, { seen, phases }) {
    const rules = configurationOf(seen)?.announce ?? [];
    const channels = rules.map((rule) => rule.variable);
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
    const asked = rules.filter((rule) => channel === undefined || rule.variable === channel);
    return posting(seen, asked, said.comment.createdAt);
  },
};

/** On an open board the phase waits until a wrong channel is mended, and says so; on a closed one nobody would. */
function posting(seen: Snapshot, asked: readonly Announcing[], since: Instant): Judgement {
  const isClosed = given(seen.board)?.state === "closed";
  const wrong = asked.filter((rule) => isClosed && seen.channels[rule.variable] !== rule.channel);
  const right = asked.filter((rule) => !wrong.includes(rule)).map(({ variable }) => variable);
  if (!wasSent(seen, right, since)) {
    return accepted;
  }
  return wrong[0] === undefined ? done : refused(wrongChannel(seen, wrong[0]));
}

function wrongChannel({ channels }: Snapshot, { variable, channel: configured }: Announcing): Refusal {
  const kind = channels[variable];
  return { is: "wrong-channel", variable, configured, ...(kind === undefined ? {} : { kind }) };
}

/** Whether every channel asked for got a post that was meant no earlier than this was said. */
function wasSent(seen: Snapshot, asked: readonly string[], since: Instant): boolean {
  const sent = memoryOf(seen).announcements.filter((one) => one.outcome?.is === "sent" && one.at >= since);
  return asked.every((channel) => sent.some((one) => one.channel === channel));
}
