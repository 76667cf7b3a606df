import { setImmediate } from "node:timers/promises";
import { createLogger } from "../../log.ts";
import { MINUTE } from "../../release/instant.ts";
import { projectPast } from "../../sandbox/scenes/past.ts";
import { CONFIGURATION, createProject, type Project } from "../../sandbox/scenes/project.ts";
import { createVirtualClock, type VirtualClock } from "../../sandbox/virtual-clock.ts";
import { tellApp } from "../demo/app-lines.ts";
import { tellDiscord } from "../demo/discord-lines.ts";
import { follow } from "../demo/follow.ts";
import { tellGitHub } from "../demo/github-lines.ts";
import { tellIndexes } from "../demo/index-lines.ts";
import { createTeller, type Teller } from "../demo/teller.ts";
import { followed } from "../stage/followed.ts";
import { createStage } from "../stage/stage.ts";
import { tellFailures } from "./failure-lines.ts";
import { createTrouble, type Trouble } from "./trouble.ts";

/** The sandbox with the app at work in it, while its clock stands still until somebody does something. */
export type Playground = Project & {
  readonly clock: VirtualClock;
  readonly teller: Teller;
  readonly trouble: Trouble;
  /** What the app has warned of in its log, oldest first. */
  readonly warnings: readonly Warning[];
  readonly memory: Memory;
  /** Runs a task while no other runs, and lets none begin before it has ended. */
  turn<T>(task: () => Promise<T>): Promise<T>;
  /** Lets so many milliseconds of the clock go by; only within a turn. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
};

export type Warning = { readonly at: number; readonly text: string };

/** What the page remembers from one deed to the next. */
export type Memory = {
  /** How many lines had been told before the latest deed. */
  toldBefore: number;
  /** Who spoke last. */
  speaker: string;
};

/** A Friday evening. */
const START = Date.parse("2026-11-20T18:00:00Z");

/** Few enough to finish by hand. How long they take does not matter: they end when somebody says so. */
const CHECKS = {
  "check-version": 1,
  "frontend-tests": 1,
  "python-tests / py3.11: linux-cpu": 1,
  "python-tests / py3.11: windows-cpu": 1,
};

const SMOKE_TESTS = "smoke-tests: { require: [linux], before: pypi }\n";

/** Makes the project, starts the app as `start` does, both in this process, and lets it settle. */
export async function openPlayground(): Promise<Playground> {
  const clock = createVirtualClock(START);
  const warnings: Warning[] = [];
  const stage = createStage({
    clock,
    log: createLogger(
      { level: "warn", format: "text" },
      { write: (line) => warnings.push({ at: clock.now(), text: withoutTime(line) }) },
    ),
  });
  let tellSent = (): void => {};
  const app: typeof stage.app = {
    ...stage.app,
    async deliver(request) {
      // What the app's own request set off is told after that request, whose answer is on its way.
      await setImmediate();
      tellSent();
      return stage.app.deliver(request);
    },
  };
  const project = createProject({
    clock,
    app,
    past: projectPast(START),
    configuration: `${CONFIGURATION}${SMOKE_TESTS}`,
    checks: CHECKS,
    jobPace: Number.POSITIVE_INFINITY,
  });
  const teller = createTeller({ clock, write: () => undefined, colours: false });
  const trouble = createTrouble(project, clock);
  tellSent = follow(project.sandbox.deliveries.all, () => true, tellGitHub(project, teller));
  const life = live(clock, () =>
    stage.start({
      origin: project.sandbox.origin,
      databasePath: ":memory:",
      channels: { ANNOUNCE_DISCORD: project.channelUrl },
      fetch: followed(told(project, { teller, trouble })),
    }),
  );
  await life.begun;
  return {
    ...project,
    clock,
    teller,
    trouble,
    warnings,
    memory: { toldBefore: 0, speaker: project.people.maintainer },
    ...turns(clock),
    async close() {
      await life.end();
      await stage.stop();
    },
  };
}

/**
 * Holds the clock for as long as the playground lives: it goes on only while a turn lets time pass, in the holder's
 * name. Otherwise the app's timers would wake each other through whole years.
 */
function live(clock: VirtualClock, start: () => Promise<void>) {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begin = (): void => {};
  const began = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const living = clock.busy(async () => {
    await start();
    await clock.sleepUntil(clock.now() + MINUTE);
    begin();
    await ended;
  });
  return {
    begun: Promise.race([began, living]),
    end() {
      end();
      return living;
    },
  };
}

function turns(clock: VirtualClock): Pick<Playground, "turn" | "pass"> {
  let last: Promise<unknown> = Promise.resolve();
  return {
    turn(task) {
      const mine = last.then(task);
      last = mine.catch(() => undefined);
      return mine;
    },
    pass: (ms) => clock.sleepUntil(clock.now() + ms),
  };
}

/** The sandbox as the app asks it: what comes of each request is told. */
function told(project: Project, { teller, trouble }: Pick<Playground, "teller" | "trouble">) {
  const { sandbox, discord } = project;
  const tellRequests = follow(
    () => sandbox.exchanges,
    ({ status }) => status !== null,
    tellApp(project, teller),
  );
  const tellMessages = follow(
    () => discord.messages,
    () => true,
    tellDiscord(teller),
  );
  const tellIndex = tellIndexes(project, teller);
  const tellFailure = tellFailures(teller);
  return async (request: Request): Promise<Response> => {
    await trouble.meet(request);
    const asked = request.clone();
    try {
      const answer = await sandbox.fetch(request);
      tellRequests();
      tellMessages();
      tellFailure(asked, answer.status);
      await tellIndex(asked, answer);
      return answer;
    } catch (error) {
      tellFailure(asked, undefined);
      throw error;
    }
  };
}

/** The log writes the machine's time, which is not the playground's. */
function withoutTime(line: string): string {
  return line.replace(/^[\d:]+ /, "").trim();
}
