import { setImmediate } from "node:timers/promises";
import { createLogger } from "../../log.ts";
import { HOUR, SECOND } from "../../release/instant.ts";
import type { Issue } from "../../sandbox/github/issues.ts";
import type { History } from "../../sandbox/scenes/history.ts";
import { createProject, type Project } from "../../sandbox/scenes/project.ts";
import { listen } from "../../sandbox/server.ts";
import { createVirtualClock, type VirtualClock } from "../../sandbox/virtual-clock.ts";
import { createStage, type Stage } from "../stage/stage.ts";
import { tellApp } from "./app-lines.ts";
import { tellDiscord } from "./discord-lines.ts";
import { DemoFailure } from "./failure.ts";
import { follow } from "./follow.ts";
import { tellGitHub } from "./github-lines.ts";
import { tellIndexes } from "./index-lines.ts";
import { createTeller, type Teller, type TellerOptions } from "./teller.ts";

/** The project, the running app and the words to tell a story with. */
export type DemoWorld = Project & {
  readonly clock: VirtualClock;
  readonly teller: Teller;
  /** Lets so many milliseconds go by. */
  pass(ms: number): Promise<void>;
  /** Lets the world go on until something is so; fails after two hours of its clock. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T>;
  /** The board of the release; waits for it. */
  board(): Promise<Issue>;
};

export type DemoOptions = Omit<TellerOptions, "clock"> & {
  /** When the sandbox's clock begins, in milliseconds since 1970. */
  readonly startAt: number;
  readonly past: History;
};

/** Nothing in a release takes longer by itself. */
const PATIENCE = 2 * HOUR;

/**
 * Serves a project on the loopback interface, starts the app against it as `start` does, and plays a story. Both
 * sides talk HTTP, and share one virtual clock. Rejects with a DemoFailure when something does not come about.
 */
export async function inDemoWorld<T>(
  options: DemoOptions,
  story: (world: DemoWorld) => Promise<T>,
): Promise<T> {
  const clock = createVirtualClock(options.startAt);
  const warnings: string[] = [];
  const log = createLogger({ level: "warn", format: "text" }, { write: (line) => warnings.push(line) });
  const stage = createStage({ clock, log });
  const teller = createTeller({ ...options, clock });
  const { project, close } = await serve(stage, { clock, teller, past: options.past });
  try {
    return await clock.busy(async () => {
      await stage.start({
        origin: project.sandbox.origin,
        databasePath: ":memory:",
        channels: { ANNOUNCE_DISCORD: project.channelUrl },
      });
      return story({ ...project, clock, teller, ...words(project, clock, warnings) });
    });
  } finally {
    await stage.stop();
    await close();
  }
}

type Serving = { readonly clock: VirtualClock; readonly teller: Teller; readonly past: History };

/** The address comes first, because the project's own URLs carry it; what is asked meanwhile is asked too early. */
async function serve(stage: Stage, { clock, teller, past }: Serving) {
  let project: Project | undefined;
  let origin = "http://127.0.0.1";
  let tellAnswered = async (_request: Request, _answer: Response): Promise<void> => {};
  const server = await listen({
    get origin() {
      return origin;
    },
    moveTo(address) {
      origin = address;
    },
    async fetch(request) {
      if (project === undefined) {
        return new Response(null, { status: 503 });
      }
      const answer = await project.sandbox.fetch(request);
      await tellAnswered(request, answer);
      return answer;
    },
  });
  let tellSent = (): void => {};
  const app = {
    ...stage.app,
    async deliver(request: Request) {
      // What the app's own request set off is told after that request, whose answer is on its way.
      await setImmediate();
      tellSent();
      return stage.app.deliver(request);
    },
  };
  const made = createProject({ clock, app, origin, past });
  project = made;
  const { exchanges, deliveries } = made.sandbox;
  const tellRequests = follow(
    () => exchanges,
    ({ status }) => status !== null,
    tellApp(made, teller),
  );
  const tellMessages = follow(
    () => made.discord.messages,
    () => true,
    tellDiscord(teller),
  );
  const tellIndex = tellIndexes(made, teller);
  tellAnswered = async (request, answer) => {
    tellRequests();
    tellMessages();
    await tellIndex(request, answer);
  };
  tellSent = follow(deliveries.all, () => true, tellGitHub(made, teller));
  return { project: made, close: server.close };
}

function words({ repo }: Project, clock: VirtualClock, warnings: readonly string[]) {
  const pass = (ms: number) => clock.sleepUntil(clock.now() + ms);
  const until: DemoWorld["until"] = async (what, look) => {
    const latest = clock.now() + PATIENCE;
    while (clock.now() < latest) {
      const found = look();
      if (found !== undefined && found !== false) {
        return found as Exclude<typeof found, undefined | false>;
      }
      await pass(SECOND);
    }
    const logged = warnings.slice(-5).map((line) => `\n  the app logged: ${line.trim()}`);
    throw new DemoFailure(`This did not come about within two hours: ${what}.${logged.join("")}`);
  };
  const board = () => until("a board", () => repo.issues().findLast((issue) => issue.author.type === "Bot"));
  return { pass, until, board };
}
