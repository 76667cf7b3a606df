import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { SECOND } from "../../release/instant.ts";

/** An App as GitHub has just made it, with its secrets. */
export type MadeApp = z.infer<typeof madeApp>;

/** `refused`: used before, or after an hour. `silent`: the same code may be tried again. */
export type Conversion =
  | { readonly is: "made"; readonly app: MadeApp }
  | { readonly is: "code-refused" | "github-silent" | "answer-unclear" };

const madeApp = z.object({
  id: z.int().positive(),
  slug: z.string().regex(/^[\w-]{1,100}$/),
  html_url: z.string(),
  client_id: z.string().regex(/^[\w.-]{1,100}$/),
  client_secret: z.string().regex(/^\w{20,200}$/),
  webhook_secret: z.string().regex(/^\w{32,200}$/),
  pem: z.string().max(10_000).refine(isRsaKey),
});

const TIMEOUT = 10 * SECOND;

type Asking = {
  /** GitHub's API, without a slash at the end. */
  readonly api: string;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
};

/**
 * Trades the code of a registration for the App's credentials, once. Never rejects; nothing of them is in what is logged.
 * https://docs.github.com/rest/apps/apps#create-a-github-app-from-a-manifest
 */
export async function convert(code: string, { api, userAgent, fetch }: Asking): Promise<Conversion> {
  try {
    const response = await fetch(`${api}/app-manifests/${encodeURIComponent(code)}/conversions`, {
      method: "POST",
      headers: {
        accept: "application/vnd.github+json",
        "user-agent": userAgent,
        "x-github-api-version": "2022-11-28",
      },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const { status } = response;
    if (status >= 500 || status === 429 || status === 403) return { is: "github-silent" };
    if (status === 404 || status === 422) return { is: "code-refused" };
    return status === 201 ? madeOf(await response.text()) : { is: "answer-unclear" };
  } catch {
    return { is: "github-silent" };
  }
}

function madeOf(text: string): Conversion {
  const read = madeApp.safeParse(parsed(text));
  return read.success ? { is: "made", app: read.data } : { is: "answer-unclear" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
