import type { FileHandle } from "node:fs/promises";
import { type Patience, patiently } from "../patience.ts";
import { type AllowedPlaces, allowedAddress } from "./address.ts";
import { type Digesting, digesting } from "./digests.ts";
import { ArtifactFault, ArtifactRefused } from "./refused.ts";
import { namelessFile } from "./temporary.ts";
import { noAnswer } from "./transport.ts";

export type DownloadSettings = AllowedPlaces & {
  readonly fetch?: typeof fetch;
  /** Largest artifact in bytes; 2 GiB unless given. */
  readonly byteCap?: number;
  /** Milliseconds for the whole download; ten minutes unless given. */
  readonly timeoutMs?: number;
  /** How a storage that has only stumbled is asked again, before its first byte; absent: it is asked once. */
  readonly patience?: Omit<Patience, "mayPass">;
};

/** One artifact, as GitHub lists it, and where its bytes are for the next minute. */
export type ArtifactSource = {
  /** The artifact's name; when it turns out to be no archive, also the name of its one file. */
  readonly name: string;
  /** The pre-signed address that GitHub redirects to. */
  readonly url: string;
  /** `sha256:<hex>` of the stored bytes; artifacts of old upload actions have none. */
  readonly digest?: string;
  readonly settings?: DownloadSettings;
};

/** Bytes on our disk in a file without a name. Closing it deletes it. */
export type Download = {
  readonly file: FileHandle;
  readonly size: number;
  readonly digests: ReturnType<Digesting["digests"]>;
  /** What the storage calls it, in lower case and without parameters; empty when it says nothing. */
  readonly contentType: string;
};

const BYTE_CAP = 2 * 1024 ** 3;
const TIMEOUT_MS = 10 * 60_000;
const WHOM = "artifact storage";

/**
 * Fetches an artifact into a temporary file, hashing it on the way. No credentials are sent, no redirect is
 * followed. The caller closes the file. Throws ArtifactRefused (address, size, digest) or ArtifactFault (no
 * answer, expired address).
 */
export async function download({ name, url, digest, settings = {} }: ArtifactSource): Promise<Download> {
  const address = allowedAddress(url, settings);
  const wanted = digest === undefined ? undefined : sha256Of(digest);
  const response = await ask(address, settings);
  const file = await namelessFile();
  try {
    const written = await copy(response, file, { cap: settings.byteCap ?? BYTE_CAP, name });
    const { sha256 } = written.digests;
    if (wanted !== undefined && sha256 !== wanted) {
      throw new ArtifactRefused(
        `its bytes are not those GitHub recorded: sha256 is ${sha256}, recorded was ${wanted}`,
      );
    }
    return { file, ...written, contentType: contentType(response) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function sha256Of(digest: string): string {
  const hex = /^sha256:([0-9a-f]{64})$/i.exec(digest)?.[1];
  if (hex === undefined) throw new ArtifactRefused("GitHub recorded a digest that is no sha256");
  return hex.toLowerCase();
}

/** Asks a pre-signed address of `whom` for its bytes. Throws as `download` does unless they are on their way. */
export function ask(address: URL, settings: DownloadSettings, whom = WHOM): Promise<Response> {
  const once = () => askOnce(address, settings, whom);
  const { patience } = settings;
  const mayPass = (error: unknown) => error instanceof ArtifactFault && error.again;
  return patience === undefined ? once() : patiently(once, { ...patience, mayPass });
}

async function askOnce(
  address: URL,
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS }: DownloadSettings,
  whom: string,
): Promise<Response> {
  let response: Response;
  try {
    response = await send(address, {
      redirect: "manual",
      // A body encoded on the way would be hashed decoded, and could grow without bounds.
      headers: { accept: "*/*", "accept-encoding": "identity", "user-agent": "release-conductor" },
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw lost(error, whom);
  }
  if (response.status !== 200) {
    await response.body?.cancel();
    throw unusable(response, address.host, whom);
  }
  return response;
}

function unusable({ status, type }: Response, host: string, whom: string): ArtifactRefused | ArtifactFault {
  // A fetch that hides redirects answers with this type instead of the status.
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    return new ArtifactRefused(`${host} redirects to another place, which is not followed`);
  }
  if (status === 429) {
    return new ArtifactFault({
      kind: "limited",
      whom,
      detail: `${host} answered 429: too many requests`,
      status,
    });
  }
  if (status >= 400 && status < 500) {
    const detail = `${host} answered ${status}: the address has expired, or what was there is gone; ask GitHub for it again`;
    return new ArtifactFault({ kind: "refused", whom, detail, status });
  }
  return new ArtifactFault({ kind: "broken", whom, detail: `${host} answered ${status}`, status }, true);
}

async function copy(
  response: Response,
  file: FileHandle,
  { cap, name }: { readonly cap: number; readonly name: string },
): Promise<Pick<Download, "size" | "digests">> {
  const { update, digests } = digesting(name);
  const chunks = bodyOf(response)[Symbol.asyncIterator]();
  let size = 0;
  for (let read = await next(chunks); !read.done; read = await next(chunks)) {
    size += read.value.byteLength;
    if (size > cap) {
      await chunks.return?.(undefined);
      throw new ArtifactRefused(`it is larger than ${cap} bytes`);
    }
    update(read.value);
    await file.writeFile(read.value);
  }
  return { size, digests: digests() };
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of response.body ?? []) yield chunk;
}

/** The next chunk. What fails here is the connection; what fails elsewhere is our disk. */
async function next(
  chunks: AsyncIterator<Uint8Array, undefined>,
): Promise<IteratorResult<Uint8Array, undefined>> {
  try {
    return await chunks.next();
  } catch (error) {
    throw lost(error);
  }
}

/** The fault of a connection that broke while bytes were on their way. */
export function lost(error: unknown, whom = WHOM): ArtifactFault {
  const { why, isTimeout } = noAnswer(error);
  return new ArtifactFault({ kind: "unreachable", whom, detail: why }, !isTimeout);
}

function contentType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";", 1).join("").trim().toLowerCase();
}
