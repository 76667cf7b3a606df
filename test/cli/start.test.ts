import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { runUntilStopped } from "../../src/cli/start.ts";
import type { Variables } from "../../src/env/reader.ts";
import { APP_ID, PRIVATE_KEY, SECRET } from "../server/stage.ts";

/** Runs the command; nothing listens on the address of its GitHub. */
function run(variables: Variables) {
  const output: string[] = [];
  const errors: string[] = [];
  const signals = new EventEmitter();
  const exit = runUntilStopped({
    userAgent: "release-conductor/test",
    conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
    variables,
    output: { write: (text) => void output.push(text) },
    errors: { write: (text) => void errors.push(text) },
    signals,
  });
  return { exit, output, errors, signals };
}

const FINE: Variables = {
  APP_ID: String(APP_ID),
  PRIVATE_KEY,
  WEBHOOK_SECRET: SECRET,
  GITHUB_API_URL: "http://127.0.0.1:9",
  DATABASE_PATH: ":memory:",
  HOST: "127.0.0.1",
  PORT: "0",
};

describe("release-conductor start", () => {
  it("backs the store up on SIGUSR2, goes on, and says where the copy is", async () => {
    const folder = mkdtempSync(join(tmpdir(), "backup-"));
    const path = join(folder, "store.db");
    const { exit, output, signals } = run({ ...FINE, DATABASE_PATH: path });
    // Asked for while it still starts.
    expect(signals.emit("SIGUSR2")).toBe(true);
    await vi.waitFor(() => expect(output.join("")).toContain('"msg":"the store was backed up"'), 20_000);
    expect(output.join("")).toContain(`"copy":"${path}.backup"`);
    expect(existsSync(`${path}.backup`)).toBe(true);
    signals.emit("SIGTERM");
    expect(await exit).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it("says why a store is not backed up, and goes on", async () => {
    const { exit, output, signals } = run(FINE);
    await vi.waitFor(() => expect(output.join("")).toContain("the conductor listens"), 20_000);
    signals.emit("SIGUSR2");
    await vi.waitFor(() => expect(output.join("")).toContain('"msg":"the store was not backed up"'), 20_000);
    signals.emit("SIGTERM");
    expect(await exit).toBe(0);
  });

  it.each(["SIGTERM", "SIGINT"])("ends with 0 after %s", async (signal) => {
    const { exit, output, errors, signals } = run(FINE);
    await vi.waitFor(() => expect(output.join("")).toContain("the conductor listens"), 20_000);
    signals.emit(signal);
    expect(await exit).toBe(0);
    expect(errors).toEqual([]);
    expect(output.join("")).toContain('"msg":"stopped"');
    expect(signals.eventNames()).toEqual([]);
  });

  it("ends with 1 and one message that names every wrong setting with its remedy", async () => {
    const { exit, errors } = run({ ...FINE, APP_ID: "", WEBHOOK_SECRET: "development" });
    expect(await exit).toBe(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(
      /^release-conductor cannot start: 2 settings are wrong\.\n {2}APP_ID is not set\. /,
    );
    expect(errors[0]).toMatch(/\n {2}WEBHOOK_SECRET is Probot's public default\. Make one with/);
  });

  it("ends with 1 and the remedy when it cannot listen", async () => {
    const { exit, errors } = run({ ...FINE, HOST: "192.0.2.1" });
    expect(await exit).toBe(1);
    expect(errors.join("")).toMatch(/^release-conductor cannot start: This machine has no address .*\n$/);
  });
});
