import { hkdfSync, type KeyObject } from "node:crypto";
import { type EnvReader, LEAST_SECRET } from "./reader.ts";

const MAKE_ONE = "Make one with `openssl rand -hex 32`";

/** What GitHub signs webhooks with: Probot would take its public default for one. */
export function webhookSecretOf(read: EnvReader): string {
  const secret = read.secret("WEBHOOK_SECRET");
  const remedy = `${MAKE_ONE} and enter it in the App's webhook settings on GitHub, too.`;
  if (secret === undefined) {
    // A file that cannot be read has been reported already.
    if (!read.isSet("WEBHOOK_SECRET_FILE")) {
      read.report("WEBHOOK_SECRET", "is not set", remedy);
    }
  } else if (secret === "development") {
    read.report("WEBHOOK_SECRET", "is Probot's public default", remedy);
  } else if (secret.length < LEAST_SECRET) {
    read.report("WEBHOOK_SECRET", `is shorter than ${LEAST_SECRET} characters`, remedy);
  }
  return secret ?? "";
}

/** Without one of its own, a key is derived from the App's, which only the server has (RFC 5869). */
export function markerKeyOf(read: EnvReader, key: KeyObject | undefined): Uint8Array {
  const secret = read.secret("MARKER_KEY");
  if (secret !== undefined) {
    if (secret.length < LEAST_SECRET) {
      const remedy = `${MAKE_ONE}, or leave it out: then it is derived from the private key.`;
      read.report("MARKER_KEY", `is shorter than ${LEAST_SECRET} characters`, remedy);
    }
    return Buffer.from(secret, "utf8");
  }
  const secretOfApp = key?.export({ type: "pkcs8", format: "der" }) ?? Buffer.alloc(0);
  return new Uint8Array(hkdfSync("sha256", secretOfApp, "", "release-conductor marker v1", 32));
}
