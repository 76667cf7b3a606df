import type { IncomingMessage } from "node:http";
import { FLOW_TIME } from "../../accounts/flow.ts";
import type { Session, SignIn } from "../../accounts/session.ts";
import type { GitHub } from "../../github/github.ts";
import type { Log } from "../../log.ts";
import type { LinkFailure } from "../../replies/linking.ts";
import type { NoPage } from "../../replies/pages.ts";
import { placeAt } from "./addresses.ts";
import { createCookie } from "./cookies.ts";
import type { Page } from "./html.ts";
import type { Frame } from "./layout.ts";
import { isFromOwnPage, type Redirect } from "./link.ts";
import { messagePage } from "./message.ts";

/** How people sign in to the pages. */
export type Door = {
  readonly signIn: SignIn;
  /** Under which people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly github: Pick<GitHub, "asPerson">;
  readonly log: Log;
};

/** Whoever is signed in in this browser; undefined: nobody is. */
export function sessionIn(request: IncomingMessage, { signIn, publicUrl }: Door): Session | undefined {
  const sealed = createCookie("session", publicUrl).read(request);
  return sealed === undefined ? undefined : signIn.sessionOf(sealed);
}

/** The page, and the session's cookie is taken away. */
export function withoutSession(page: Page, { publicUrl }: Door): Page {
  return {
    ...page,
    headers: { ...page.headers, "set-cookie": createCookie("session", publicUrl).set("", 0) },
  };
}

/** Sends the browser to GitHub. Begun by whatever page, it signs in nobody but who is logged in there. */
export function beginSignIn({ signIn, publicUrl }: Door, to: string | null): Redirect {
  const { location, kept } = signIn.begin(ownPath(to));
  const cookie = createCookie("sign-in", publicUrl).set(kept, FLOW_TIME);
  return { status: 303, headers: { location, "set-cookie": cookie } };
}

/** GitHub sends the browser back; undefined where this is the answer to something else. */
export async function finishSignIn(
  request: IncomingMessage,
  door: Door,
  { frame, now }: { readonly frame: Frame; readonly now: number },
): Promise<Page | Redirect | undefined> {
  const { signIn, publicUrl, log } = door;
  const answer = new URL(request.url ?? "", "http://any.invalid").searchParams;
  const flow = createCookie("sign-in", publicUrl);
  const kept = flow.read(request);
  if (request.method !== "GET" || !signIn.isOurs(answer, kept)) return undefined;
  try {
    const made = await signIn.finish(answer, kept);
    if (made.is === "not") return messagePage(WHY[made.why], frame);
    const session = createCookie("session", publicUrl).set(made.sealed, made.until - now);
    const headers = { location: `${publicUrl}${made.to}`, "set-cookie": [flow.set("", 0), session] };
    return { status: 303, headers };
  } catch (error) {
    log.error({ err: error }, "a person was not signed in");
    return messagePage("sign-in-silent", frame);
  }
}

const WHY: Readonly<Record<LinkFailure, NoPage>> = {
  "from-elsewhere": "not-begun-here",
  "not-this-browser": "not-signed-in",
  "code-refused": "not-signed-in",
  denied: "denied",
  "set-up": "set-up",
  "github-silent": "sign-in-silent",
  busy: "sign-in-silent",
};

/** `POST`: signs out, where our own page asks for it. `GET`: what that means. */
export function answerSignOut(request: IncomingMessage, door: Door, frame: Frame): Page {
  switch (request.method) {
    case "POST": {
      if (!isFromOwnPage(request, door)) return messagePage("not-begun-here", frame);
      const { login: _, ...nobody } = frame;
      return withoutSession(messagePage("signed-out", { ...nobody, path: "/" }), door);
    }
    default:
      return messagePage(frame.login === undefined ? "signed-out" : "not-begun-here", {
        ...frame,
        path: "/",
      });
  }
}

/** Only to pages of ours: an address elsewhere would make the sign-in lead wherever somebody wants. */
function ownPath(to: string | null): string {
  const url = URL.canParse(to ?? "", "http://any.invalid")
    ? new URL(to ?? "", "http://any.invalid")
    : undefined;
  const isOurs = url?.origin === "http://any.invalid" && placeAt(url.pathname) !== undefined;
  return isOurs && url !== undefined ? `${url.pathname}${url.search}` : "/";
}
