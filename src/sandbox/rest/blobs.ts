import { createHash } from "node:crypto";
import type { Clock } from "../github/clock.ts";

/** Files behind short-lived addresses, as GitHub keeps artifacts and logs on another host. */
export interface Blobs {
  /** An address for these bytes that works for a minute. */
  offer(bytes: Uint8Array, file: { readonly name: string; readonly contentType: string }): string;
  serve(request: Request): Response;
}

const LIFETIME = 60_000;

/** The blob host: no token accepted, addresses valid for 60 seconds of the sandbox's clock. */
export const createBlobs = (clock: Clock, base: () => string): Blobs => {
  const offers = new Map<string, { bytes: Uint8Array; name: string; contentType: string; until: number }>();
  return {
    offer(bytes, file) {
      const key = createHash("sha256").update(`${offers.size}`).digest("hex");
      offers.set(key, { ...file, bytes, until: clock.now() + LIFETIME });
      return `${base()}/${key}?sig=${key.slice(0, 12)}`;
    },
    serve(request) {
      const offer = offers.get(new URL(request.url).pathname.split("/").at(-1) ?? "");
      // Azure's storage refuses a request that is authenticated twice (InvalidAuthenticationInfo).
      if (request.headers.has("authorization"))
        return new Response("InvalidAuthenticationInfo", { status: 400 });
      if (!offer) return new Response("BlobNotFound", { status: 404 });
      if (clock.now() > offer.until) return new Response("AuthenticationFailed", { status: 403 });
      return new Response(new Uint8Array(offer.bytes), {
        headers: {
          "content-type": offer.contentType,
          "content-length": String(offer.bytes.byteLength),
          "content-disposition": `attachment; filename="${offer.name}"`,
        },
      });
    },
  };
};
