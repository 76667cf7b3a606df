import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, copyFile, type FileHandle, link, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { CREDENTIALS, type Credentials } from "../../env/registration.ts";

/** A file that can be written, held beside the place where it is to be. */
export type Prepared = {
  /** Puts it in place, whole, where none is yet; rejects else. */
  write(credentials: Credentials): Promise<void>;
  /** Takes away what was prepared. */
  drop(): Promise<void>;
};

/** Whatever can fail before there is something to lose fails here. Nobody but the server's user may read the file. */
export async function prepareFile(path: string): Promise<Prepared | "file-there" | "file-unwritable"> {
  const beside = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    if (await isThere(path)) return "file-there";
    const file = await open(beside, "wx", 0o600);
    return prepared(path, beside, file);
  } catch {
    return "file-unwritable";
  }
}

function prepared(path: string, beside: string, file: FileHandle): Prepared {
  return {
    async write(credentials) {
      try {
        await file.writeFile(textOf(credentials));
        await file.sync();
        await putInPlace(beside, path);
      } finally {
        await this.drop();
      }
    },
    async drop() {
      await file.close();
      await rm(beside, { force: true });
    },
  };
}

/** Neither overwrites: not even what came between. Some file systems know no links. */
async function putInPlace(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
    await copyFile(beside, path, constants.COPYFILE_EXCL);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const HEAD =
  "# The GitHub App of this server, written by its set-up page. Whoever has it is the App: keep it to yourself.";

function textOf(credentials: Credentials): string {
  return [HEAD, ...CREDENTIALS.map((name) => `${name}=${credentials[name]}`), ""].join("\n");
}
