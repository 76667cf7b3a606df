import type { Markup } from "./markup.ts";
import { bulleted, plainLine } from "./plain-lines.ts";

const WORDS_LIMIT = 256;
const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Slack's mrkdwn in the text of a section block, which takes 3,000 characters.
 * https://docs.slack.dev/reference/block-kit/blocks/section-block
 */
export const SLACK: Markup = {
  most: 3000,
  words: (foreign) => escaped(plainLine(foreign, WORDS_LIMIT)),
  line(foreign) {
    const { bullet, rest } = bulleted(plainLine(foreign));
    return bullet ? `• ${escaped(rest)}` : escaped(rest);
  },
  link: (href) => `<${entities(href)}>`,
  address: entities,
  template: "*{name} ({kind})*\n\n{thanks}\n\n{url}",
  linking: "*{name} ({kind})*\n\n{url}",
};

/**
 * All links, mentions and calls to everybody begin with `<`, which is an entity here; and there is no other way to write
 * those three signs. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function entities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A style begins only after what is no letter or digit, and Slack knows no backslash: something unseen goes before it. */
function escaped(text: string): string {
  return entities(text)
    .replace(/(?<![\p{L}\p{N}])[*_~]|`/gu, `${ZERO_WIDTH_SPACE}$&`)
    .replace(/^(?=&gt;)/, ZERO_WIDTH_SPACE);
}
