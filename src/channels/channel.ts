import type { ChannelKind } from "../release/configuration.ts";
import type { Fault } from "../release/fact.ts";

/** A place where releases are announced. A post can't be looked up or taken back: callers record the intent first. */
export type Channel = {
  /** The name in configurations and replies. */
  readonly name: string;
  readonly kind: ChannelKind;
  /** How long it waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Posts the text, in the channel's own markup, once and without trying again. Throws ChannelFault. */
  readonly send: (text: string) => Promise<Sent>;
  /** Puts a text in the place of a post's; absent: nothing there can be changed. Throws ChannelFault. */
  readonly edit?: (id: string, text: string) => Promise<void>;
};

export type Sent = {
  /** By which it can be changed; absent: the channel does not tell. */
  readonly id?: string;
  /** A link to the post, when it could be found out. */
  readonly url?: string;
};

export type ChannelFaultDetail = Fault & {
  readonly ambiguous: boolean;
  /** How long the channel wants to be left alone, in milliseconds from now. */
  readonly waitMs?: number;
  /** The post that was to be changed is not found: it was deleted, or made through another webhook. */
  readonly gone?: true;
};

/**
 * Nothing was posted or changed; or, where the fault is `ambiguous`, nobody knows whether it was, and a person has to
 * look before it is sent again. Never carries the channel's address, which is a secret.
 */
export class ChannelFault extends Error {
  override readonly name = "ChannelFault";
  readonly fault: ChannelFaultDetail;

  constructor(fault: ChannelFaultDetail) {
    super(`${fault.whom}: ${fault.detail}`);
    this.fault = fault;
  }
}
