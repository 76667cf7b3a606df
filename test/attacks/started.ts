import { EventEmitter } from "node:events";
import { runUntilStopped } from "../../src/cli/start.ts";
import type { Variables } from "../../src/env/reader.ts";
import { APP_ID, PRIVATE_KEY } from "../server/stage.ts";

/** What `start` says and ends with where it does not start; where it does, it is stopped at once. */
export async function started(
  variables: Variables,
): Promise<{ readonly code: number; readonly said: string }> {
  const said: string[] = [];
  const signals = new EventEmitter();
  const ended = runUntilStopped({
    userAgent: "release-conductor/test",
    conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
    variables: {
      APP_ID: String(APP_ID),
      PRIVATE_KEY,
      GITHUB_API_URL: "http://127.0.0.1:9",
      DATABASE_PATH: ":memory:",
      HOST: "127.0.0.1",
      PORT: "0",
      ...variables,
    },
    output: { write: () => void signals.emit("SIGTERM") },
    errors: { write: (text) => void said.push(text) },
    signals,
  });
  return { code: await ended, said: said.join("") };
}
