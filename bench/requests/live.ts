import { createStage } from "../../src/cli/stage/stage.ts";
import { createLogger } from "../../src/log.ts";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import { createProject, type Project } from "../../src/sandbox/scenes/project.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { live } from "../../test/worlds/people.ts";
import { type Script, smoothScript } from "../../test/worlds/script.ts";
import { createTown, MINUTE, pause } from "../../test/worlds/town.ts";

const START = Date.parse("2026-11-20T18:00:00Z");

/** Build and publications come besides the checks. */
const OTHER_JOBS = 3;

/** What the app asked of GitHub, and how many webhooks it was sent. */
export type Lived = { readonly exchanges: readonly Exchange[]; readonly webhooks: number };

/** Lives through one release in which nothing goes wrong. */
export async function lived(jobs: number): Promise<Lived> {
  const clock = createVirtualClock(START);
  const stage = createStage({ clock, log: createLogger({ level: "error", format: "text" }) });
  const made: { project?: Project; origin: string } = { origin: "" };
  const server = await listen({
    get origin() {
      return made.origin;
    },
    moveTo(address) {
      made.origin = address;
    },
    fetch: async (request) => made.project?.sandbox.fetch(request) ?? new Response(null, { status: 503 }),
  });
  const project = createProject({ clock, app: stage.app, origin: made.origin, checks: checksOf(jobs) });
  made.project = project;
  const script: Script = { ...smoothScript(0, "5.0.0"), patient: true };
  const town = createTown({ project, clock, script, chance: "people who are counted" });
  try {
    return await clock.busy(async () => {
      await stage.start({
        origin: made.origin,
        databasePath: ":memory:",
        channels: { ANNOUNCE_DISCORD: project.channelUrl },
      });
      // What is asked at the start is not for a release.
      await pause(town, 2 * MINUTE);
      const before = project.sandbox.exchanges.length;
      if (!(await live(town))) throw new Error("the release was never done");
      await pause(town, 2 * MINUTE);
      const { exchanges, deliveries } = project.sandbox;
      return { exchanges: exchanges.slice(before), webhooks: deliveries.all().length };
    });
  } finally {
    await stage.stop();
    await server.close();
  }
}

/** Checks of about the length that InvokeAI's have, between one and nine minutes. */
function checksOf(jobs: number): Readonly<Record<string, number>> {
  const seconds = (job: number) => 60 + ((job * 131) % 480);
  return Object.fromEntries(
    Array.from({ length: jobs - OTHER_JOBS }, (_, job) => [`python-tests / ${job}`, seconds(job)]),
  );
}
