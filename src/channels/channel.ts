import type { Fault } from "../release/fact.ts";

/** A place where releases are announced. Sending cannot be looked up or taken back: callers record the intent first. */
export type Channel = {
  /** The name in configurations and replies. */
  readonly name: string;
  readonly kind: "discord";
  /** How long it waits for an answer to a post, in milliseconds. */
  readonly timeoutMs: number;
  /** Posts once, without trying again. Throws ChannelFault. */
  readonly send: (message: Announcement) => Promise<Sent>;
};

export type Announcement = {
  readonly title: string;
  /** One item a line. What does not fit is left out from the end, whole lines at a time. */
  readonly text: string;
  /** Where everything can be read. */
  readonly url: string;
  readonly prerelease: boolean;
};

export type Sent = {
  readonly id: string;
  /** A link to the message, when it could be found out. */
  readonly url?: string;
};

/**
 * The announcement was not posted; or, where the fault is `ambiguous`, nobody knows whether it was, and a person
 * has to look before it is sent again. Never carries the channel's address, which is a secret.
 */
export class ChannelFault extends Error {
  override readonly name = "ChannelFault";
  readonly fault: Fault & { readonly ambiguous: boolean };

  constructor(fault: Fault & { readonly ambiguous: boolean }) {
    super(`${fault.whom}: ${fault.detail}`);
    this.fault = fault;
  }
}
