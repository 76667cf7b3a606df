import { createHash } from "node:crypto";
import type { PageText } from "../../replies/linking.ts";
import { escaped, type Html } from "./markup.ts";

/** A page that a person reads in a browser. */
export type Page = {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** Follows the browser's light or dark; nothing is loaded from anywhere. */
const STYLE = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1.25rem; font: 1rem/1.6 system-ui, sans-serif; color: #1f2328; background: #f6f8fa; }
main { max-width: 38rem; margin: 0 auto; padding: 2rem; background: #fff; border: 1px solid #d1d9e0; border-radius: 12px; }
.app { margin: 0; font-size: 0.875rem; color: #59636e; }
h1 { margin: 0.25rem 0 1rem; font-size: 1.5rem; line-height: 1.3; }
p, ul { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li { margin-bottom: 0.5rem; }
code { padding: 0.1em 0.35em; font: 0.9em ui-monospace, monospace; background: #eff1f3; border-radius: 6px; overflow-wrap: anywhere; }
label { display: block; font-weight: 600; }
input { display: block; width: 100%; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: transparent; border: 1px solid #818b98; border-radius: 8px; }
.hint { margin: 0.25rem 0 1.25rem; font-size: 0.875rem; color: #59636e; }
button { padding: 0.65rem 1.25rem; font: inherit; font-weight: 600; color: #fff; background: #1a7f37; border: 0; border-radius: 8px; cursor: pointer; }
button:hover { background: #116329; }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid #0969da; outline-offset: 2px; }
a { color: #0969da; }
form { margin: 1.5rem 0 0.5rem; }
@media (max-width: 30rem) { body { padding: 0; background: #fff; } main { padding: 1.5rem 1.25rem; border: 0; } button { width: 100%; } }
@media (prefers-color-scheme: dark) {
  body { color: #f0f6fc; background: #0d1117; }
  main { background: #151b23; border-color: #3d444d; }
  .app, .hint { color: #9198a1; }
  code { background: #2a313c; }
  .hint code { color: #d1d7e0; }
  a { color: #4493f8; }
  button { background: #238636; }
  button:hover { background: #1a7f37; }
  button:focus-visible, a:focus-visible { outline-color: #4493f8; }
}
@media (prefers-color-scheme: dark) and (max-width: 30rem) { body { background: #151b23; } }
`;

const STYLE_HASH = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

export type Around = {
  readonly status: number;
  /** Where the page's button may lead besides this server: browsers hold redirects after it to the policy, too. */
  readonly formTo?: string;
  /** Fields and a button of their own, instead of the button alone. */
  readonly form?: Html;
  /** A link at the page's end. */
  readonly link?: { readonly to: string; readonly says: string };
  readonly cookie?: string;
};

/** Sets words as a page: no script, nothing from elsewhere, in no frame, and kept by nobody. */
export function pageOf(text: PageText, around: Around): Page {
  const { status, formTo, form, link, cookie } = around;
  const main = [
    '<p class="app">Release Conductor</p>',
    `<h1>${marked(text.title)}</h1>`,
    ...text.parts.map((part) =>
      typeof part === "string"
        ? `<p>${marked(part)}</p>`
        : `<ul>\n${part.list.map((item) => `<li>${marked(item)}</li>`).join("\n")}\n</ul>`,
    ),
    ...(form !== undefined
      ? [form.html]
      : text.button === undefined
        ? []
        : [`<form method="post"><button>${marked(text.button)}</button></form>`]),
    ...(link === undefined ? [] : [`<p><a href="${escaped(link.to)}">${marked(link.says)}</a></p>`]),
  ];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(text.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${main.join("\n")}
</main>
</body>
</html>`;
  const headers = {
    ...POLICIES,
    "content-security-policy": policy(`'self' ${formTo ?? ""}`.trimEnd()),
  };
  return { status, html, headers: cookie === undefined ? headers : { ...headers, "set-cookie": cookie } };
}

/** What every page says of itself to browsers, besides its own content policy. */
export const POLICIES = {
  "x-frame-options": "DENY",
  // To ourselves only, since the address of an answer holds a code; without any, forms would not say where they are from.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const;

function policy(forms: string): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    `form-action ${forms}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Text as HTML; what stands in backquotes as code, and between asterisks as a name on the screen. */
export function marked(text: string): string {
  return escaped(text)
    .replace(/&#96;(.*?)&#96;/g, "<code>$1</code>")
    .replace(/\*([^*]+)\*/g, "<em>$1</em>");
}
