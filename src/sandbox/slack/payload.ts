import { z } from "zod";

/** Source: Slack's documentation, "Section block": text of 1 to 3,000 characters; "Blocks": at most 50 in a message. */
const Section = z.looseObject({
  type: z.literal("section"),
  text: z.looseObject({
    type: z.enum(["mrkdwn", "plain_text"]),
    text: z.string().min(1).max(3000),
    verbatim: z.boolean().optional(),
  }),
});

const Payload = z.looseObject({
  text: z.string().max(40_000).optional(),
  blocks: z.array(Section).max(50).optional(),
});

export interface Section {
  readonly text: string;
  /** Plain addresses and names in it stay plain. */
  readonly verbatim: boolean;
}

/** Slack's special mentions and mentions of people, as they call. Source: "Formatting text for app surfaces". */
const CALL = /<(?:!(?:channel|here|everyone|subteam\^\w+)|@[UW]\w+)(?:\|[^>]*)?>/g;

/** The message in a request's body, or the word of Slack's refusal. */
export function readPayload(body: string):
  | {
      readonly message: {
        readonly text: string;
        readonly sections: readonly Section[];
        readonly calls: readonly string[];
      };
    }
  | { readonly refused: string } {
  const read = Payload.safeParse(parseJson(body));
  if (!read.success) {
    const isBlock = read.error.issues.some(({ path }) => path[0] === "blocks");
    return { refused: isBlock ? "invalid_blocks" : "invalid_payload" };
  }
  const { text = "", blocks = [] } = read.data;
  if (text === "" && blocks.length === 0) return { refused: "no_text" };
  const sections = blocks.map((block) => ({
    text: block.text.text,
    verbatim: block.text.verbatim === true,
  }));
  const shown = [text, ...sections.map((section) => section.text)].join("\n");
  return { message: { text, sections, calls: [...new Set(shown.match(CALL) ?? [])] } };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
