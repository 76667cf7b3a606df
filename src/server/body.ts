import type { IncomingMessage } from "node:http";

export type Body =
  | { readonly is: "whole"; readonly text: string }
  | { readonly is: "too-large" }
  /** The sender went away, or took too long. */
  | { readonly is: "gone" };

/**
 * Reads a body of at most so many bytes, chunked or not. Too much is read on and thrown away: a sender that is cut
 * off in the middle never sees the answer. The server's time-out ends it.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Body> {
  let parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size <= most) {
        parts.push(part);
      } else {
        parts = [];
      }
    }
  } catch {
    return { is: "gone" };
  }
  return size <= most
    ? { is: "whole", text: Buffer.concat(parts, size).toString("utf8") }
    : { is: "too-large" };
}
