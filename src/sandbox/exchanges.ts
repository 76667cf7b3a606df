/** One request to the sandbox's GitHub and what became of it. */
export interface Exchange {
  /** The sandbox's clock, ms. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  /** Pathname and search without the prefix of the API, undecoded. */
  readonly path: string;
  /** GitHub's template, or null when no route fits. */
  route: string | null;
  /** Null while, or because, it was never answered. */
  status: number | null;
  tokenKind: "none" | "app" | "installation" | "user";
  installation?: number;
  permissionsOfToken?: Readonly<Record<string, string>>;
  requestHeaders: Readonly<Record<string, string>>;
  /** Parsed JSON; the length in bytes of anything else; undefined without a body. */
  readonly requestBody: unknown;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: unknown;
  notModified: boolean;
  /** Whether it counts as content creation for the secondary limit. */
  creates: boolean;
}

/** A request read once, for routes and for the record. */
export interface Incoming {
  readonly request: Request;
  readonly url: URL;
  readonly path: string;
  readonly uploads: boolean;
  readonly bytes: Uint8Array;
  /** Undefined without a body, null when it is no JSON. */
  readonly json: unknown;
}

const parse = (bytes: Uint8Array): unknown => {
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
};

const NOTHING = new Uint8Array();

/** Reads a request whole; `prefix` is what its path begins with (`/github`, `/uploads`). */
export const readIncoming = async (request: Request, prefix: string): Promise<Incoming> => {
  const url = new URL(request.url);
  const bytes = request.body === null ? NOTHING : new Uint8Array(await request.arrayBuffer());
  const uploads = prefix === "/uploads";
  return {
    request,
    url,
    path: url.pathname.slice(prefix.length),
    uploads,
    bytes,
    json: uploads ? undefined : parse(bytes),
  };
};

/** Begins the record of a request. */
export const beginExchange = (incoming: Incoming, at: number): Exchange => ({
  at,
  method: incoming.request.method,
  url: incoming.request.url,
  path: incoming.path + incoming.url.search,
  route: null,
  status: null,
  tokenKind: "none",
  requestHeaders: Object.fromEntries(incoming.request.headers),
  requestBody: incoming.json === null || incoming.uploads ? incoming.bytes.byteLength : incoming.json,
  responseHeaders: {},
  responseBody: undefined,
  notModified: false,
  creates: false,
});
