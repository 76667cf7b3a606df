import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/**
 * A zip archive of the files, in the given order. Deterministic: the same files give the same bytes on every
 * machine (one fixed time, no owner, mode 0644).
 */
export async function zip(files: Readonly<Record<string, Uint8Array | string>>): Promise<Uint8Array> {
  const archive = new ZipFile();
  // A DOS time is local time: built from local parts and without yazl's UTC extra field, it has the same bytes
  // in every time zone.
  const options = { mtime: new Date(2020, 0, 1), mode: 0o100644, forceDosTimestamp: true };
  for (const [path, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), path, options);
  archive.end();
  return new Uint8Array(await buffer(archive.outputStream));
}
