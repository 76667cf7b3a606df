import type { Variables } from "../env/reader.ts";
import { ownVariables } from "../env.ts";

/** What other programs read, too, in both spellings; the small one counts first, as with them. */
const NAMES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const;

/** What runs on this machine is reached directly, whatever the variables say. */
const HERE = "localhost,127.0.0.1,[::1]";

/**
 * Sends every request of this process through the proxy that `HTTPS_PROXY` names, but those to hosts of `NO_PROXY`, and to `spared`.
 * Node does so by itself only from version 24 on, and only when told. Rejects where a proxy is none.
 */
export async function goThroughProxy(
  variables: Variables = ownVariables(),
  spared: string = HERE,
): Promise<void> {
  const given = NAMES.filter((name) => variables[name]);
  if (given.length === 0) return;
  for (const name of given) {
    if (!isProxy(variables[name] ?? "")) throw new Error(noProxy(name));
  }
  const [httpsProxy, httpProxy, none] = ["https_proxy", "http_proxy", "no_proxy"].map(
    (name) => variables[name] || variables[name.toUpperCase()] || "",
  );
  // Loaded only here: nobody else has a use for it.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import("undici");
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      httpProxy: httpProxy ?? "",
      httpsProxy: httpsProxy || (httpProxy ?? ""),
      noProxy: [spared, none].filter(Boolean).join(","),
    }),
  );
}

function isProxy(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** Never with the value: it may hold a password. */
export function noProxy(name: string): string {
  return `${name} is not the URL of a proxy. Set it to one like http://proxy.example.org:3128, or leave it out.`;
}
