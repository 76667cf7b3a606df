/**
 * A fetch that lets go of a stream's bytes once they are sent. By the standard a request's body is cloned, in case it
 * has to be sent again, and the clone of a stream grows as long as nobody reads it: a whole upload in memory. Only where
 * no redirect is followed and nobody could be asked for a password there is no clone.
 * Source: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8.
 */
export function unkept(send: typeof fetch): typeof fetch {
  return (input, init) =>
    send(input, init?.body instanceof ReadableStream ? { ...init, window: null, redirect: "error" } : init);
}
