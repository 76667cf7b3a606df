import { createHash } from "node:crypto";
import { Webhooks } from "@octokit/webhooks";
import type { App } from "../github/apps.ts";
import type { Clock } from "../github/clock.ts";

/** One try to bring an event to an App. */
export interface Attempt {
  /** The sandbox's clock, ms. */
  readonly at: number;
  /** Null when the App did not answer. */
  readonly status: number | null;
  readonly body: string;
  readonly error?: string;
}

/** What is sent: the signature is made for the body unless another, or null for none, is given. */
export interface Letter {
  readonly body: string;
  readonly event: string;
  readonly guid: string;
  readonly signature?: string | null | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** GitHub gives an App ten seconds, of real time (docs: handling webhook deliveries). */
const PATIENCE = 10_000;

/** A GUID for the n-th event; the same story gives the same ones. */
export const guidOf = (n: number): string => {
  const hex = createHash("sha1").update(`delivery ${n}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
};

const requestFor = async (app: App, letter: Letter): Promise<Request> => {
  const { body, signature = await new Webhooks({ secret: app.webhookSecret }).sign(body) } = letter;
  return new Request(app.webhookUrl ?? "http://app.test/api/github/webhooks", {
    method: "POST",
    body,
    headers: {
      accept: "*/*",
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/sandbox",
      "x-github-delivery": letter.guid,
      "x-github-event": letter.event,
      "x-github-hook-id": String(app.hookId),
      "x-github-hook-installation-target-id": String(app.id),
      "x-github-hook-installation-target-type": "integration",
      ...(signature === null ? {} : { "x-hub-signature-256": signature }),
      ...letter.headers,
    },
  });
};

const patiently = async (answer: Promise<Response>): Promise<Response> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/** Sends a letter to an App, signed and with all of GitHub's headers, and records what it answered. */
export const post = async (clock: Clock, app: App, letter: Letter): Promise<Attempt> => {
  const at = clock.now();
  try {
    const request = await requestFor(app, letter);
    const response = await patiently((app.deliver ?? fetch)(request));
    return { at, status: response.status, body: await response.text() };
  } catch (error) {
    return { at, status: null, body: "", error: error instanceof Error ? error.message : String(error) };
  }
};
