import { expect } from "vitest";
import { followed } from "../../src/cli/stage/followed.ts";
import { createStage, type Stage, type StageWorld } from "../../src/cli/stage/stage.ts";
import { createLogger } from "../../src/log.ts";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { createProject, type Project, type ProjectOptions } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { checkExchange } from "../contract/exchange.ts";
import { checkWebhook } from "../contract/webhook.ts";
import { type Effects, effects } from "./effects.ts";
import { type Talk, talk } from "./talk.ts";

export const START = Date.parse("2026-11-20T18:00:00Z");
export const MINUTE = 60_000;

/** The app on its stage in front of a project, and the words to tell a story with. */
export type Told = Project &
  Talk &
  Effects & {
    readonly clock: VirtualClock;
    readonly stage: Stage;
    readonly world: StageWorld;
    /** What the app logged: at "warn" and above unless the story asks for more. */
    readonly lines: string[];
    /** Lets so many milliseconds go by. */
    pass(ms: number): Promise<void>;
    /** Lets the world go on until something is so; fails after two virtual hours. */
    until<T>(what: string, look: () => T | undefined | false): Promise<T>;
    /** The board of the tag pushed last; waits for it. */
    board(): Promise<Issue>;
    /** Waits until the newest run stands at these gates and the board has caught up. */
    atGates(...environments: string[]): Promise<Run>;
    /** What the app has asked GitHub to change. */
    writes(): readonly Exchange[];
  };

export type StoryOptions = Partial<Pick<ProjectOptions, "configuration" | "checks" | "workflow">> & {
  /** Where the app is started only by the story itself. */
  readonly started?: false;
  /** Minutes between two sweeps; ten unless given. */
  readonly sweepMinutes?: number;
  /** How the app logs; what people have to read, as text, unless given. */
  readonly log?: Parameters<typeof createLogger>[0];
  /** What GitHub may refuse in this story without failing it: part of `METHOD path status`. */
  readonly refusals?: readonly (string | RegExp)[];
};

/**
 * Tells a story to the app as `start` starts it, in one process on a virtual clock: what happens comes in as
 * webhooks, comments and clicks only. At its end everything that was sent either way is held against GitHub's
 * published descriptions.
 */
export async function tell(story: (told: Told) => Promise<void>, options: StoryOptions = {}): Promise<void> {
  const clock = createVirtualClock(START);
  const lines: string[] = [];
  const isLoud = process.env["STORY_LOG"] !== undefined;
  const write = (line: string) => (isLoud ? process.stderr.write(line) : lines.push(line));
  const logging = options.log ?? { level: isLoud ? "info" : "warn", format: "text" };
  const log = createLogger(logging, { write });
  const stage = createStage({ clock, log });
  const project = createProject({ clock, app: stage.app, ...options });
  const told = words({ project, clock, stage, lines });
  try {
    await clock.busy(async () => {
      if (options.started !== false) {
        await stage.start({ ...told.world, sweepMinutes: options.sweepMinutes ?? 10 });
      }
      await story(told);
    });
  } finally {
    await stage.stop();
  }
  expect(faultsIn(project, options.refusals ?? []), "against GitHub's descriptions").toEqual([]);
}

type Props = {
  readonly project: Project;
  readonly clock: VirtualClock;
  readonly stage: Stage;
  readonly lines: string[];
};

function words({ project, clock, stage, lines }: Props): Told {
  const { sandbox, repo } = project;
  const pass = (ms: number) => clock.sleepUntil(clock.now() + ms);
  const until: Told["until"] = async (what, look) => {
    const latest = clock.now() + 120 * MINUTE;
    while (clock.now() < latest) {
      const found = look();
      if (found !== undefined && found !== false) {
        return found as Exclude<typeof found, undefined | false>;
      }
      await pass(2_000);
    }
    throw new Error(`never came about: ${what}\n${lines.join("")}`);
  };
  const atGates: Told["atGates"] = async (...environments) => {
    const run = await until(`a run at ${environments.join(" and ")}`, () =>
      repo.runs().findLast((one) => {
        const pending = repo.pendingGates(one).map((gate) => gate.environment);
        return one === repo.runs().at(-1) && environments.every((name) => pending.includes(name));
      }),
    );
    await pass(30_000);
    return run;
  };
  return {
    ...project,
    ...talk({ project, until, atGates }),
    ...effects(project),
    clock,
    stage,
    lines,
    pass,
    until,
    world: {
      origin: sandbox.origin,
      databasePath: ":memory:",
      channels: {
        ANNOUNCE_DISCORD: project.channelUrl,
        ANNOUNCE_DISCUSSION: `${sandbox.origin}/discord${project.discord.createWebhook().path}`,
        ANNOUNCE_SLACK: project.slackUrl,
      },
      fetch: followed((request) => sandbox.fetch(request)),
    },
    board: () => until("a board", () => repo.issues().findLast((issue) => issue.author.type === "Bot")),
    atGates,
    writes: () => sandbox.exchanges.filter((one) => isWrite(one)),
  };
}

/** POSTs that change nothing in any repository: GraphQL queries, tokens, webhooks sent again. */
const HARMLESS = /^\/graphql$|\/access_tokens$|^\/app\/hook\/deliveries\//;

export function isWrite({ method, path }: Pick<Exchange, "method" | "path">): boolean {
  return method !== "GET" && !HARMLESS.test(path);
}

function faultsIn({ sandbox }: Project, refusals: readonly (string | RegExp)[]): readonly string[] {
  const unknown = sandbox.unknownRequests.map(({ method, path }) => `unknown route ${method} ${path}`);
  const exchanges = sandbox.exchanges.filter((one) => one.status !== null && !one.path.startsWith("/blobs"));
  const sent = distinct(exchanges).flatMap((one) => {
    const name = `${one.method} ${one.path} ${one.status}`;
    const provoked = refusals.some((part) =>
      typeof part === "string" ? name.includes(part) : part.test(name),
    );
    const checked = { ...one, status: one.status ?? 0, path: one.path };
    return checkExchange(checked, provoked ? "excused" : "reported").map((fault) => `${name}: ${fault}`);
  });
  const webhooks = sandbox.deliveries
    .all()
    .flatMap(({ event, payload }) =>
      checkWebhook(event, payload).map((fault) => `webhook ${event}: ${fault}`),
    );
  return [...new Set([...unknown, ...sent, ...webhooks])];
}

/**
 * Each exchange once, for what is read twice has the same faults twice. The app looks again and again: of 795 exchanges
 * of a release 574 repeat another word for word, and to check them all took 0.4 s.
 */
function distinct(exchanges: readonly Exchange[]): readonly Exchange[] {
  return [...new Map(exchanges.map((one) => [checkedOf(one), one])).values()];
}

/** Everything that GitHub describes; when it was, and which token and validator were sent, it does not. */
function checkedOf({ at: _, url: __, responseHeaders: ___, requestHeaders, ...checked }: Exchange): string {
  const { authorization: ____, "if-none-match": _____, ...headers } = requestHeaders;
  return JSON.stringify([checked, headers]);
}
