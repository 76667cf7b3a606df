import type { Instant } from "../../release/instant.ts";
import { LABELS } from "../../replies/pages.ts";
import type { Addresses } from "./addresses.ts";
import { documentOf } from "./document.ts";
import type { Page } from "./html.ts";
import { type Html, html, verbatim } from "./markup.ts";
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

/** A page of the server's own, with where else people can go. */
export function pageWith(frame: Frame, { status = 200, title, main, current, live = false }: Content): Page {
  const footer = html`${LABELS.asOf} ${at(frame.now)}`;
  return documentOf({ status, title, header: header(frame, current), main, footer, live });
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
