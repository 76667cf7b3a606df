import type { Refusal } from "../release/answer.ts";
import { CONFIGURATION_FILE } from "./places.ts";
import { asCode } from "./safe.ts";

/** Why `/call-out` does not count, and what to do instead. */
export function callOutRefusalText(
  refusal: Extract<Refusal, { readonly is: "call-out-over" | "nobody-to-call" | "too-long" }>,
): string {
  switch (refusal.is) {
    case "call-out-over":
      return refusal.prepared
        ? `The tag ${asCode(refusal.tag)} has been pushed, so nobody is called for it any more. For the next release, say \`/prepare <tag>\` on any issue.`
        : `This board came with its tag ${asCode(refusal.tag)}, and a call-out comes before the tag. For the next release, say \`/prepare <tag>\` on any issue.`;
    case "nobody-to-call":
      return `No open pull request aims at ${asCode(refusal.tag)}, and nothing blocks it. One aims at it by its milestone, by a label that ${asCode(CONFIGURATION_FILE)} names under \`prepare:\`, or by an issue of that milestone that it closes. Then say \`/call-out\` again.`;
    case "too-long":
      return `At most ${refusal.most} characters fit beside the command. Say it shorter, as in \`/call-out feature freeze on Friday\`, and link to the rest.`;
  }
}
