import { text } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";

/** The part of a wheel's METADATA an index shows, and its text, which is served beside the wheel (PEP 658). */
export interface Metadata {
  readonly text: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly requiresPython: string | null;
  readonly requires: readonly string[];
}

/** Reads METADATA out of a wheel; null when the bytes are no zip or hold none. */
export async function readMetadata(bytes: Uint8Array): Promise<Metadata | null> {
  const content = await metadataText(bytes).catch(() => null);
  return content === null ? null : parse(content);
}

async function metadataText(bytes: Uint8Array): Promise<string | null> {
  const archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    if (/^[^/]+\.dist-info\/METADATA$/.test(entry.fileName)) {
      return await text(await archive.openReadStreamPromise(entry));
    }
  }
  return null;
}

/** The fields stand before the first empty line; the description follows it. */
function parse(content: string): Metadata {
  const [head = ""] = content.split(/\r?\n\r?\n/);
  const fields = head.split(/\r?\n/).map((line) => /^(?<name>[\w-]+): *(?<value>.*)$/.exec(line)?.groups);
  const all = (name: string) =>
    fields.filter((field) => field?.["name"] === name).map((field) => field?.["value"] ?? "");
  return {
    text: content,
    name: all("Name")[0] ?? null,
    version: all("Version")[0] ?? null,
    requiresPython: all("Requires-Python")[0] ?? null,
    requires: all("Requires-Dist"),
  };
}
