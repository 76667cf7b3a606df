import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A file that only this process can reach: its name is ours, and gone as soon as the file is open, so that not
 * even a crash leaves it behind. Closing it deletes it.
 */
export async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `release-conductor-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
  } catch (error) {
    await file.close();
    throw error;
  }
  return file;
}
