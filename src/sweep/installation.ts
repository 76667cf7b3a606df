import { faultOf } from "../github/fault.ts";
import type { Covered, Installation } from "../github/github.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../release/instant.ts";
import { wakeBoards } from "./boards.ts";
import { wakeDesks } from "./desks.ts";
import type { InstallationSwept, Swept } from "./note.ts";
import { lookAt, type Since, WINDOW } from "./repositories.ts";
import type { Sweeping } from "./sweep.ts";

/** Each repository is looked at once in so long, pushed or not: for what neither a push nor an event told. */
const ROUND = DAY;

/** A push counts as new a little longer: GitHub starts runs after it, and its clock need not agree with ours. */
const MARGIN = 10 * MINUTE;

/** Replicas whose clocks disagree by less go on with each other's rounds: to begin one anew costs all of it again. */
const FAST = HOUR;

/** Swept before, but nobody knows when: what started anew meanwhile is found as well. */
const AT_SOME_TIME: Swept = { at: 0, asked: 0, round: 0, before: 0, looked: [] };

/** What is looked at in one installation, and how far that has come. */
type Tour = {
  readonly sweeping: Sweeping;
  readonly since: Instant | undefined;
  readonly roundBefore: Instant;
  readonly looked: Set<number>;
};

/** Sweeps one installation. Its faults are its own: they are told in the log, and stop no other installation. */
export async function sweepInstallation(
  sweeping: Sweeping,
  installation: Installation,
  noted: Swept | undefined,
): Promise<InstallationSwept> {
  const { clock, github, log } = sweeping;
  const now = clock.now();
  const before = believed(noted, now);
  const isNewRound = before === undefined || now - before.round >= ROUND;
  const round = isNewRound ? now : before.round;
  const roundBefore = (isNewRound ? before?.round : before.before) ?? 0;
  const looked = new Set(isNewRound ? [] : before.looked);
  const since = before === undefined ? undefined : Math.min(before.at, now) - MARGIN;
  try {
    const covered = await github.repositories(installation.id);
    await followMoves(sweeping, covered);
    const asked = await askForBoards({ sweeping, installation, covered, round }, before?.asked);
    const again = await lookAround({ sweeping, since, roundBefore, looked }, installation, covered);
    const still = covered.map(({ address }) => address.repository).filter((id) => looked.has(id));
    const swept = { at: now, asked, round, before: roundBefore, looked: still };
    return { swept, ...(again === undefined ? {} : { again }) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) {
      throw error;
    }
    log.warn(
      {
        installation: installation.id,
        account: installation.account,
        fault: fault.kind,
        detail: fault.detail,
      },
      "an installation could not be swept; the next sweep tries again",
    );
    return { swept: before, ...(fault.until === undefined ? {} : { again: fault.until }) };
  }
}

/** What was noted by a clock that was fast, and has been put right, would hide all that happens until then. */
function believed(noted: Swept | undefined, now: Instant): Swept | undefined {
  const isFast = noted !== undefined && Math.max(noted.at, noted.asked, noted.round) > now + FAST;
  return isFast ? AT_SOME_TIME : noted;
}

/** A release under way goes where its repository has gone: renamed, or transferred to another installation. */
async function followMoves({ underWay, queue }: Sweeping, covered: readonly Covered[]): Promise<void> {
  const places = new Map(covered.map(({ address }) => [address.repository, address]));
  for (const { key, address } of underWay.values()) {
    const place = places.get(key.repository);
    const isAt = (one: typeof address) => `${one.installation} ${one.owner}/${one.name}`;
    if (place !== undefined && isAt(place) !== isAt(address)) {
      const { installation, owner, name } = place;
      await queue.nudge({ key, address: { installation, owner, name }, because: "sweep" });
    }
  }
}

type Asking = {
  readonly sweeping: Sweeping;
  readonly installation: Installation;
  readonly covered: readonly Covered[];
  readonly round: Instant;
};

/** Gives when the boards were asked for last; a search that fails stops nothing else. */
async function askForBoards(
  { sweeping, installation, covered, round }: Asking,
  askedBefore = 0,
): Promise<Instant> {
  const now = sweeping.clock.now();
  const { account } = installation;
  try {
    const isFirst = askedBefore < round;
    const asked = { account, covered, since: askedBefore, isFirst };
    await wakeBoards(sweeping, asked);
    await wakeDesks(sweeping, asked);
    return now;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined || fault.kind === "limited") {
      throw error;
    }
    sweeping.log.warn(
      { account, fault: fault.kind, detail: fault.detail },
      "boards could not be searched for commands; the next sweep tries again",
    );
    return askedBefore;
  }
}

/** Who has had their turn is looked at for what came since the last sweep, the others for what is young. */
function sinceOf(lastSweep: Instant | undefined, turn: Since): Since {
  return lastSweep === undefined ? turn : { runs: lastSweep, restarts: lastSweep };
}

/** Looks at what was pushed, and at what has not had its turn; gives when to go on if that was not all of it. */
async function lookAround(
  tour: Tour,
  installation: Installation,
  covered: readonly Covered[],
): Promise<Instant | undefined> {
  const { sweeping, since, roundBefore, looked } = tour;
  const oldest = sweeping.clock.now() - WINDOW;
  // Where nothing was ever looked at, nothing is known to be finished that was not looked at since.
  const restarts = since === undefined ? sweeping.clock.now() : Math.max(oldest, roundBefore - MARGIN);
  const turn: Since = { runs: oldest, restarts };
  const isPushed = ({ pushedAt }: Covered) => since !== undefined && pushedAt >= since;
  const isDue = (one: Covered) => isPushed(one) || !looked.has(one.address.repository);
  const due = covered.filter(isDue).toSorted((a, b) => b.pushedAt - a.pushedAt);
  const news = new Map(
    due.map((one) => [one, sinceOf(looked.has(one.address.repository) ? since : undefined, turn)] as const),
  );
  for (const one of due) {
    looked.delete(one.address.repository);
  }
  try {
    const left = await lookAt(sweeping, installation.id, { news, looked });
    return left ? sweeping.clock.now() : undefined;
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.kind !== "limited") {
      throw error;
    }
    const { account } = installation;
    sweeping.log.info({ account, detail: fault.detail }, "the sweep rests where GitHub's limits end it");
    return fault.until ?? sweeping.clock.now();
  }
}
