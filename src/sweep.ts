import type { Chore } from "./chore.ts";
import type { Clock } from "./clock.ts";
import { configurationPath } from "./config/configuration.ts";
import { faultOf } from "./github/fault.ts";
import type { GitHub, Reading, RepositoryAddress } from "./github/github.ts";
import type { Log } from "./log.ts";
import { DAY, type Instant, MINUTE } from "./release/instant.ts";
import { keyText } from "./release/release.ts";
import type { Queue } from "./store/store.ts";

/** Runs older than this are not taken up any more, so they need not be found. */
const WINDOW = 7 * DAY;

export type SweepParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly github: GitHub;
  readonly queue: Queue;
};

/** Longer than a sweep takes whose requests GitHub delays. */
const LEASE = 10 * MINUTE;

/** The sweep as a chore: at the start, and then every so many minutes. */
export function sweepChore(parts: SweepParts, minutes: number): Chore {
  return {
    name: "sweep",
    pauseMs: minutes * MINUTE,
    leaseMs: LEASE,
    async run(_note, signal) {
      await sweep(parts, signal);
      return undefined;
    },
  };
}

/**
 * Wakes what a lost webhook did not: every release under way, and every tag whose run is young or still
 * waiting. It decides nothing; whether a tag is taken up is the plan's business.
 */
export async function sweep({ clock, log, github, queue }: SweepParts, signal: AbortSignal): Promise<void> {
  const underWay = await queue.unfinished();
  for (const { key, address, parked } of underWay) {
    await (parked ? queue.wake : queue.nudge)({ key, address, because: "sweep" });
  }
  const known = new Set(underWay.map((row) => keyText(row.key)));
  for (const installation of (await github.installations()).filter((one) => !one.suspended)) {
    for (const address of await github.repositories(installation.id)) {
      if (signal.aborted) {
        return;
      }
      await sweepRepository({ clock, log, github, queue, address, known });
    }
  }
}

type OfRepository = SweepParts & { readonly address: RepositoryAddress; readonly known: ReadonlySet<string> };

async function sweepRepository({ clock, log, github, queue, address, known }: OfRepository): Promise<void> {
  try {
    const reading = github.reading(address, { urgency: "background" });
    for (const tag of await tagsUnderWay(reading, clock.now())) {
      const key = { repository: address.repository, tag };
      if (!known.has(keyText(key)) && !(await queue.isFinished(key))) {
        await queue.wake({ key, address, because: "sweep" });
      }
    }
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) {
      throw error;
    }
    const repository = `${address.owner}/${address.name}`;
    log.warn(
      { repository, fault: fault.kind, detail: fault.detail },
      "a repository could not be swept; the next sweep tries again",
    );
  }
}

/**
 * Short names of refs with young or waiting runs that a push started, in repositories that have a configuration.
 * GitHub does not tell a tag from a branch here; a branch's name finds no tag and is dropped.
 * https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
async function tagsUnderWay(github: Reading, now: Instant): Promise<readonly string[]> {
  const configuration = await github.readOrAbsent("GET /repos/{owner}/{repo}/contents/{path}", {
    path: configurationPath,
  });
  if (configuration === undefined) {
    return [];
  }
  const since = new Date(now - WINDOW).toISOString().slice(0, 10);
  const route = "GET /repos/{owner}/{repo}/actions/runs";
  const young = await github.readAll(route, { event: "push", created: `>=${since}` }, { most: 2 });
  const waiting = await github.readAll(route, { status: "waiting" }, { most: 1 });
  const repository = await github.read("GET /repos/{owner}/{repo}", {});
  const names = [...young, ...waiting].map((run) => run.head_branch).filter((name) => name !== null);
  return [...new Set(names)].filter((name) => name !== repository.default_branch);
}
