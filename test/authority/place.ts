import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { type Project, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { Chance } from "../worlds/chance.ts";
import type { History } from "./history.ts";
import type { Gate, Policy } from "./policy.ts";

/** Where people and attackers meet at a gate. They see GitHub's pages, and nothing of the app's. */
export type Place = {
  readonly project: Project;
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly history: History;
  readonly appSlug: string;
  /** Adds a line to the story. */
  readonly note: (line: string) => void;
  /** What was tried, by its name. */
  readonly attacks: Set<string>;
};

export const VERSION = "5.0.0";
export const TAG = `v${VERSION}`;
export const SECOND = 1000;

export function boardOf({ project, appSlug }: Place): Issue | undefined {
  return project.repo.issues().find((issue) => issue.author.app === appSlug);
}

/** The configuration as it is now. */
export function policyOf({ history }: Place): Policy {
  const policy = history.policies.at(-1)?.policy;
  if (policy === undefined) {
    throw new Error("the project has no configuration yet");
  }
  return policy;
}

/** The newest run of the release workflow for the tag. */
export function runOf({ project }: Place): Run | undefined {
  return project.repo
    .runs()
    .findLast(
      (run) => run.ref === `refs/tags/${TAG}` && run.workflow.path === WORKFLOW && run.event === "push",
    );
}

/** The gates at which the release waits, the rehearsal's first. */
export function waitingGates(place: Place): readonly Gate[] {
  const run = runOf(place);
  const waiting = run === undefined ? [] : run.gates.map(({ environment }) => environment.name);
  return (["testpypi", "pypi"] as const).filter((gate) => waiting.includes(gate));
}

/** The gate that everybody looks at: the next to be opened. */
export function nextGate(place: Place): Gate {
  return waitingGates(place)[0] ?? "pypi";
}

export function pause({ clock }: Pick<Place, "clock">, ms: number): Promise<void> {
  return clock.sleepUntil(clock.now() + ms);
}

/** Waits until something is so; false when it took too long. */
export async function until(
  place: Place,
  what: () => boolean,
  { seconds, step = SECOND }: { readonly seconds: number; readonly step?: number },
): Promise<boolean> {
  const latest = place.clock.now() + seconds * SECOND;
  while (!what() && place.clock.now() < latest) {
    await pause(place, step);
  }
  return what();
}
