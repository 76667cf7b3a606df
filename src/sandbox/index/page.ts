import { createHash } from "node:crypto";

/** A page of the index before it is an answer. */
export interface Page {
  readonly body: string;
  readonly contentType: string;
  /** Seconds a cache may keep it. */
  readonly maxAge: number;
  /** Of the last change to the project, where the index numbers them. */
  readonly serial?: number;
}

/** The page with its validators; 304 without a body when the client has it already (RFC 9110 §13.1.2). */
export function pageResponse(request: Request, { body, contentType, maxAge, serial }: Page): Response {
  const etag = `"${createHash("md5").update(body).digest("base64url")}"`;
  const headers = {
    etag,
    "cache-control": `max-age=${maxAge}, public`,
    ...(serial === undefined ? {} : { "x-pypi-last-serial": String(serial) }),
    vary: "Accept",
  };
  if (isFresh(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": contentType } });
}

/** The comparison is the weak one: a `W/` makes no difference. */
function isFresh(ifNoneMatch: string | null, etag: string): boolean {
  const candidates = ifNoneMatch?.split(",").map((candidate) => candidate.trim().replace(/^W\//, "")) ?? [];
  return candidates.includes(etag) || candidates.includes("*");
}

/**
 * The media type of the offered ones the client prefers by its Accept header; the first when it names none of
 * them, as PyPI does (RFC 9110 §12.5.1).
 */
export function preferred<Offer extends string>(
  accept: string | null,
  offers: readonly [Offer, ...Offer[]],
): Offer {
  const wishes = (accept ?? "*/*").split(",").map(wish);
  const weight = (offer: string) => wishes.find(({ type }) => type === offer)?.weight ?? 0;
  return offers.reduce((best, offer) => (weight(offer) > weight(best) ? offer : best), offers[0]);
}

function wish(text: string) {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return { type, weight: quality === undefined ? 1 : Number(quality) };
}
