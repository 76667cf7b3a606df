import { MINUTE } from "../../release/instant.ts";
import type { Teller } from "../demo/teller.ts";

/** Who answers below which path of the sandbox. */
const PEERS = {
  "/github": "GitHub",
  "/uploads": "GitHub",
  "/pypi": "PyPI",
  "/testpypi": "TestPyPI",
  "/discord": "Discord",
} as const;

/** Gives the listener that tells what the app asks in vain: the same once in a minute, however often it is asked. */
export function tellFailures(teller: Teller): (request: Request, status: number | undefined) => void {
  return (request, status) => {
    const who = peerOf(request);
    const what = failure(request, status);
    if (who === undefined || what === undefined) return;
    const last = teller.told.findLast((line) => line.who === who && line.what === what);
    const now = teller.told.at(-1)?.at ?? 0;
    if (last === undefined || now - last.at > MINUTE) teller.say(who, what);
  };
}

function failure({ method }: Request, status: number | undefined): string | undefined {
  if (status === undefined) return "does not answer the app, which will ask again";
  if (status < 500) return undefined;
  return method === "GET"
    ? `answers a question of the app's with ${status}`
    : `answers ${status} where the app changes something: whether it did, the app has to look for`;
}

function peerOf({ url }: Request): string | undefined {
  const [, place = ""] = /^(\/[^/]+)/.exec(new URL(url).pathname) ?? [];
  return isKnown(place) ? PEERS[place] : undefined;
}

function isKnown(place: string): place is keyof typeof PEERS {
  return Object.hasOwn(PEERS, place);
}
