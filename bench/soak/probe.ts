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

/** Ticks of the kernel's clock in a second, on every Linux there is today. */
const TICKS = 100;

/** How long the process has computed so far, in seconds of one core. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold anything; utime and stime are the twelfth and thirteenth after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
