import { type IncomingMessage, ServerResponse } from "node:http";
import { Webhooks } from "@octokit/webhooks";
import type { Log } from "../log.ts";
import { SECOND } from "../release/instant.ts";
import { ANSWERS, type Answer } from "./answers.ts";
import { readBody } from "./body.ts";

/** Probot's middleware: verifies the signature, calls the door, and writes its own answer. */
type Deliver = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

export type WebhookOptions = {
  readonly appId: number;
  readonly deliver: Deliver;
  readonly secrets: WebhookSecrets;
  readonly log: Log;
  /** In bytes. */
  readonly largestBody?: number;
  /** In milliseconds of real time. */
  readonly deadline?: number;
};

/** The webhook secret, and what it was before, for as long as deliveries signed with that are taken. */
type WebhookSecrets = { readonly now: string; readonly old: readonly string[] };

/** GitHub sends no larger payload. https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap */
const LARGEST_BODY = 25 * 1024 * 1024;

/**
 * GitHub gives up after 10 s, and Probot answers 202, which counts as success, after 9 s. What takes longer than
 * the store's own deadline has failed, and has to look so.
 */
const DEADLINE = 8 * SECOND;

/** The answer to one delivery; undefined when its sender went away in the middle. */
export async function answerWebhook(
  request: IncomingMessage,
  options: WebhookOptions,
): Promise<Answer | undefined> {
  const refusal = refusalOf(request, options.appId);
  if (refusal !== undefined) {
    return refusal;
  }
  const body = await readBody(request, options.largestBody ?? LARGEST_BODY);
  if (body.is !== "whole") {
    return body.is === "too-large" ? ANSWERS.tooLarge : undefined;
  }
  // Probot would fail on null or a number, and its failure would ask for another delivery.
  if (!/^\s*\{/.test(body.text)) {
    return ANSWERS.unsigned;
  }
  // Probot then skips its own reader, which has no cap, and verifies this text.
  request.body = body.text;
  await signAnew(request, body.text, options.secrets);
  return answerOf(await statusOf(request, options));
}

/** Deliveries that are under way while the secret changes are signed with the old one: they get the new one's signature. */
async function signAnew(
  { headers }: IncomingMessage,
  body: string,
  { now, old }: WebhookSecrets,
): Promise<void> {
  const signature = String(headers["x-hub-signature-256"]);
  for (const secret of old) {
    if (await new Webhooks({ secret }).verify(body, signature)) {
      headers["x-hub-signature-256"] = await new Webhooks({ secret: now }).sign(body);
      return;
    }
  }
}

/** Why a request is not read at all. */
function refusalOf({ method, headers }: IncomingMessage, appId: number): Answer | undefined {
  if (method !== "POST") {
    return ANSWERS.postOnly;
  }
  if (!/^\s*application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? "")) {
    return ANSWERS.notJson;
  }
  const required = ["x-github-event", "x-github-delivery", "x-hub-signature-256"];
  if (required.some((name) => !headers[name])) {
    return ANSWERS.headersMissing;
  }
  // The header is not signed, but it tells apart two Apps that share a secret by mistake.
  const target = headers["x-github-hook-installation-target-id"];
  return target === undefined || target === String(appId) ? undefined : ANSWERS.otherApp;
}

/** The status that Probot would have answered; 504 past the deadline. It answers into the void: we choose the words. */
async function statusOf(
  request: IncomingMessage,
  { deliver, deadline, log }: WebhookOptions,
): Promise<number> {
  const unsent = new ServerResponse(request);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolve) => {
    timer = setTimeout(() => resolve(504), deadline ?? DEADLINE);
  });
  const delivered = deliver(request, unsent).then(
    () => unsent.statusCode,
    (error: unknown) => {
      log.error({ err: error }, "a delivery failed");
      return 500;
    },
  );
  try {
    return await Promise.race([delivered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Only 200 means that the wake is stored. Any other status may be one that an error brought along. */
function answerOf(status: number): Answer {
  switch (status) {
    case 200:
      return ANSWERS.stored;
    case 400:
      return ANSWERS.unsigned;
    default:
      return ANSWERS.notStored;
  }
}
