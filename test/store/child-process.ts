import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export type Child = ChildProcessByStdio<null, Readable, null>;

/** `child.ts`, compiled: Node 20 runs no TypeScript. */
export type ChildProgram = {
  /** Of the program, for those who start it in another way. */
  readonly path: string;
  start(what: string, place: string, leaseMs?: number): Child;
  remove(): void;
};

export function compileChild(): ChildProgram {
  const directory = mkdtempSync(join(tmpdir(), "child-"));
  // Also for another user, who may do less than we.
  chmodSync(directory, 0o755);
  const config = {
    extends: resolve("tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      noCheck: true,
      rootDir: resolve("."),
      outDir: join(directory, "built"),
    },
    files: [fileURLToPath(new URL("./child.ts", import.meta.url))],
    include: [],
  };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(config));
  symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
  const compiler = resolve("node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [compiler, "-p", join(directory, "tsconfig.json")]);
  writeFileSync(join(directory, "built", "package.json"), '{"type":"module"}');
  const path = join(directory, "built", "test", "store", "child.js");
  return {
    path,
    start(what, place, leaseMs) {
      const given = [path, what, place, ...(leaseMs === undefined ? [] : [String(leaseMs)])];
      return spawn(process.execPath, given, { stdio: ["ignore", "pipe", "inherit"] });
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Sends the child a signal once it has said so many lines; gives all that it says to its end. */
export async function saidBy(running: Child, signalled?: { after: number; signal: NodeJS.Signals }) {
  const said: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    said.push(line);
    if (said.length === signalled?.after) running.kill(signalled.signal);
  }
  return said;
}

/** Kills the child with SIGKILL once it has said so many lines; gives all that it had said. */
export function killedAfter(running: Child, lines: number): Promise<readonly string[]> {
  return saidBy(running, { after: lines, signal: "SIGKILL" });
}
