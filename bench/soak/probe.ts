import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** In kilobytes, after a garbage collection. */
export type Probed = { readonly heap: number; readonly rss: number };

/** For how long a process may collect its garbage, in milliseconds. */
const PATIENCE = 30_000;
const GLANCE = 20;

/** Has a process of the bench's say how much memory it has. */
export async function probe(pid: number, file: string): Promise<Probed> {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  const latest = Date.now() + PATIENCE;
  while (!existsSync(file)) {
    if (Date.now() > latest) throw new Error(`process ${pid} does not say how much memory it has`);
    await sleep(GLANCE);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Probed;
}

/** How many files and connections a process has open. */
export function handlesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
