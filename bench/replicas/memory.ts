import { readFileSync } from "node:fs";
import type { Replicas } from "./replicas.ts";

const GLANCE = 1_000;

/** What the largest of the first `count` processes has in memory now (RSS), in megabytes; NaN where none runs. */
export function memoryOf(replicas: Replicas, count: number): number {
  const all = Array.from({ length: count }, (_, which) => rssOf(replicas.pid(which)));
  return all.every(Number.isNaN) ? Number.NaN : Math.max(...all.filter((one) => !Number.isNaN(one)));
}

/** Looks every second; gives the most that one process had until it is asked, and looks no more. */
export function watchMemory(replicas: Replicas, count: number): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, memoryOf(replicas, count) || 0);
  };
  const timer = setInterval(look, GLANCE);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** NaN where there is no such process any more. */
function rssOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(?<kilobytes>\d+) kB/.exec(status)?.groups?.["kilobytes"]) / 1024;
  } catch {
    return Number.NaN;
  }
}
