import type { Nodes, Parents } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { createRecent } from "../../recent.ts";
import { type Html, html } from "./markup.ts";

/** The same sentences are shown again and again. */
const rendered = createRecent<Html>(5_000);

/** One line of Markdown as HTML within a line: paragraphs run together. */
export function inline(markdown: string): Html {
  return remembered("inline", markdown, (root) => joined(root, " "));
}

/** Markdown as HTML in blocks. */
export function blocks(markdown: string): Html {
  return remembered("blocks", markdown, (root) => html`${root.children.map(block)}`);
}

function remembered(
  kind: string,
  markdown: string,
  make: (root: ReturnType<typeof fromMarkdown>) => Html,
): Html {
  const key = `${kind} ${markdown}`;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const made = make(fromMarkdown(markdown));
  rendered.set(key, made);
  return made;
}

function block(node: Nodes): Html {
  switch (node.type) {
    case "paragraph":
      return html`<p>${spans(node)}</p>`;
    case "list":
      return node.ordered === true
        ? html`<ol>${node.children.map((item) => html`<li>${joined(item, " ")}</li>`)}</ol>`
        : html`<ul>${node.children.map((item) => html`<li>${joined(item, " ")}</li>`)}</ul>`;
    case "code":
      return html`<pre tabindex="0"><code>${node.value}</code></pre>`;
    case "blockquote":
      return html`<blockquote>${node.children.map(block)}</blockquote>`;
    default:
      return html`<p>${span(node)}</p>`;
  }
}

/** What stands in a line; whatever is not known here is its text. HTML is none: it stays text, too. */
function span(node: Nodes): Html {
  switch (node.type) {
    case "text":
      // Without the characters that keep GitHub from making links.
      return html`${node.value.replaceAll("\u200b", "")}`;
    case "inlineCode":
      return html`<code>${node.value}</code>`;
    case "strong":
      return html`<strong>${spans(node)}</strong>`;
    case "emphasis":
      return html`<em>${spans(node)}</em>`;
    case "link":
      return /^https?:\/\//.test(node.url) ? html`<a href="${node.url}">${spans(node)}</a>` : spans(node);
    case "break":
      return html`<br>`;
    default:
      return "value" in node ? html`${node.value}` : "children" in node ? joined(node, " ") : html``;
  }
}

function spans(node: Parents): Html {
  return html`${node.children.map(span)}`;
}

function joined(node: Parents, between: string): Html {
  const isInline = node.children.every((child) => child.type !== "paragraph" && child.type !== "list");
  const parts = node.children.map(
    isInline ? span : (child: Nodes) => ("children" in child ? spans(child) : span(child)),
  );
  return html`${parts.map((part, index) => (index === 0 || isInline ? part : html`${between}${part}`))}`;
}
