import { createPrivateKey, type KeyObject } from "node:crypto";
import { statSync } from "node:fs";
import type { EnvProblem, EnvReader } from "./reader.ts";

/** GitHub's keys are RSA. https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps */
export function privateKeyOf(read: EnvReader): KeyObject | undefined {
  const given = givenKey(read);
  if (given === undefined || given.text === undefined) {
    return undefined;
  }
  try {
    const key = createPrivateKey(pemOf(given.text));
    if (key.asymmetricKeyType === "rsa") {
      return key;
    }
  } catch {
    // Reported below: what the parser says may quote the key.
  }
  const remedy =
    "Use the .pem file that GitHub gave for the App, whole: as it is, with \\n for line ends, or in base64.";
  read.report(given.name, "holds no RSA private key", remedy);
  return undefined;
}

type GivenKey = { readonly name: string; readonly text: string | undefined };

function givenKey(read: EnvReader): GivenKey | undefined {
  const hasPath = read.isSet("PRIVATE_KEY_PATH");
  const hasKey = read.isSet("PRIVATE_KEY") || read.isSet("PRIVATE_KEY_FILE");
  if (hasPath && hasKey) {
    read.report("PRIVATE_KEY_PATH", "is set beside PRIVATE_KEY", "Keep one of them.");
    return undefined;
  }
  if (hasPath) {
    return { name: "PRIVATE_KEY_PATH", text: keyFile(read) };
  }
  if (hasKey) {
    return { name: "PRIVATE_KEY", text: read.secret("PRIVATE_KEY") };
  }
  const remedy = "Set it, or PRIVATE_KEY_PATH, to the private key generated on the App's settings page.";
  read.report("PRIVATE_KEY", "is not set", remedy);
  return undefined;
}

/** No other setting depends on more than its value and whether a file can be read. */
export const OPEN_KEY: EnvProblem = {
  name: "PRIVATE_KEY_PATH",
  cause: "names a file that everyone on its machine may read",
  remedy: "Run `chmod 600` on it.",
};

function keyFile(read: EnvReader): string | undefined {
  const text = read.file("PRIVATE_KEY_PATH");
  const othersMayRead = 0o004;
  if (text !== undefined && process.platform !== "win32") {
    if ((statSync(read.text("PRIVATE_KEY_PATH")).mode & othersMayRead) !== 0) {
      read.report(OPEN_KEY.name, OPEN_KEY.cause, OPEN_KEY.remedy);
    }
  }
  return text;
}

function pemOf(text: string): string {
  const unescaped = text.replaceAll("\\n", "\n");
  return unescaped.includes("-----BEGIN") ? unescaped : Buffer.from(text, "base64").toString("utf8");
}
