import type { Clock } from "../../src/clock.ts";
import type { IndexSettings } from "../../src/registries/index-client.ts";
import { registries } from "../../src/registries/registries.ts";
import type { Registry } from "../../src/registries/registry.ts";
import type { IndexName } from "../../src/release/configuration.ts";
import type { Site } from "../../src/sandbox/index/site.ts";

/** Where the indexes of these tests are. */
export const BASE = "http://sandbox.test/registry";

/** A clock that stands still. */
export const STILL: Clock = { now: () => 0, sleepUntil: async () => undefined, busy: (task) => task() };

export type Answering = (request: Request) => Promise<Response>;

/** The app's registry of an index, over what answers its requests. */
export function asked(name: IndexName, answer: Answering, settings: Partial<IndexSettings> = {}): Registry {
  const send: typeof fetch = (input, init) => answer(new Request(input, init));
  const registry = registries({ clock: STILL, fetchTo: () => send, urls: { [name]: BASE }, ...settings }).get(
    name,
  );
  if (!registry) throw new Error(`no registry named ${name}`);
  return registry;
}

/** A site of the sandbox as it answers below the base address. */
export function mounted({ handler }: Pick<Site, "handler">): Answering {
  return (request) => handler(new Request(request.url.replace(BASE, "http://sandbox.test"), request));
}
