import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runUntilStopped } from "../../src/cli/start.ts";
import type { Variables } from "../../src/env/reader.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createTestWorld, sleep } from "../sandbox/world.ts";

/** Under which people and GitHub reach the server. */
export const ADDRESS = "http://conductor.test";

/** In milliseconds: a start takes seconds where much else runs. */
const LONGEST = 20_000;

export type UnregisteredOptions = {
  readonly variables?: Variables;
  readonly folder?: string;
  readonly api?: string;
};

/** A server without credentials beside a GitHub on real loopback HTTP. */
export async function openUnregistered({
  variables = {},
  folder: given,
  api = "/github",
}: UnregisteredOptions = {}) {
  const folder = given ?? mkdtempSync(join(tmpdir(), "set-up-"));
  const world = createTestWorld();
  const { sandbox, github, clock } = world;
  sandbox.mount("/api/v3", (request) => {
    const url = new URL(request.url);
    url.pathname = `/github${url.pathname}`;
    return sandbox.fetch(new Request(url, request));
  });
  const gitHub = await listen(sandbox);
  github.logIn("lstein");
  const output: string[] = [];
  const errors: string[] = [];
  const signals = new EventEmitter();
  const settings: Variables = {
    GITHUB_API_URL: `${gitHub.url}${api}`,
    DATABASE_PATH: join(folder, "data", "store.db"),
    HOST: "127.0.0.1",
    PORT: "0",
    ...variables,
  };
  const exit = runUntilStopped({
    userAgent: "release-conductor/test",
    conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
    variables: settings,
    output: { write: (text) => void output.push(text) },
    errors: { write: (text) => void errors.push(text) },
    signals,
  });
  const notice = () => errors.join("");
  const says = (what: string, said: () => RegExpExecArray | null) => within(LONGEST, what, said, notice);
  return {
    ...world,
    folder,
    file: join(folder, "data", "credentials.env"),
    settings,
    gitHub,
    exit,
    signals,
    output,
    notice,
    async listening() {
      const [, url = ""] = await says("listens", () =>
        /"url":"([^"]+)".*"msg":"the conductor listens"/.exec(output.join("")),
      );
      return url;
    },
    /** Where the page is, and the code, once the terminal shows them. */
    async shown() {
      await says("shows a code", () => /enter this code/.exec(notice()));
      const url = /Open (\S+) on/.exec(notice())?.[1] ?? "";
      return { url, code: /^ {2}(\S+)$/m.exec(notice())?.[1] ?? "" };
    },
    later: (seconds: number) => clock.busy(() => sleep(clock, seconds)),
    /** Stops both, and removes the folder unless it was given. */
    async end() {
      signals.emit("SIGTERM");
      await exit;
      await gitHub.close();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Unregistered = Awaited<ReturnType<typeof openUnregistered>>;

/** Waits for what is to be found, and fails with what was said instead where it does not come in so many milliseconds. */
async function within<T>(ms: number, what: string, find: () => T | null, notice: () => string): Promise<T> {
  const last = performance.now() + ms;
  for (;;) {
    const found = find();
    if (found !== null) return found;
    if (performance.now() > last) throw new Error(`The server never ${what}: ${notice()}`);
    await pause(20);
  }
}
