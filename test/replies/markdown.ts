import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Markdown as GitHub reads it. */
export function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The kinds of the nodes, nested as they are. */
export function shape(node: Nodes): unknown {
  return "children" in node ? [node.type, ...node.children.map(shape)] : node.type;
}

/** The kinds of all nodes. */
export function kindsOf(node: Nodes): readonly string[] {
  return "children" in node ? [node.type, ...node.children.flatMap(kindsOf)] : [node.type];
}

/** All that can be read. */
export function textOf(node: Nodes): string {
  if ("value" in node) {
    return node.value;
  }
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** All that can be read outside code: where GitHub looks for mentions and references. */
export function proseOf(node: Nodes): string {
  if (node.type === "inlineCode" || node.type === "code") {
    return "\n";
  }
  if ("value" in node) {
    return node.value;
  }
  return "children" in node ? node.children.map(proseOf).join("") : "";
}

/** Somebody who would be called by it. */
export const LIVE_MENTION = /(?:^|[^\w`])@[a-z\d]/i;
