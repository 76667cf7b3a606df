import type { Blockquote, Code, Link, List, Nodes, Parents, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { type Html, html, verbatim } from "../../../server/pages/markup.ts";
import { flowOf } from "./mermaid.ts";
import { type Piece, paired, piecesOf } from "./raw-html.ts";

/** What a text's names and addresses lead to. */
export type Around = {
  /** Where an address leads within the page; undefined: nowhere, it is only shown. */
  place(url: string): string | undefined;
  /** How an address of the project reads where it stands alone; undefined: as it is. */
  short(url: string): string | undefined;
  isLogin(name: string): boolean;
};

/**
 * Markdown as GitHub shows it in issues: tables, task lists, alerts, folded parts, and a line for each line. Everything
 * is made of our own markup: no tag, attribute or address of the text gets into it.
 */
export function githubMarkdown(markdown: string, around: Around): Html {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return html`<div class="markdown">${blocksOf(tree, around)}</div>`;
}

function blocksOf({ children }: Parents, around: Around): Html {
  return paired(
    children.flatMap((node): readonly Piece[] =>
      node.type === "html" ? piecesOf(node.value, "block") : [block(node, around)],
    ),
  );
}

function block(node: Nodes, around: Around): Html {
  switch (node.type) {
    case "paragraph":
      return html`<p>${linesOf(node, around)}</p>`;
    case "heading":
      return tagged(`h${Math.max(3, node.depth)}`, linesOf(node, around));
    case "list":
      return list(node, around);
    case "table":
      return table(node, around);
    case "code":
      return code(node);
    case "blockquote":
      return quote(node, around);
    case "thematicBreak":
      return html`<hr>`;
    case "definition":
      return html``;
    default:
      return html`<p>${span(node, around)}</p>`;
  }
}

function list({ ordered, children }: List, around: Around): Html {
  const items = children.map((item) => {
    const content =
      item.spread === true || item.children.length > 1 ? blocksOf(item, around) : tight(item, around);
    return typeof item.checked === "boolean"
      ? html`<li class="task"><input type="checkbox" disabled aria-label="${item.checked ? "done" : "to do"}"${item.checked ? verbatim(" checked") : undefined}> ${content}</li>`
      : html`<li>${content}</li>`;
  });
  return tagged(ordered === true ? "ol" : "ul", html`${items}`);
}

/** A single paragraph stands in its item as it is. */
function tight(item: Parents, around: Around): Html {
  const [only] = item.children;
  return only?.type === "paragraph" ? linesOf(only, around) : blocksOf(item, around);
}

function table({ children: [head, ...rows] }: Table, around: Around): Html {
  const cells = (row: Table["children"][number] | undefined, tag: string) =>
    html`<tr>${(row?.children ?? []).map((cell) => tagged(tag, linesOf(cell, around)))}</tr>`;
  return html`<div class="scroll" tabindex="0"><table><thead>${cells(head, "th")}</thead><tbody>${rows.map((row) => cells(row, "td"))}</tbody></table></div>`;
}

function code({ lang, value }: Code): Html {
  return (
    (lang === "mermaid" ? flowOf(value) : undefined) ?? html`<pre tabindex="0"><code>${value}</code></pre>`
  );
}

/** https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const ALERT = /^\[!(?<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/;

function quote(node: Blockquote, around: Around): Html {
  const [first, ...rest] = node.children;
  const [begin, ...more] = first?.type === "paragraph" ? first.children : [];
  const kind = begin?.type === "text" ? ALERT.exec(begin.value)?.groups?.["kind"] : undefined;
  if (first?.type !== "paragraph" || begin?.type !== "text" || kind === undefined) {
    return html`<blockquote>${blocksOf(node, around)}</blockquote>`;
  }
  const text = { ...begin, value: begin.value.replace(ALERT, "") };
  const within = { ...node, children: [{ ...first, children: [text, ...more] }, ...rest] };
  return html`<div class="alert ${kind.toLowerCase()}"><p class="kind">${kind.charAt(0)}${kind.slice(1).toLowerCase()}</p>${blocksOf(within, around)}</div>`;
}

function linesOf({ children }: Parents, around: Around): Html {
  return paired(
    children.flatMap((node): readonly Piece[] =>
      node.type === "html" ? piecesOf(node.value, "line") : [span(node, around)],
    ),
  );
}

const TAG_OF = { strong: "strong", emphasis: "em", delete: "del" } as const;

function span(node: Nodes, around: Around): Html {
  switch (node.type) {
    case "text":
      return textOf(node.value, around);
    case "inlineCode":
      return html`<code>${node.value}</code>`;
    case "strong":
    case "emphasis":
    case "delete":
      return tagged(TAG_OF[node.type], linesOf(node, around));
    case "link":
      return link(
        node.url,
        isBare(node) ? textOf(around.short(node.url) ?? node.url, around) : linesOf(node, around),
        around,
      );
    case "image":
      return html`<span class="away" title="${node.url}">${node.alt ?? "image"}</span>`;
    case "break":
      return html`<br>`;
    default:
      return "value" in node ? html`${node.value}` : "children" in node ? linesOf(node, around) : html``;
  }
}

/** An address that stands for itself. */
function isBare({ url, children: [first] }: Link): boolean {
  return first?.type === "text" && first.value === url;
}

/** Nothing leads out of the page: what GitHub would open elsewhere does not exist here. */
function link(url: string, content: Html, { place }: Around): Html {
  const to = place(url);
  return to === undefined
    ? html`<span class="away" title="${url}">${content}</span>`
    : html`<a href="${to}">${content}</a>`;
}

const MENTION = /(?<![\w/@.-])@(?<login>[a-z\d](?:-?[a-z\d])*)/gi;

/** Text with its mentions, line by line. Zero-width spaces keep GitHub from making links: they are for it alone. */
function textOf(value: string, { isLogin }: Around): Html {
  const lines = value.replaceAll("\u200b", "").split("\n");
  return html`${lines.map((line, index) => html`${index === 0 ? undefined : html`<br>`}${mentions(line)}`)}`;

  function mentions(line: string): Html {
    const parts: Html[] = [];
    let from = 0;
    for (const { 0: all, index, groups } of line.matchAll(MENTION)) {
      if (!isLogin(groups?.["login"] ?? "")) continue;
      parts.push(html`${line.slice(from, index)}<strong class="mention">${all}</strong>`);
      from = index + all.length;
    }
    return html`${parts}${line.slice(from)}`;
  }
}

/** An element by the name of one of our own tags. */
function tagged(tag: string, content: Html): Html {
  return html`${verbatim(`<${tag}>`)}${content}${verbatim(`</${tag}>`)}`;
}
