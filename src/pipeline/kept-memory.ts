import { recordedApprovals } from "../commands/recorded-approvals.ts";
import { sistersOf } from "../release/aboard.ts";
import { memoryOf } from "../release/attempt.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Memory } from "../release/memory.ts";
import type { Plan } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { waitsToRemember } from "../release/waited.ts";

/** The memory with the approvals as they stand now and with who has come on the board, where there have been any. */
export function memoryToKeep(seen: Snapshot): Memory {
  const memory = memoryOf(seen);
  const approvals = recordedApprovals(seen);
  const sisters = sistersOf(seen);
  return {
    ...memory,
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(sisters.length === 0 ? {} : { sisters }),
  };
}

/** GitHub's own stamp of a draft is that of its commit. https://docs.github.com/rest/releases/releases#get-the-latest-release */
export function drafted({ phases }: Plan, seen: Snapshot): Pick<Memory, "drafted"> {
  const release = githubReleaseOf(seen);
  const step = phases.find(({ name }) => name === "draft")?.step;
  const isReady = step?.is === "waiting" && step.on.for === "publish-command";
  return release === undefined || !isReady || memoryOf(seen).drafted?.release === release.id
    ? {}
    : { drafted: { release: release.id, at: seen.now } };
}

/** With since when the phases wait now. Where too little is seen to say, what was remembered stays. */
export function withWaits(memory: Memory, { phases }: Plan, seen: Snapshot): Memory {
  if (phases.length === 0) {
    return memory;
  }
  const { waits: before = {}, ...kept } = memory;
  const silent = phases.filter(({ step }) => step.is === "waiting" && step.on.for === "answer");
  const waits = {
    ...waitsToRemember(phases, seen),
    ...Object.fromEntries(
      silent.flatMap(({ name }) => {
        const record = before[name];
        return record === undefined ? [] : [[name, record] as const];
      }),
    ),
  };
  return Object.keys(waits).length === 0 ? kept : { ...kept, waits };
}

/** Once its board closes, nothing tells a withdrawn lead from any other release that is. */
export function withoutWaiting(memory: Memory): Memory {
  if (memory.left?.is !== "withdrawn") {
    return memory;
  }
  const { waits: _, ...left } = memory.left;
  return { ...memory, left };
}

/** Whether two memories say the same of since when something is waited for. */
export function sameWaits({ waits: one = {} }: Memory, { waits: other = {} }: Memory): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
