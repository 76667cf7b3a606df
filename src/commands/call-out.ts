import { given } from "../release/fact.ts";
import { isPreparing, wasPrepared } from "../release/preparation.ts";
import { callOutOf, callOutText, isCurrent } from "../replies/call-out.ts";
import { isNote, LONGEST_NOTE } from "./call-out-requests.ts";
import { accepted, type Command, done, isUnclear, looking, refused, unlessSeen } from "./command.ts";

/** `/call-out [text]`: the call-out phase writes it; this only says whether it will, or has. */
export const callOut: Command = {
  name: "call-out",
  usage: "/call-out [date or text]",
  example: "/call-out feature freeze on Friday, 18:00 UTC",
  who: "write",
  effect:
    "before the tag: calls the authors of open pull requests that aim at the release, in one comment kept up to date",
  judge(said, { seen, phases }) {
    if (!isNote(said.words.join(" "))) {
      return refused({ is: "too-long", most: LONGEST_NOTE });
    }
    const unclear = unlessSeen(seen, "board", "tag", "permissions");
    if (unclear !== undefined) {
      return unclear;
    }
    if (!isPreparing(seen)) {
      return refused({ is: "call-out-over", tag: seen.key.tag, prepared: wasPrepared(seen) });
    }
    if (given(seen.permissions)?.["pull_requests"] === undefined) {
      return refused({ is: "not-granted", permissions: ["pull_requests: read"] });
    }
    if (isUnclear(phases, "call-out") || seen.aims.is !== "seen") {
      return looking([]);
    }
    const there = callOutOf(seen);
    const { pulls, blockers } = seen.aims.value;
    if (there === undefined && pulls.length + blockers.length === 0) {
      return refused({ is: "nobody-to-call", tag: seen.key.tag });
    }
    return there !== undefined && isCurrent(there, callOutText(seen)) ? done : accepted;
  },
};
