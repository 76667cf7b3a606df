import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Keyring } from "./seal.ts";

/** How long it may take from its begin to GitHub's answer. GitHub's code is good for as long. */
export const FLOW_TIME = 10 * MINUTE;

/** One authorization on its way, as the browser keeps it: sealed, so that it can be neither read nor made up. */
export type Flow = {
  /** Comes back with GitHub's answer. */
  readonly state: string;
  /** Only who has it can trade GitHub's code in (PKCE). */
  readonly verifier: string;
  readonly until: Instant;
  /** Where the browser goes once it has come back. */
  readonly to?: string;
};

/** What it is for: one that was begun for the one finishes nothing of the other. */
export type FlowPurpose = "linking" | "sign-in";

const Kept = z.object({
  state: z.string().min(1),
  verifier: z.string().min(1),
  until: z.number(),
  to: z.string().optional(),
});

/** In bytes: 43 characters, the shortest verifier that PKCE allows (RFC 7636, 4.1). */
const RANDOM = 32;

export function newFlow(now: Instant, to?: string): Flow {
  const random = () => randomBytes(RANDOM).toString("base64url");
  return { state: random(), verifier: random(), until: now + FLOW_TIME, ...(to === undefined ? {} : { to }) };
}

export function challengeOf({ verifier }: Flow): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

export function sealFlow(keyring: Keyring, flow: Flow, purpose: FlowPurpose): string {
  return keyring.seal(JSON.stringify(flow), { purpose, person: 0 });
}

/** The flow that a browser brings along; undefined for anything that is none of ours, or too old. */
export function openFlow(
  keyring: Keyring,
  sealed: string,
  { now, purpose }: { readonly now: Instant; readonly purpose: FlowPurpose },
): Flow | undefined {
  const opened = keyring.open(sealed, { purpose, person: 0 });
  if (opened.is !== "open") return;
  const { to, ...flow } = Kept.parse(JSON.parse(opened.text));
  return flow.until > now ? { ...flow, ...(to === undefined ? {} : { to }) } : undefined;
}

/** In the same time wherever they differ. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

/** Names a state where it is remembered as used, without telling it. */
export function nameOf({ state }: Flow): string {
  return digest(state).toString("base64url");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
