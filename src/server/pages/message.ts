import { LABELS, NO_PAGE, type NoPage } from "../../replies/pages.ts";
import type { Page } from "./html.ts";
import { type Frame, pageWith } from "./layout.ts";
import { inline } from "./markdown.ts";
import { html } from "./markup.ts";

const STATUS: Readonly<Record<NoPage, number>> = {
  "not-found": 404,
  // To a browser without a session it is a page like any other: what it wants is not told.
  "sign-in": 401,
  "signed-out": 200,
  "not-begun-here": 403,
  "not-signed-in": 400,
  denied: 400,
  "set-up": 502,
  "sign-in-silent": 502,
  "no-answer": 503,
  off: 404,
  store: 503,
  "get-only": 405,
};

/** Says why there is no page, and what to do next. */
export function messagePage(why: NoPage, frame: Frame): Page {
  const { title, says, remedy } = NO_PAGE[why];
  const signIn = `${frame.to.signIn}?to=${encodeURIComponent(frame.path)}`;
  const offersSignIn = why !== "off" && frame.canSignIn && frame.login === undefined;
  return pageWith(frame, {
    status: STATUS[why],
    title,
    main: html`<h1>${title}</h1>
<div class="panel pad lead idle">
<p>${inline(says)}</p>
<p>${inline(remedy)}</p>
${offersSignIn ? html`<p><a href="${signIn}">${LABELS.signIn}</a></p>` : undefined}
</div>`,
  });
}
