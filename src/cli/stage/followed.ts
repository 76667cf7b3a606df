const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** As `fetch` itself gives up. https://fetch.spec.whatwg.org/#http-redirect-fetch */
const MOST = 20;

/** A fetch over a service in this process, which follows redirects of reads as `fetch` does unless told not to. */
export function followed(serve: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    // Its signal is left out: nobody listens to it here, and to follow it takes longer than most answers.
    let request = new Request(input, { ...init, signal: null });
    for (let hops = 0; hops < MOST; hops += 1) {
      const response = await serve(request);
      const location = response.headers.get("location");
      const follows = request.redirect === "follow" && request.method === "GET";
      if (!follows || !REDIRECTS.has(response.status) || location === null) return response;
      request = new Request(new URL(location, request.url), request);
    }
    throw new TypeError("fetch failed");
  };
}
