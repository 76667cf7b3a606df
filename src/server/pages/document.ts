import { createHash } from "node:crypto";
import { LABELS } from "../../replies/pages.ts";
import { type Page, POLICIES } from "./html.ts";
import { LIVE } from "./live.ts";
import { type Html, html, verbatim } from "./markup.ts";
import { STYLE } from "./style.ts";

/** What a whole page is put together from. */
export type Document = {
  readonly status: number;
  readonly title: string;
  readonly header: Html;
  readonly main: Html;
  readonly footer: Html;
  /** It is kept up to date while somebody looks at it. */
  readonly live: boolean;
  /** Rules of its own after those of every page. */
  readonly style?: string;
};

const SCRIPT_SOURCE = hashOf(LIVE);
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#1a7f37"/><path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/></svg>',
)}`;

/** A whole page: nothing from elsewhere, in no frame, and kept by nobody. */
export function documentOf({ status, title, header, main, footer, live, style = "" }: Document): Page {
  const rules = `${STYLE}${style}`;
  const { html: text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${LABELS.app}</title>
<link rel="icon" href="${ICON}">
<style>${verbatim(rules)}</style>
</head>
<body>
<a class="skip" href="#content">${LABELS.skip}</a>
${header}
<main id="content" tabindex="-1">
${main}
</main>
<footer><p id="as-of"${live ? verbatim(" data-live") : undefined}>${footer}</p></footer>
${live ? html`<script>${verbatim(LIVE)}</script>` : undefined}
</body>
</html>`;
  return {
    status,
    html: text,
    headers: { ...POLICIES, "content-security-policy": policy(rules, live), etag: etagOf(text) },
  };
}

function policy(rules: string, live: boolean): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(rules)}`,
    "img-src data:",
    ...(live ? [`script-src ${SCRIPT_SOURCE}`, "connect-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}
