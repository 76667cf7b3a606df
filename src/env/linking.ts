import { type EnvReader, LEAST_SECRET, whyNoAddress } from "./reader.ts";

/** What it takes to let people link their GitHub accounts. */
export type Linking = {
  /** The App's, for its OAuth. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the keys that tokens are sealed with are made of: one seals and opens, the old ones only open. */
  readonly secrets: { readonly current: string; readonly old: readonly string[] };
  /** Under which people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** GitHub's pages, without a slash at the end. */
  readonly web: string;
};

/** The settings of linking belong together; each is of no use without the others. */
const TOGETHER = {
  GITHUB_CLIENT_ID: "Set it to the client ID that the App's settings page shows.",
  GITHUB_CLIENT_SECRET: "Set it to a client secret generated on the App's settings page.",
  ACCOUNT_KEY: "Make one with `openssl rand -hex 32`: it seals the tokens of linked accounts.",
  PUBLIC_URL: "Set it to the https address under which people reach this server.",
} as const;

/** Reads the settings of linking: undefined where none is set. Half of them is reported, with what is missing. */
export function linkingOf(read: EnvReader): Linking | undefined {
  const names = Object.keys(TOGETHER) as (keyof typeof TOGETHER)[];
  const isGiven = (name: string) => read.isSet(name) || read.isSet(`${name}_FILE`);
  if (![...names, "ACCOUNT_KEY_OLD"].some(isGiven)) {
    return undefined;
  }
  for (const name of names.filter((one) => !isGiven(one))) {
    const cause = "is not set, but others of the settings for linking accounts are";
    read.report(name, cause, `${TOGETHER[name]} Or leave all of them out.`);
  }
  return {
    clientId: read.text("GITHUB_CLIENT_ID"),
    clientSecret: read.secret("GITHUB_CLIENT_SECRET") ?? "",
    secrets: { current: keyOf(read), old: read.old("ACCOUNT_KEY") },
    publicUrl: publicUrlOf(read),
    web: webAddressOf(read),
  };
}

/** Under which people reach the server, without a slash at the end; empty where it is not set. */
export function publicUrlOf(read: EnvReader): string {
  return addressOf(read, "PUBLIC_URL", "https://conductor.example.org");
}

/** GitHub's pages, without a slash at the end. */
export function webAddressOf(read: EnvReader): string {
  return read.isSet("GITHUB_WEB_URL")
    ? addressOf(read, "GITHUB_WEB_URL", "https://github.com")
    : webOf(read.text("GITHUB_API_URL"));
}

function keyOf(read: EnvReader): string {
  const secret = read.secret("ACCOUNT_KEY") ?? "";
  if (secret !== "" && secret.length < LEAST_SECRET) {
    read.report("ACCOUNT_KEY", `is shorter than ${LEAST_SECRET} characters`, TOGETHER.ACCOUNT_KEY);
  }
  return secret;
}

function addressOf(read: EnvReader, name: string, example: string): string {
  const address = read.text(name);
  const cause = address === "" ? undefined : whyNoPublicAddress(address);
  if (cause !== undefined) {
    read.report(name, cause, `Set it to an address like ${example}.`);
  }
  return address.replace(/\/+$/, "");
}

/** Why a text is not an address that others are below; undefined when it is. */
export function whyNoPublicAddress(address: string): string | undefined {
  return whyNoAddress(address) ?? (new URL(address).search === "" ? undefined : "holds a query");
}

/**
 * Where GitHub's pages are, by where its API is: `api.github.com` and `api.<name>.ghe.com` beside them, GitHub Enterprise
 * Server and the sandbox on the same host.
 * https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
function webOf(api: string): string {
  if (!URL.canParse(api)) {
    return "";
  }
  const { protocol, host, origin } = new URL(api);
  return /^api\.(?:github|[\w-]+\.ghe)\.com$/.test(host)
    ? `${protocol}//${host.slice("api.".length)}`
    : origin;
}
