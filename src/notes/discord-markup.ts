import type { Markup } from "./markup.ts";
import { bulleted, plainLine } from "./plain-lines.ts";

/** The limit of a title where Discord has one (embeds); a heading longer than that is none. */
const WORDS_LIMIT = 256;

/** An address inside a text; the punctuation that ends a sentence is not part of it. */
const ADDRESS = /(https?:\/\/[^\s<>()[\]{}\\|`*"'~]*[^\s<>()[\]{}\\|`*"'~.,:;!?])/u;

/** Discord's Markdown in a message's `content`. https://discord.com/developers/docs/resources/webhook#execute-webhook */
export const DISCORD: Markup = {
  most: 2000,
  words: (foreign) => escaped(plainLine(foreign, WORDS_LIMIT)).replaceAll("://", "\\://"),
  line(foreign) {
    const { bullet, rest } = bulleted(plainLine(foreign));
    // Split puts what the group matched at the odd places.
    const shown = rest
      .split(ADDRESS)
      .map((part, at) => (at % 2 === 1 ? `<${part}>` : escaped(part)))
      .join("");
    return bullet ? `- ${shown}` : shown;
  },
  link: (href) => href,
  address: (href) => href,
  template: "**{name} ({kind})**\n\n{thanks}\n\n{url}",
  linking: "**{name} ({kind})**\n\n{url}",
};

/** Backslashes before everything that Discord gives a meaning: styles, quotes, headings, lists, links, mentions. */
function escaped(text: string): string {
  return text.replace(/[\\*_~`|<>[\]()#@]/g, "\\$&").replace(/^(\s*)([-+])/, "$1\\$2");
}
