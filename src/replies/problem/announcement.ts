import type { Refusal } from "../../release/answer.ts";
import type { ChannelKind } from "../../release/configuration.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { CONFIGURATION_FILE, configurationFile } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import type { ProblemText } from "./problem-text.ts";

type AnnouncementProblem = Extract<
  Problem,
  {
    readonly is:
      | "channel-unknown"
      | "channel-of-another-kind"
      | "announcement-unclear"
      | "announcement-outdated";
  }
>;

const KINDS: { readonly [Kind in ChannelKind]: string } = { discord: "Discord", slack: "Slack" };

/** Problems of the announcement in a channel. */
export function announcementProblemText(problem: AnnouncementProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "channel-unknown":
      return {
        says: `The server has no address under the name ${asCode(problem.variable)}, so nothing can be posted there.`,
        remedy: `Whoever runs the app sets ${asCode(problem.variable)}; or drop it from \`announce:\` in ${configurationFile(seen)}.`,
      };
    case "channel-of-another-kind": {
      const { variable, kind, configured } = problem;
      return {
        says: `The server's ${asCode(variable)} is the address of a channel on ${KINDS[kind]}, and the configuration takes it for one on ${KINDS[configured]}: nothing is posted there.`,
        remedy: `Write ${asCode(`${kind}: ${variable}`)} under \`announce:\` in ${configurationFile(seen)}; or whoever runs the app sets ${asCode(variable)} to another address.`,
      };
    }
    case "announcement-unclear":
      return {
        says: `The post to ${asCode(problem.channel)} was begun, and it is unclear whether it was made.`,
        remedy: `Look into the channel. Not there: ${asCode(`/announce ${problem.channel}`)} posts it. There: close this issue; a post that was to link to this one needs ${asCode("/announce <channel>")} before, and comments of ${asCode("released-in")} are given up.`,
      };
    case "announcement-outdated":
      return {
        says: `The post to ${asCode(problem.channel)} does not say what it would say now, and ${whyNot(problem.why)}.`,
        remedy: `If that matters, ${asCode(`/announce ${problem.channel}`)} posts it anew. Otherwise there is nothing to do.`,
      };
  }
}

/** Why an `/announce` of a channel does not count, which can't be posted to. */
export function wrongChannelText({
  variable,
  configured,
  kind,
}: Extract<Refusal, { readonly is: "wrong-channel" }>): string {
  const name = asCode(variable);
  const then = `then say ${asCode(`/announce ${variable}`)}.`;
  return kind === undefined
    ? `The server has no address under the name ${name}, so nothing can be posted there. Whoever runs the app has to set it; ${then}`
    : `The server's ${name} is the address of a channel on ${KINDS[kind]}, and the configuration takes it for one on ${KINDS[configured]}. Write ${asCode(`${kind}: ${variable}`)} under \`announce:\` in \`${CONFIGURATION_FILE}\`, or have whoever runs the app set another address; ${then}`;
}

function whyNot(why: string | undefined): string {
  return why === undefined
    ? "what is posted there can't be changed"
    : `it could not be changed: ${asText(why)}`;
}
