import { FAILURES, LINKING_OFF, LINKS, offerPage, outcomePage, type PageText } from "../linking.ts";
import { type Saying, said } from "../saying.ts";

/** The pages on which people link their accounts. */
export function linkingSayings(): readonly Saying[] {
  return [
    { where: "page: offer", text: pageSaying(offerPage()) },
    { where: "page: linked", text: pageSaying(outcomePage({ is: "linked", login: "lstein" })) },
    ...said("page: not linked,", FAILURES, ({ title, says, remedy }) =>
      pageSaying({ title, parts: [says, remedy] }),
    ),
    ...said("link below a page:", LINKS, (text) => text),
    { where: "page: linking is not set up", text: LINKING_OFF },
  ];
}

export function pageSaying({ title, parts, button }: PageText): string {
  const paragraphs = parts.map((part) =>
    typeof part === "string" ? part : part.list.map((item) => `- ${item}`).join("\n"),
  );
  return [`**${title}**`, ...paragraphs, ...(button === undefined ? [] : [`[ ${button} ]`])].join("\n\n");
}
