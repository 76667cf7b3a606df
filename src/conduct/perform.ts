import { act, type Executable } from "../act/act.ts";
import { intent } from "../act/announce.ts";
import type { Hands } from "../act/hands.ts";
import { ArtifactFault } from "../artifacts/refused.ts";
import { ChannelFault } from "../channels/channel.ts";
import type { Clock } from "../clock.ts";
import { faultOf } from "../github/fault.ts";
import type { Log } from "../log.ts";
import { remembering } from "../pipeline/shown.ts";
import { type Action, type ActionKind, actionText, isIrreversible } from "../release/action.ts";
import { type Fault, given } from "../release/fact.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import { releaseName } from "../release/release.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Lease, Ledger } from "../store/store.ts";
import type { Watch } from "../watch/watch.ts";
import { type Deed, type History, noteStart } from "./history.ts";

/** What an action is carried out with. */
export type Means = {
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
  readonly ledger: Ledger;
  readonly lease: Lease;
  readonly history: History;
  readonly hands: (seen: Snapshot) => Hands;
  /** Forgets what the installation granted: GitHub has just said otherwise. */
  readonly forget: () => void;
  /** What was done in this conduct, in order. */
  readonly did: Action[];
};

/** Why an action did not go through, and when to try again where that is known. */
export type Trouble = { readonly says: string; readonly until?: Instant };

/** What makes something new: found before, and not begun again while an earlier one may still show up. */
const CREATIONS: ReadonlySet<ActionKind> = new Set([
  "create-board",
  "prepare-release",
  "take-up-release",
  "create-draft",
  "upload-asset",
]);

/** What is not tried a fourth time once it was done three times without effect, besides. */
const COUNTED: ReadonlySet<ActionKind> = new Set(["report-gate", "update-draft", "mark-yanked"]);

/** A creation of which no result is known may still show up: so long nothing is created in its place. */
const LOST_CREATION = MINUTE;

/** In GitHub's words or in ours: it is about what the app may do at all, and passes when people grant it again. */
const SHUT_OUT =
  /not accessible by integration|has not granted|no token of installation|suspended|archived|is locked/i;

/** Repositories may be called anything, also `archived`. */
const REPOSITORY_NAME = /\([\w.-]+\/[\w.-]+\)/g;

/** Without these the release goes on: they only tell people what the board tells them, too. */
const DISPENSABLE: ReadonlySet<ActionKind> = new Set([
  "write-check-run",
  "report-gate",
  "reply",
  "react",
  "remind",
  "call-out",
  "tell-released",
]);

/**
 * Carries out one action and records it: what can't be taken back or found again is in the ledger before it
 * happens. Throws LeaseLost and what is no fault of the other side's; everything else is trouble to report.
 */
export async function perform(means: Means, seen: Snapshot, action: Action): Promise<Trouble | undefined> {
  const begun = begunBefore(means, action);
  means.did.push(action);
  if (action.do === "remember") {
    const write = remembering(seen, action.change);
    if (write === undefined) {
      return undefined;
    }
    means.did.push(write);
    return recorded(means, seen, { action: write, mustHold: true });
  }
  if (begun !== undefined && means.clock.now() < begun + LOST_CREATION) {
    return { says: `an earlier ${action.do} may still show up`, until: begun + LOST_CREATION };
  }
  return recorded(means, seen, { action, mustHold: false });
}

/** When a creation was begun that may still show up: in a conduct before, or, of the one board, in this one. */
function begunBefore({ history, did, clock }: Means, action: Action): Instant | undefined {
  if (action.do === "create-board" && did.some((one) => one.do === "create-board")) {
    return clock.now();
  }
  return CREATIONS.has(action.do) ? history.begun.get(action.do) : undefined;
}

/** `mustHold`: what follows relies on it, so that being refused is never passed over. */
type Task = { readonly action: Executable; readonly mustHold: boolean };

