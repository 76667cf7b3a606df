import type { ChoreRun } from "../../src/chore.ts";
import { createLogger } from "../../src/log.ts";
import type { RepositoryHandle } from "../../src/sandbox/github/handle.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { QueueRow, Wake } from "../../src/store/store.ts";
import { sweepChore } from "../../src/sweep/sweep.ts";
import { APP, connected } from "../connected.ts";

export const START = Date.parse("2026-11-02T12:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const PAUSE = 10 * MINUTE;
const CONFIGURATION = ".github/release-conductor.yml";
const SLUG = "conductor";
export const BOT = `${SLUG}[bot]`;

export type SweepWorld = ReturnType<typeof createSweepWorld>;

/** An account with the app installed, a sweep, and a queue that only writes down what it is told. */
export async function told(story: (world: SweepWorld) => Promise<void>): Promise<void> {
  const world = createSweepWorld();
  await world.clock.busy(() => story(world));
}

function createSweepWorld() {
  const clock = createVirtualClock(START);
  const sandbox = createSandbox({ clock });
  const { github } = sandbox;
  const rows: QueueRow[] = [];
  const finished = new Set<string>();
  const queued: string[] = [];
  const lines: string[] = [];
  const kept: string[] = [];
  github.createUser("ebr");
  github.registerApp({
    slug: SLUG,
    name: "Conductor",
    ...APP,
    webhookSecret: "a secret of at least thirty-two characters",
    deliver: async () => new Response(),
    permissions: { actions: "read", contents: "write", issues: "write" },
    events: [],
  });
  const owner = github.createOrganization("acme");
  const installation = github.install(SLUG, "acme", "all");
  const told = (how: string) => (wake: Wake) => {
    const { owner: account, name } = wake.address;
    queued.push(`${how} ${account}/${name}@${wake.key.tag}`);
  };
  const [woken, nudged] = [told("wake"), told("nudge")];
  const pass = (ms: number) => clock.sleepUntil(clock.now() + ms);
  /** How long the queue takes for a wake. */
  const slowness = { ms: 0 };
  const chore = sweepChore(
    {
      clock,
      log: createLogger({ level: "info", format: "text" }, { write: (line) => lines.push(line) }),
      github: connected(sandbox, clock),
      queue: {
        unfinished: async () => rows,
        isFinished: async ({ repository, tag }) => finished.has(`${repository} ${tag}`),
        wake: async (wake) => {
          woken(wake);
          await pass(slowness.ms);
        },
        revive: async ({ tag }) => void queued.push(`revive ${tag}`),
        nudge: async (wake) => {
          nudged(wake);
          return true;
        },
      },
    },
    PAUSE / MINUTE,
  );
  const run = async (note?: string, signal = new AbortController().signal): Promise<ChoreRun> => {
    queued.length = 0;
    kept.length = 0;
    return await chore.run(note, { signal, keep: async (text) => void kept.push(text) });
  };
  return {
    ...{
      clock,
      sandbox,
      github,
      rows,
      finished,
      queued,
      lines,
      kept,
      slowness,
      owner,
      installation,
      pass,
      run,
    },
    /** A repository with a commit, and a configuration unless told otherwise. */
    repository(name: string, files: Readonly<Record<string, string>> = { [CONFIGURATION]: "" }) {
      const repo = github.createRepository({ owner: "acme", name });
      repo.commit({ files: { "README.md": name, ...files }, message: "one", author: { login: "ebr" } });
      return repo;
    },
    /** Runs until there is nothing left to look at; gives the last note. */
    async whole(note?: string): Promise<string | undefined> {
      let next = await run(note);
      while (next.pauseMs !== undefined && next.pauseMs < PAUSE) {
        await pass(next.pauseMs);
        next = await run(next.note);
      }
      return next.note;
    },
    /** A board as the app writes one; its mark need not be genuine to wake. */
    board(repo: RepositoryHandle, tag: string, repository = repo.id) {
      const payload = Buffer.from(JSON.stringify({ repository, tag })).toString("base64url");
      const body = `text\n\n<!-- release-conductor:v1 ${payload} k1.code -->`;
      return repo.openIssue({ title: `Release ${tag}`, body, by: BOT });
    },
    /** What was asked of GitHub since the mark, tokens left aside. */
    asked(since: number) {
      const sent = sandbox.exchanges.slice(since).filter(({ path }) => !path.endsWith("/access_tokens"));
      return { requests: sent.length, free: sent.filter(({ notModified }) => notModified).length };
    },
  };
}
