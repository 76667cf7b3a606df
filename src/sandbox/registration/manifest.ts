import type { Level, Permissions } from "../github/apps.ts";

/** What an App's manifest asks for, as far as the sandbox keeps it. */
export interface Manifest {
  readonly name: string;
  readonly hookUrl: string | undefined;
  readonly redirectUrl: string;
  readonly callbackUrls: readonly string[];
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

/** Why a manifest is not taken: what GitHub's page says, and who has seen it say so. */
interface ManifestRefusal {
  readonly says: string;
  readonly source: string;
}

const CONFIGURATION =
  "Invalid GitHub App configuration. The configuration does not appear to be a valid GitHub App manifest.";

/** Every refusal of a manifest. GitHub answers them with a page for people; which status that has, nobody tells. */
export const MANIFEST_REFUSALS = {
  "no-manifest": {
    says: CONFIGURATION,
    source:
      "probot/probot#806: the words; docs, registering a GitHub App from a manifest: a form with one field, JSON",
  },
  "no-url": {
    says: `${CONFIGURATION} Error: "url" wasn't supplied.`,
    source: "alp82/curia#933: also where only the webhook's is missing; the docs mark both as required",
  },
  "hook-out-of-reach": {
    says: "Webhook URL is not supported because it isn't reachable over the public Internet (localhost)",
    source: "github-community-projects/private-mirrors#387",
  },
} as const satisfies Readonly<Record<string, ManifestRefusal>>;

export type RefusedManifest = keyof typeof MANIFEST_REFUSALS;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const permissionsIn = (value: unknown): Permissions =>
  Object.fromEntries(
    Object.entries(isFields(value) ? value : {}).filter(
      (entry): entry is [string, Level] => entry[1] === "read" || entry[1] === "write",
    ),
  );

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Reads a manifest as the page for new Apps does. */
export const readManifest = (text: string): Manifest | RefusedManifest => {
  const fields = parsed(text);
  if (!isFields(fields)) return "no-manifest";
  const { name, url, redirect_url: redirectUrl, hook_attributes: hook } = fields;
  if (typeof url !== "string") return "no-url";
  const hookUrl = isFields(hook) ? hook["url"] : undefined;
  if (hook !== undefined && typeof hookUrl !== "string") return "no-url";
  if (typeof hookUrl === "string" && LOCAL.has(new URL(hookUrl).hostname)) return "hook-out-of-reach";
  if (typeof name !== "string" || typeof redirectUrl !== "string") return "no-manifest";
  return {
    name,
    hookUrl: typeof hookUrl === "string" ? hookUrl : undefined,
    redirectUrl,
    callbackUrls: texts(fields["callback_urls"]),
    permissions: permissionsIn(fields["default_permissions"]),
    events: texts(fields["default_events"]),
  };
};