async function recorded(
  means: Means,
  seen: Snapshot,
  { action, mustHold }: Task,
): Promise<Trouble | undefined> {
  const { weighty, deed } = deedOf(action);
  if (weighty) {
    await record(means, "decided", deed);
  }
  const unmeant =
    action.do === "announce" ? await perform(means, seen, rememberOf(seen, intent(seen, action))) : undefined;
  if (unmeant !== undefined) {
    return unmeant;
  }
  try {
    const { remember, result } = await watched(means.watch, action, () => act(means.hands(seen), action));
    if (weighty || result !== undefined) {
      await record(means, "did", { ...deed, ...(result ? { result } : {}) });
    }
    return remember === undefined ? undefined : perform(means, seen, rememberOf(seen, remember));
  } catch (error) {
    return troubleOf(means, { seen, action, mustHold, deed }, error);
  }
}

/** Does what an action asks for, and tells whoever watches how it ended. */
function watched<T>(watch: Watch, action: Executable, run: () => Promise<T>): Promise<T> {
  return watch.during("act", { action: action.do }, async (note) => {
    try {
      const done = await run();
      note({ result: "done" });
      return done;
    } catch (error) {
      const fault = faultIn(error);
      if (fault !== undefined) note({ result: fault.kind });
      throw error;
    }
  });
}

function deedOf(action: Executable): { readonly weighty: boolean; readonly deed: Deed } {
  const weighty = CREATIONS.has(action.do) || isIrreversible(action);
  const isCounted = weighty || COUNTED.has(action.do);
  const comment = action.do === "dispatch" ? { comment: action.comment } : {};
  const deed = { action: action.do, ...(isCounted ? { text: actionText(action) } : {}), ...comment };
  return { weighty, deed };
}

/** What this conduct starts of workflows, it knows at once. */
async function record(means: Means, kind: "decided" | "did" | "failed", deed: Deed): Promise<void> {
  const { ledger, lease, history, clock } = means;
  await ledger.append(lease, { kind, data: deed });
  noteStart(history, { kind, at: clock.now(), deed });
}

function rememberOf(seen: Snapshot, change: Extract<Action, { do: "remember" }>["change"]): Action {
  return { do: "remember", board: seen.board.is === "seen" ? seen.board.value.number : 0, change };
}

type Attempted = Task & { readonly seen: Snapshot; readonly deed: Deed };

async function troubleOf(
  means: Means,
  { seen, action, mustHold, deed }: Attempted,
  error: unknown,
): Promise<Trouble | undefined> {
  const fault = faultIn(error);
  if (fault === undefined) {
    throw error;
  }
  const release = releaseName(means.lease.address, means.lease.key.tag);
  means.log.warn(
    { release, action: action.do, fault: fault.kind, status: fault.status, detail: fault.detail },
    "an action did not go through",
  );
  const shutOut = fault.kind === "forbidden" && SHUT_OUT.test(fault.detail.replaceAll(REPOSITORY_NAME, ""));
  if (shutOut) {
    means.forget();
  }
  if (isTold(fault, action)) {
    const data: Deed = {
      ...deed,
      ...(shutOut ? { shutOut } : {}),
      fault: fault.kind,
      detail: fault.detail,
      ambiguous: fault.ambiguous === true,
    };
    await record(means, "failed", data);
  }
  const refused = fault.kind === "refused" || fault.kind === "forbidden";
  const isLocked = action.do === "write-board" && given(seen.board)?.locked === true;
  if (refused && !mustHold && (isLocked || isDispensable(action))) {
    return undefined;
  }
  return {
    says: `${action.do}: ${fault.detail}`,
    ...(fault.until === undefined ? {} : { until: fault.until }),
  };
}

/** Limits pass by themselves. But a start that they forbade is no more tried: whoever asked is told. */
function isTold({ kind }: Fault, action: Executable): boolean {
  return kind !== "limited" || action.do === "dispatch";
}

/** A claim is not: its effect must not happen without it. */
function isDispensable(action: Executable): boolean {
  return DISPENSABLE.has(action.do) && !(action.do === "react" && action.with === "eyes");
}

/** The fault of whoever we asked; undefined for a lost lease and for bugs of our own. */
function faultIn(error: unknown): Fault | undefined {
  return error instanceof ChannelFault || error instanceof ArtifactFault ? error.fault : faultOf(error);
}
