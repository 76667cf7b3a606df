import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { clean } from "./safe.ts";

/** Markdown as one line of plain text: for titles, which GitHub shows as they are. */
export function plain(markdown: string, most: number): string {
  return clean(textOf(fromMarkdown(markdown)), most);
}

function textOf(node: Nodes): string {
  if ("value" in node) {
    return node.type === "html" ? "" : node.value;
  }
  return "children" in node ? node.children.map(textOf).join("") : "";
}
