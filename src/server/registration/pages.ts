import type { IncomingMessage } from "node:http";
import { whyNoAddress } from "../../env/reader.ts";
import type { RegistrationSettings } from "../../env/registration.ts";
import {
  askPage,
  handOverPage,
  REGISTRATION_LINKS,
  type RegistrationFailure,
  registeredPage,
  registrationFailurePage,
} from "../../replies/registration.ts";
import { ANSWERS, type Answer } from "../answers.ts";
import { readBody } from "../body.ts";
import { createCookie } from "../pages/cookies.ts";
import { type Page, pageOf } from "../pages/html.ts";
import type { MadeApp } from "./conversion.ts";
import { type Begun, type Finished, type Flow, REGISTRATION_PATH, REGISTRATION_TIME } from "./flow.ts";
import { askForm, type Entered, enteredIn, handOverForm } from "./form.ts";

const STATUS: Readonly<Record<RegistrationFailure, number>> = {
  "from-elsewhere": 403,
  insecure: 403,
  "wrong-code": 403,
  "too-many-tries": 429,
  "no-address": 400,
  "address-local": 400,
  "no-organization": 400,
  "not-this-browser": 400,
  "code-refused": 400,
  "github-silent": 502,
  "answer-unclear": 502,
  "file-there": 409,
  "file-unwritable": 500,
  "credentials-lost": 500,
  busy: 409,
};

/** More than three fields of a form hold. */
const LARGEST_FORM = 16 * 1024;

/** `/setup`: asks, and hands over to GitHub. Undefined: the sender went away. */
export async function answerRegistration(
  request: IncomingMessage,
  settings: RegistrationSettings,
  flow: Flow,
): Promise<Answer | Page | undefined> {
  switch (request.method) {
    case "GET":
    case "HEAD":
      return ask(settings, { address: settings.publicUrl ?? addressOf(request), organization: "" });
    case "POST":
      return answerForm(request, settings, flow);
    default:
      return ANSWERS.getOrPost;
  }
}

async function answerForm(
  request: IncomingMessage,
  settings: RegistrationSettings,
  flow: Flow,
): Promise<Answer | Page | undefined> {
  const body = await readBody(request, LARGEST_FORM);
  if (body.is !== "whole") return body.is === "too-large" ? ANSWERS.formTooLarge : undefined;
  const entered = enteredIn(body.text);
  const origin = ownOrigin(request, settings.publicUrl);
  if (origin === undefined) return ask(settings, entered, "from-elsewhere");
  if (whyNoAddress(origin) !== undefined) return ask(settings, entered, "insecure");
  const begun = await flow.begin(entered, origin);
  return begun.is === "not" ? ask(settings, entered, begun.why) : handOver(settings, begun, origin);
}

/** `/setup/callback`: GitHub sends the browser back here. */
export async function answerReturn(
  request: IncomingMessage,
  settings: RegistrationSettings,
  flow: Flow,
): Promise<{ readonly given: Answer | Page; readonly isRegistered: boolean }> {
  // Not HEAD: a look that shows nobody a page would use the answer up.
  if (request.method !== "GET") return { given: ANSWERS.getOnly, isRegistered: false };
  const answer = new URL(request.url ?? "", "http://any.invalid").searchParams;
  const origin = flow.origin();
  const cookie = origin === undefined ? undefined : createCookie("registration", origin);
  const finished: Finished = await flow.finish(answer, cookie?.read(request));
  if (finished.is === "registered") {
    const gone = cookie === undefined ? {} : { cookie: cookie.set("", 0) };
    return { given: done(finished.app, settings, gone), isRegistered: true };
  }
  const { why } = finished;
  const link = { to: `..${REGISTRATION_PATH}`, says: REGISTRATION_LINKS.again };
  return { given: pageOf(registrationFailurePage(why), { status: STATUS[why], link }), isRegistered: false };
}

function ask(
  settings: RegistrationSettings,
  before: Omit<Entered, "code">,
  failure?: RegistrationFailure,
): Page {
  return pageOf(askPage(failure), {
    status: failure === undefined ? 200 : STATUS[failure],
    form: askForm(before, settings.publicUrl !== undefined),
  });
}

function handOver(
  { github }: RegistrationSettings,
  begun: Extract<Begun, { is: "begun" }>,
  origin: string,
): Page {
  const { organization, publicUrl, to, manifest, kept } = begun;
  const text = handOverPage({ owner: organization, publicUrl, web: github.web });
  return pageOf(text, {
    status: 200,
    form: handOverForm(to, manifest, text.button ?? ""),
    formTo: new URL(github.web).origin,
    cookie: createCookie("registration", origin).set(kept, REGISTRATION_TIME),
  });
}

function done(
  app: MadeApp,
  { github, path }: RegistrationSettings,
  gone: { readonly cookie?: string },
): Page {
  const { slug } = app;
  const isThere = URL.canParse(app.html_url) && new URL(app.html_url).origin === new URL(github.web).origin;
  const home = isThere ? app.html_url : `${github.web}/apps/${slug}`;
  const link = { to: `${home}/installations/new`, says: REGISTRATION_LINKS.install };
  return pageOf(registeredPage({ slug, path }), { status: 200, link, ...gone });
}

/**
 * The origin of the page a form comes from, where that is this server's own: browsers say it, and no page can say
 * otherwise. A proxy may have put its own name for ours, and passes ours on beside it.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin
 */
function ownOrigin({ headers }: IncomingMessage, publicUrl: string | undefined): string | undefined {
  const { origin } = headers;
  if (origin === undefined || !URL.canParse(origin)) return undefined;
  const { host } = new URL(origin);
  const ours = [headers.host, first(headers["x-forwarded-host"])];
  const isPublic = publicUrl !== undefined && new URL(publicUrl).origin === origin;
  return ours.includes(host) || isPublic ? origin : undefined;
}

/** A first guess at the address that people and GitHub use: whatever was asked for, if it is not this machine. */
function addressOf({ headers }: IncomingMessage): string {
  const host = first(headers["x-forwarded-host"]) ?? headers.host ?? "";
  return /^[\w.-]+\.[a-z]{2,}$/i.test(host) ? `https://${host}` : "";
}

function first(header: string | readonly string[] | undefined): string | undefined {
  return (
    String(header ?? "")
      .split(",", 1)[0]
      ?.trim() || undefined
  );
}
