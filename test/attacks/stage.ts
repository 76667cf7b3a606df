import type { Deliveries } from "../../src/sandbox/deliveries.ts";
import { type StoryOptions, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";

/** Longer than events of one kind wait for one another, shorter than anything the app looks at by itself. */
export const SOON = 30_000;

const DAY = 24 * 60;

/** A story that also sees which addresses the app has asked for. */
export type Attacked = Told & { readonly asked: readonly string[] };

export type AttackOptions = Omit<StoryOptions, "started"> & {
  /** What the app sends its requests through; the sandbox unless given. */
  readonly through?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
};

/** Told to the app with all that it logs, as JSON; nothing but webhooks moves it, once its first sweep is over. */
export async function attacked(
  story: (told: Attacked) => Promise<void>,
  { through = (fetch) => fetch, ...options }: AttackOptions = {},
): Promise<void> {
  const asked: string[] = [];
  await tell(
    async (told) => {
      const send = through(told.world.fetch ?? fetch);
      const recording: typeof fetch = (input, init) => {
        asked.push(input instanceof Request ? input.url : String(input));
        return send(input, init);
      };
      await told.stage.start({ ...told.world, fetch: recording, sweepMinutes: DAY });
      await told.pass(SOON);
      await story({ ...told, asked });
    },
    { checks: SHORT, log: { level: "trace", format: "json" }, ...options, started: false },
  );
}

/** A delivery of GitHub's that somebody caught on its way. */
export type Letter = {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly guid: string;
};

/** What GitHub sends of what is done meanwhile, none of which arrives; the newest of that kind. */
export function caught({ sandbox }: Told, event: string, deed: () => unknown): Letter {
  sandbox.deliveries.only([]);
  deed();
  sandbox.deliveries.only(null);
  const letter = sandbox.deliveries.all().findLast((one) => one.event === event);
  if (letter === undefined) {
    throw new Error(`GitHub has sent no ${event}`);
  }
  return letter;
}

/** A tag is pushed, and nobody tells the app. */
export function caughtTag(told: Told): Letter {
  return caught(told, "push", () => told.tagRelease());
}

/** How a letter is changed before it is posted. */
export type Forgery = Partial<Omit<Parameters<Deliveries["send"]>[0], "appSlug">>;

/** Posts a letter to the app, signed for what it says unless told otherwise. */
export async function post({ sandbox, stage }: Told, letter: Letter, forgery: Forgery = {}) {
  const { event, payload, guid } = letter;
  return sandbox.deliveries.send({ appSlug: stage.app.slug, event, payload, guid, ...forgery });
}

/** Where the app listens. */
export function url({ stage }: Told): string {
  const listening = stage.url();
  if (listening === undefined) {
    throw new Error("the app is not there");
  }
  return listening;
}
