import type { IncomingMessage } from "node:http";
import type { Log } from "../../log.ts";
import { registrationNotice } from "../../replies/registration.ts";
import { ANSWERS } from "../answers.ts";
import { type Listening, listen } from "../listen.ts";
import type { Redirect } from "../pages/link.ts";
import { type Given, isRead, pathOf, send } from "../send.ts";
import { createOneTimeCode } from "./code.ts";
import { createFlow, type FlowOptions, REGISTRATION_PATH, RETURN_PATH } from "./flow.ts";
import { answerRegistration, answerReturn } from "./pages.ts";

export type RegistrationOptions = Omit<FlowOptions, "code"> & {
  readonly log: Log;
  /** The terminal: the only place where the code is shown. */
  readonly tell: (text: string) => void;
};

/** A server that waits to be set up. */
export type Registering = Listening & {
  /** Resolves once the credentials are in their file. */
  readonly isRegistered: Promise<void>;
};

/** Relative, as a proxy may keep the server below an address of its own. */
const TO_REGISTRATION: Redirect = { status: 303, headers: { location: REGISTRATION_PATH.slice(1) } };

const READS: Readonly<Record<string, Given>> = {
  "/": TO_REGISTRATION,
  "/healthz": ANSWERS.alive,
  "/readyz": ANSWERS.unregistered,
};

/**
 * Serves the page on which an App is registered, and nothing else but the way there, `/healthz` and a `/readyz` that is red. Rejects
 * with cause and remedy where it cannot listen.
 */
export async function openRegistration({ log, tell, ...options }: RegistrationOptions): Promise<Registering> {
  const { settings } = options;
  const code = createOneTimeCode();
  const flow = createFlow({ ...options, code });
  let finish = () => {};
  const isRegistered = new Promise<void>((resolve) => {
    finish = resolve;
  });

  async function answer(request: IncomingMessage): Promise<Given | undefined> {
    switch (pathOf(request)) {
      case REGISTRATION_PATH:
        return answerRegistration(request, settings, flow);
      case RETURN_PATH: {
        const { given, isRegistered } = await answerReturn(request, settings, flow);
        if (isRegistered) finish();
        return given;
      }
      default:
        return answerRead(request);
    }
  }

  const listening = await listen((request, response) => {
    void answer(request)
      .catch((error: unknown) => {
        log.error({ err: error }, "a request of the registration failed");
        return ANSWERS.failed;
      })
      .then((given) => (given === undefined ? response.destroy() : send(request, response, given)));
  }, settings.server);
  tell(registrationNotice({ url: `${listening.url}${REGISTRATION_PATH}`, code: code.text }));
  return { ...listening, isRegistered };
}

function answerRead(request: IncomingMessage): Given {
  const path = pathOf(request);
  const given = Object.hasOwn(READS, path) ? READS[path] : undefined;
  if (given === undefined) return ANSWERS.unknownPath;
  return isRead(request) ? given : ANSWERS.readOnly;
}
