/**
 * A fetch that lets go of a stream's bytes once they are sent. By the standard a request's body is cloned, in case it
 * has to be sent again, and the clone of a stream grows as long as nobody reads it: a whole upload in memory. Only where
 * no redirect is followed and nobody could be asked for a password there is no clone; a redirect is an error then.
 * It is given as the answer that it was, with the status that GitHub documents for writes, for fetch does not tell which.
 * Sources: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 8;
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function unkept(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (!(init?.body instanceof ReadableStream)) {
      return send(input, init);
    }
    try {
      return await send(input, { ...init, window: null, redirect: "error" });
    } catch (error) {
      if (!isRedirect(error)) throw error;
      return new Response(null, { status: 307 });
    }
  };
}

/** In the words of Node's fetch; in others' it stays an upload of which nobody knows what became. */
function isRedirect(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    error.cause instanceof Error &&
    error.cause.message === "unexpected redirect"
  );
}
