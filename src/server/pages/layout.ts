import { createHash } from "node:crypto";
import type { Instant } from "../../release/instant.ts";
import { LABELS } from "../../replies/pages.ts";
import type { Addresses } from "./addresses.ts";
import { type Page, POLICIES } from "./html.ts";
import { LIVE } from "./live.ts";
import { type Html, html, verbatim } from "./markup.ts";
import { STYLE } from "./style.ts";
import { at } from "./when.ts";

/** What stands around every page. */
export type Frame = {
  readonly to: Addresses;
  readonly now: Instant;
  /** Who is signed in; absent: nobody. */
  readonly login?: string;
  /** Whether people can sign in here. */
  readonly canSignIn: boolean;
  /** Where to come back to after signing in. */
  readonly path: string;
};

export type Content = {
  readonly status?: number;
  readonly title: string;
  readonly main: Html;
  readonly current?: "overview" | "health";
  /** It is kept up to date while somebody looks at it. */
  readonly live?: boolean;
};

const STYLE_SOURCE = hashOf(STYLE);
const SCRIPT_SOURCE = hashOf(LIVE);
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#1a7f37"/><path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/></svg>',
)}`;

/** A whole page: nothing from elsewhere, in no frame, and kept by nobody. */
export function pageWith(frame: Frame, { status = 200, title, main, current, live = false }: Content): Page {
  const { html: text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${LABELS.app}</title>
<link rel="icon" href="${ICON}">
<style>${verbatim(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">${LABELS.skip}</a>
${header(frame, current)}
<main id="content" tabindex="-1">
${main}
</main>
<footer><p id="as-of"${live ? verbatim(" data-live") : undefined}>${LABELS.asOf} ${at(frame.now)}</p></footer>
${live ? html`<script>${verbatim(LIVE)}</script>` : undefined}
</body>
</html>`;
  return {
    status,
    html: text,
    headers: { ...POLICIES, "content-security-policy": policy(live), etag: etagOf(text) },
  };
}

function header({ to, login, canSignIn, path }: Frame, current: Content["current"]): Html {
  const link = (name: "overview" | "health", label: string) =>
    html`<a href="${to[name]}"${name === current ? verbatim(' aria-current="page"') : undefined}>${label}</a>`;
  return html`<header class="bar">
<a class="app" href="${to.overview}">${LABELS.app}</a>
<nav aria-label="${LABELS.pages}">${link("overview", LABELS.releases)}${link("health", LABELS.health)}</nav>
${who()}
</header>`;

  function who(): Html | undefined {
    if (login !== undefined) {
      return html`<div class="who"><span>${login}</span><form method="post" action="${to.signOut}"><button>${LABELS.signOut}</button></form></div>`;
    }
    const back = `${to.signIn}?to=${encodeURIComponent(path)}`;
    return canSignIn ? html`<div class="who"><a href="${back}">${LABELS.signIn}</a></div>` : undefined;
  }
}

function policy(live: boolean): string {
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
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
