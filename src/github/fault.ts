import type { Fault } from "../release/fact.ts";
import { withoutTokens } from "../release/redacted.ts";

/**
 * Why GitHub does not let a person's token act: `link-ended`: it knows the token no more (401); `sso-missing`: the
 * organization wants the person to have signed in with its SAML identity provider before this app acts for them.
 */
export type PersonRefusal = "link-ended" | "sso-missing";

/** What talking to GitHub throws. The message is fit for logs and replies: no secrets, no payloads. */
export class GitHubFault extends Error {
  override readonly name = "GitHubFault";
  readonly fault: Fault;
  /** Whether the same request, if it only reads, may simply be sent again. */
  readonly again: boolean;
  /** Set where a person's token was refused for what the person can put right. */
  readonly person?: PersonRefusal;

  constructor(fault: Omit<Fault, "whom">, again = false, person?: PersonRefusal) {
    super(`GitHub: ${fault.detail}`);
    this.fault = { whom: "GitHub", ...fault };
    this.again = again;
    if (person !== undefined) this.person = person;
  }
}

/** The fault an error of this folder carries; undefined for any other error. */
export function faultOf(error: unknown): Fault | undefined {
  return error instanceof GitHubFault ? error.fault : undefined;
}

/** What an error says of a person's token; undefined for one that says nothing of it. */
export function personRefusalOf(error: unknown): PersonRefusal | undefined {
  return error instanceof GitHubFault ? error.person : undefined;
}

/** The most of GitHub's own words that a fault repeats. */
const LONGEST_QUOTE = 300;

/** A text from outside, fit for a message: tokens blotted out, in one line, cut. */
export function quoted(text: string): string {
  return withoutTokens(text, "[token]").replace(/\s+/g, " ").trim().slice(0, LONGEST_QUOTE);
}

/**
 * What GitHub says in the body of an error: its message and those of its `errors`. Rejected values, which the body
 * may repeat, are left out.
 */
export function saidIn(body: unknown): string {
  if (!isRecord(body) || typeof body["message"] !== "string") return "";
  const errors = Array.isArray(body["errors"]) ? body["errors"].map(errorText) : [];
  return quoted([body["message"], ...errors].filter((text) => text !== "").join(": "));
}

function errorText(error: unknown): string {
  if (typeof error === "string") return error;
  if (!isRecord(error)) return "";
  if (typeof error["message"] === "string") return error["message"];
  return [error["resource"], error["field"], error["code"]]
    .filter((part) => typeof part === "string")
    .join(" ");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
