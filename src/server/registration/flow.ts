import { randomBytes } from "node:crypto";
import type { Credentials, RegistrationSettings } from "../../env/registration.ts";
import { HOUR, type Instant } from "../../release/instant.ts";
import type { RegistrationFailure } from "../../replies/registration.ts";
import { isSame, type OneTimeCode } from "./code.ts";
import { type Conversion, convert, type MadeApp } from "./conversion.ts";
import { type Prepared, prepareFile } from "./credentials-file.ts";
import { type Entered, wishOf } from "./form.ts";
import { type Manifest, manifestFor, registrationUrl } from "./manifest.ts";

export const REGISTRATION_PATH = "/setup";
export const RETURN_PATH = "/setup/callback";

/** Under way: what has to come back from GitHub, and to which browser. */
type Pending = {
  readonly state: string;
  readonly kept: string;
  readonly origin: string;
  readonly publicUrl: string;
  readonly until: Instant;
};

export type Begun =
  | {
      readonly is: "begun";
      /** GitHub's page for new Apps, with the state. */
      readonly to: string;
      readonly manifest: Manifest;
      readonly publicUrl: string;
      readonly organization: string | undefined;
      /** What the browser keeps. */
      readonly kept: string;
    }
  | { readonly is: "not"; readonly why: RegistrationFailure };

export type Finished =
  | { readonly is: "registered"; readonly app: MadeApp }
  | { readonly is: "not"; readonly why: RegistrationFailure };

/** How long GitHub's answer is waited for, and good. */
export const REGISTRATION_TIME = HOUR;

export type FlowOptions = {
  readonly settings: RegistrationSettings;
  readonly code: OneTimeCode;
  readonly clock: { now(): Instant };
  readonly userAgent: string;
  readonly fetch: typeof fetch;
};

/** From the code to the file of the credentials. One registration is under way at a time, the newest. */
export type Flow = {
  /** `origin`: of the page in the browser. */
  begin(entered: Entered, origin: string): Promise<Begun>;
  /** The page's origin of the registration that is under way. */
  origin(): string | undefined;
  finish(answer: URLSearchParams, kept: string | undefined): Promise<Finished>;
};

export function createFlow({ settings, code, clock, userAgent, fetch }: FlowOptions): Flow {
  let pending: Pending | undefined;
  let isConverting = false;

  async function finishHeld(held: Pending, answer: string): Promise<Finished> {
    const file = await prepareFile(settings.path);
    if (typeof file === "string") return { is: "not", why: file };
    const made = await convert(answer, { api: settings.github.api, userAgent, fetch });
    if (made.is !== "made") {
      await file.drop();
      // Only where GitHub said nothing can the same answer be of use again.
      if (made.is !== "github-silent") pending = undefined;
      return { is: "not", why: made.is };
    }
    pending = undefined;
    return kept(file, made, held.publicUrl);
  }

  return {
    origin: () => pending?.origin,
    async begin(entered, origin) {
      const checked = code.check(entered.code);
      if (checked !== "right") return { is: "not", why: checked };
      const wish = wishOf(
        { ...entered, address: settings.publicUrl ?? entered.address },
        settings.github.api,
      );
      if (wish.is === "not") return wish;
      const file = await prepareFile(settings.path);
      if (typeof file === "string") return { is: "not", why: file };
      await file.drop();
      const { publicUrl, organization } = wish;
      const [state, kept] = [secret(), secret()];
      pending = { state, kept, origin, publicUrl, until: clock.now() + REGISTRATION_TIME };
      const base = new URL(publicUrl).origin === origin ? publicUrl : origin;
      return {
        is: "begun",
        to: registrationUrl(settings.github.web, organization, state),
        manifest: manifestFor(publicUrl, `${base}${RETURN_PATH}`),
        publicUrl,
        organization,
        kept,
      };
    },
    async finish(answer, kept) {
      const held = pending;
      const [states, codes] = [answer.getAll("state"), answer.getAll("code")];
      const [state, given] = [states[0] ?? "", codes[0] ?? ""];
      const isOurs =
        held !== undefined &&
        states.length === 1 &&
        codes.length === 1 &&
        held.until > clock.now() &&
        isSame(state, held.state) &&
        isSame(kept ?? "", held.kept) &&
        /^[\w-]{1,200}$/.test(given);
      if (!isOurs) return { is: "not", why: "not-this-browser" };
      if (isConverting) return { is: "not", why: "busy" };
      isConverting = true;
      try {
        return await finishHeld(held, given);
      } finally {
        isConverting = false;
      }
    },
  };
}

/** From here on there is something to lose: GitHub gives the credentials once. */
async function kept(
  file: Prepared,
  { app }: Extract<Conversion, { is: "made" }>,
  publicUrl: string,
): Promise<Finished> {
  try {
    await file.write(credentialsOf(app, publicUrl));
    return { is: "registered", app };
  } catch {
    return { is: "not", why: "credentials-lost" };
  }
}

/** With what it takes to link accounts and to sign in to the pages. The key is on one line: in base64. */
function credentialsOf(app: MadeApp, publicUrl: string): Credentials {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: Buffer.from(app.pem, "utf8").toString("base64"),
    WEBHOOK_SECRET: app.webhook_secret,
    GITHUB_CLIENT_ID: app.client_id,
    GITHUB_CLIENT_SECRET: app.client_secret,
    ACCOUNT_KEY: randomBytes(32).toString("hex"),
    PUBLIC_URL: publicUrl,
  };
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
