import { createLogger } from "../../log.ts";
import { createGivenProject, type GivenOptions, type GivenProject } from "../../sandbox/scenes/given.ts";
import { createVirtualClock, type VirtualClock } from "../../sandbox/virtual-clock.ts";
import { followed } from "../stage/followed.ts";
import { createStage } from "../stage/stage.ts";

/** The project with the app at work on it, on a clock that nobody waits for. */
export type RehearsalWorld = GivenProject & {
  readonly clock: VirtualClock;
  /** Lets so many milliseconds go by. */
  pass(ms: number): Promise<void>;
};

/** A Friday evening. */
const START = Date.parse("2026-11-20T18:00:00Z");

/** Plays a story with the app as `start` starts it; sandbox and app are in this process. */
export async function inRehearsalWorld<T>(
  options: Omit<GivenOptions, "clock" | "app">,
  story: (world: RehearsalWorld) => Promise<T>,
): Promise<T> {
  const clock = createVirtualClock(START);
  const stage = createStage({
    clock,
    log: createLogger({ level: "fatal", format: "text" }, { write: () => true }),
  });
  const project = createGivenProject({ ...options, clock, app: stage.app });
  const { sandbox } = project;
  try {
    return await clock.busy(async () => {
      await stage.start({
        origin: sandbox.origin,
        databasePath: ":memory:",
        channels: project.channels,
        fetch: followed((request) => sandbox.fetch(request)),
      });
      return story({ ...project, clock, pass: (ms) => clock.sleepUntil(clock.now() + ms) });
    });
  } finally {
    await stage.stop();
  }
}
