import type { Log } from "../log.ts";
import { SECOND } from "../release/instant.ts";
import type { Answer } from "./answers.ts";

/** Whether the parts that the server cannot work without are usable; each check rejects with the cause. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

export type Health = {
  /** Alive: the process answers. */
  live(): Answer;
  /** Ready: everything needed is usable. Says which part is not, and logs why. */
  ready(): Promise<Answer>;
};

/** How long one look is good for: each writes to the store, and anyone may ask. */
const GOOD_FOR = SECOND;

export function createHealth(checks: Checks, log: Log): Health {
  let last: { readonly at: number; readonly answer: Promise<Answer> } | undefined;
  return {
    live: () => ({ status: 200, text: "ok" }),
    ready() {
      const now = performance.now();
      if (last === undefined || now - last.at > GOOD_FOR) {
        last = { at: now, answer: look(checks, log) };
      }
      return last.answer;
    },
  };
}

async function look(checks: Checks, log: Log): Promise<Answer> {
  const names = Object.keys(checks);
  const results = await Promise.allSettled(Object.values(checks).map((check) => check()));
  const colours = results.map((result, place) => {
    if (result.status === "rejected") {
      log.error({ err: result.reason, part: names[place] }, "not ready");
    }
    return `${names[place]}: ${result.status === "rejected" ? "red" : "green"}`;
  });
  const isReady = results.every((result) => result.status === "fulfilled");
  return { status: isReady ? 200 : 503, text: colours.join("\n") };
}
