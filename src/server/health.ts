import type { Log } from "../log.ts";
import { SECOND } from "../release/instant.ts";
import { ANSWERS, type Answer } from "./answers.ts";

/** Whether the parts that the server cannot work without are usable; each check rejects with the cause. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

export type Health = {
  /** Alive: the process answers. */
  live(): Answer;
  /** Ready: everything needed is usable, and the server is not stopping. Says which part is not, and logs why. */
  ready(): Promise<Answer>;
  /** By the part's name whether it is green. */
  parts(): Promise<Parts>;
  /** The server stops: what it still answers is for others to take over. */
  stop(): void;
};

type Parts = Readonly<Record<string, boolean>>;

/** How long one look is good for: each writes to the store, and anyone may ask. */
const GOOD_FOR = SECOND;

export function createHealth(checks: Checks, log: Log): Health {
  let last: { readonly at: number; readonly parts: Promise<Parts> } | undefined;
  let stopping = false;
  const parts = async () => {
    const now = performance.now();
    if (last === undefined || now - last.at > GOOD_FOR) {
      last = { at: now, parts: look(checks, log) };
    }
    const seen = await last.parts;
    return stopping ? { ...seen, stopping: false } : seen;
  };
  return {
    live: () => ANSWERS.alive,
    parts,
    async ready() {
      const colours = Object.entries(await parts());
      const lines = colours.map(([name, isGreen]) => `${name}: ${isGreen ? "green" : "red"}`);
      const isReady = colours.every(([, isGreen]) => isGreen);
      return { status: isReady ? 200 : 503, text: lines.join("\n") };
    },
    stop() {
      stopping = true;
    },
  };
}

async function look(checks: Checks, log: Log): Promise<Parts> {
  const results = Object.entries(checks).map(async ([part, check]) => {
    try {
      await check();
      return [part, true] as const;
    } catch (error) {
      log.error({ err: error, part }, "not ready");
      return [part, false] as const;
    }
  });
  return Object.fromEntries(await Promise.all(results));
}
