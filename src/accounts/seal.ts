import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** What a sealed text is bound to: opened as anything else, or for anybody else, it does not open. */
export type Binding = {
  readonly purpose: "account" | "linking" | "sign-in" | "session";
  /** The person's number on GitHub; 0 where there is nobody yet. */
  readonly person: number;
};

/** `old`: sealed with a key that only opens any more. */
export type Opened =
  | { readonly is: "open"; readonly text: string; readonly old: boolean }
  /** Sealed with a key that is not on the ring. */
  | { readonly is: "other-key" }
  /** Changed, cut, moved from somebody else's row, or no sealed text at all. */
  | { readonly is: "damaged" };

/** Seals texts with the current key, and opens those of the old ones, too. */
export type Keyring = {
  seal(text: string, binding: Binding): string;
  open(sealed: string, binding: Binding): Opened;
};

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
/** In bytes. A random nonce of 96 bits is good for 2^32 texts a key (NIST SP 800-38D, 8.3). */
const NONCE = 12;
const TAG = 16;

type Key = { readonly id: string; readonly bytes: Uint8Array };

/**
 * A ring of keys made of secrets of 32 characters or more (HKDF, RFC 5869). A sealed text names its version, its key
 * and its nonce; all of them, and the binding, are authenticated with it.
 */
export function createKeyring(secrets: {
  readonly current: string;
  readonly old: readonly string[];
}): Keyring {
  const current = keyOf(secrets.current);
  const ring = new Map([...secrets.old.map(keyOf), current].map((key) => [key.id, key]));
  return {
    seal(text, binding) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, current.bytes, nonce, { authTagLength: TAG });
      cipher.setAAD(bound(current.id, binding));
      const parts = [cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return [VERSION, current.id, base64(nonce), base64(Buffer.concat(parts))].join(".");
    },
    open(sealed, binding) {
      const [version, id = "", nonce = "", body = "", ...more] = sealed.split(".");
      if (version !== VERSION || more.length > 0) return { is: "damaged" };
      const key = ring.get(id);
      if (key === undefined) return { is: "other-key" };
      const text = decrypted(key, { nonce: bytesOf(nonce), body: bytesOf(body) }, binding);
      return text === undefined ? { is: "damaged" } : { is: "open", text, old: key.id !== current.id };
    },
  };
}

function keyOf(secret: string): Key {
  const bytes = new Uint8Array(hkdfSync("sha256", secret, "", "release-conductor account v1", 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

function decrypted(
  key: Key,
  { nonce, body }: { readonly nonce: Buffer; readonly body: Buffer },
  binding: Binding,
): string | undefined {
  if (nonce.length !== NONCE || body.length < TAG) return;
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG });
    decipher.setAAD(bound(key.id, binding));
    decipher.setAuthTag(body.subarray(-TAG));
    return Buffer.concat([decipher.update(body.subarray(0, -TAG)), decipher.final()]).toString("utf8");
  } catch {
    return;
  }
}

function bound(id: string, { purpose, person }: Binding): Buffer {
  return Buffer.from(JSON.stringify(["release-conductor", VERSION, id, purpose, person]));
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64url");
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, "base64url");
}
