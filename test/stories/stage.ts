import { readFileSync } from "node:fs";
import { createStage } from "../../src/cli/stage/stage.ts";
import { createLogger } from "../../src/log.ts";
import { createProject, type ProjectOptions } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

export const START = Date.parse("2026-11-20T18:00:00Z");
export const MINUTE = 60_000;

/** The app on its stage, in front of an InvokeAI-like project; everything in one process, on a virtual clock. */
export async function tell(
  story: (told: Told) => Promise<void>,
  options: Partial<Pick<ProjectOptions, "configuration" | "checks">> & { readonly started?: false } = {},
): Promise<void> {
  const clock = createVirtualClock(START);
  const lines: string[] = [];
  const level = process.env["STORY_LOG"] === undefined ? "warn" : "info";
  const log = createLogger({ level, format: "text" }, { write: (line) => lines.push(line) });
  const stage = createStage({ clock, log });
  const project = createProject({ clock, app: stage.app, ...options });
  const { sandbox } = project;
  const world = {
    origin: sandbox.origin,
    databasePath: ":memory:",
    channels: { ANNOUNCE_DISCORD: project.channelUrl },
    fetch: ((input: string | URL | Request, init?: RequestInit) =>
      sandbox.fetch(new Request(input, init))) as typeof fetch,
  };
  const told = { ...project, clock, stage, world, lines, pass, until };
  try {
    await clock.busy(async () => {
      if (options.started !== false) {
        await stage.start(world);
      }
      await story(told);
    });
  } finally {
    if (process.env["STORY_LOG"] !== undefined) {
      process.stderr.write(lines.join(""));
    }
    await stage.stop();
  }

  async function pass(ms: number): Promise<void> {
    await clock.sleepUntil(clock.now() + ms);
  }

  /** Lets the world go on until something is so; fails after two virtual hours. */
  async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    const latest = clock.now() + 120 * MINUTE;
    while (clock.now() < latest) {
      const found = look();
      if (found !== undefined && found !== false) {
        return found;
      }
      await pass(5_000);
    }
    throw new Error(`never came about: ${what}\n${lines.join("")}`);
  }
}

export type Told = Parameters<Parameters<typeof tell>[0]>[0];
