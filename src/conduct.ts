import type { Hands } from "./act/hands.ts";
import { evidenceRecord } from "./conduct/evidence-record.ts";
import { keepCard } from "./conduct/keep-card.ts";
import { logConduct } from "./conduct/line.ts";
import { outcomeOf } from "./conduct/outcome.ts";
import { perform, type Trouble } from "./conduct/perform.ts";
import { createStandstills } from "./conduct/standstill.ts";
import { stillKnown } from "./conduct/still-known.ts";
import { type Baton, createKept, takeUp, type World } from "./conduct/take-up.ts";
import { tellOthers } from "./conduct/tell-others.ts";
import { observe } from "./observe/observe.ts";
import { plan } from "./pipeline/plan.ts";
import { shown } from "./pipeline/shown.ts";
import { type Action, actionText, isIrreversible } from "./release/action.ts";
import { gateState, gatesOf } from "./release/gate.ts";
import type { Instant } from "./release/instant.ts";
import { looksAgain } from "./release/looks-again.ts";
import type { Plan } from "./release/plan.ts";
import { releaseName } from "./release/release.ts";
import type { Snapshot } from "./release/snapshot.ts";
import { canonicalJson } from "./store/chain.ts";
import type { Lease, Outcome } from "./store/store.ts";
import type { Conduct } from "./store/worker.ts";
import { createTally } from "./watch/tally.ts";
import type { GateSeen, Watch } from "./watch/watch.ts";

/** Rounds in one conduct: a release that needs more goes on in the next one. */
const MOST_ROUNDS = 8;

/** Looks that follow from looks. The deepest chain of facts is about ten long. */
const MOST_LOOKS = 25;

/** What is seen, and what follows from it. */
export type View = { readonly seen: Snapshot; readonly planned: Plan };

/** How a conduct ended. */
export type Ended = View & {
  /** When to come back for what was put off. */
  readonly again?: Instant;
  /** What stood in the way of an action. */
  readonly trouble?: Trouble;
};

/** Conducts one release once: observe → plan → look again → act, until nothing is due. */
export function createConduct(world: World): Conduct {
  const kept = createKept();
  const tell = createStandstills(world.log);
  return (lease, signal, aside) =>
    watched(world.watch, lease, async () => {
      const began = performance.now();
      const tally = createTally();
      const baton = await takeUp(world, lease, { signal, aside, tally, ...kept });
      const ended = await asGranted(baton, await rounds(baton));
      await recordEvidence(baton, ended.seen);
      await tellOthers(world.store.queue, baton, ended.seen);
      await keepCard(world, lease, ended);
      const outcome = outcomeOf(ended, lease, world.clock.now());
      logConduct(world.log, { lease, tally, ended, outcome, ms: performance.now() - began });
      tell({ release: releaseName(lease.address, lease.key.tag), ...ended });
      return { ended, outcome };
    });
}

/** Conducts, and tells whoever watches where the release stands then, and its gates. */
function watched(
  watch: Watch,
  lease: Lease,
  run: () => Promise<{ readonly ended: Ended; readonly outcome: Outcome }>,
): Promise<Outcome> {
  const { key, fence, address } = lease;
  return watch.during("conduct", { release: releaseName(address, key.tag), key, fence }, async (note) => {
    const { ended, outcome } = await run();
    const { standing } = ended.planned;
    note({ standing: standing.is, outcome: outcome.is, gates: gatesSeen(ended) });
    return outcome;
  });
}

/** The gates of a release that is conducted, as they stand. */
function gatesSeen({ seen, planned }: Ended): readonly GateSeen[] {
  const gates = planned.standing.is === "conducted" ? gatesOf(seen) : [];
  return gates.map(({ name }) => {
    const { is, ...at } = gateState(seen, name);
    return { state: is, ...("since" in at ? { since: at.since } : {}) };
  });
}

/** What is known of the bytes goes into the ledger whenever it has changed. */
async function recordEvidence({ ledger, lease, history: past }: Baton, seen: Snapshot): Promise<void> {
  const record = evidenceRecord(seen, releaseName(lease.address, lease.key.tag));
  if (record !== undefined && canonicalJson(record) !== past.evidence) {
    await ledger.append(lease, { kind: "saw", data: record });
  }
}

/** What was granted is remembered for minutes, by each replica: before a release waits for a right, it is asked anew. */
async function asGranted(baton: Baton, ended: Ended): Promise<Ended> {
  const { standing } = ended.planned;
  if (standing.is !== "shut-out" || standing.by.is !== "not-granted") {
    return ended;
  }
  baton.forget();
  return rounds(baton);
}

/** Round by round, until nothing is due or something stands in the way; then board and check run are made to say so. */
async function rounds(baton: Baton): Promise<Ended> {
  let known = blankOf(baton);
  for (let round = 1; ; round += 1) {
    const view = await look(baton, known);
    const due = round > MOST_ROUNDS ? [] : await dueNow(baton, view);
    const trouble = due.length === 0 ? undefined : await performAll(baton, view, due);
    if (due.length === 0 || trouble !== undefined) {
      return show(baton, trouble === undefined ? view : await look(baton), trouble);
    }
    known = stillKnown(blankOf(baton), view.seen, due);
  }
}

/** Once somebody's `/resume` was taken up, what had no effect before it is tried anew. */
function blankOf({ blank, did }: Baton): Snapshot {
  const isResumed = did.some((action) => action.do === "write-board" && action.resumes !== undefined);
  return isResumed ? { ...blank, futile: [], refused: [] } : blank;
}

/** Looks until the plan needs nothing more to be looked at; what is known already is not looked at again. */
async function look(baton: Baton, known = blankOf(baton), eyes = baton.eyes): Promise<View> {
  let seen = known;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const planned = plan(seen);
    if (planned.look.length === 0) {
      return { seen, planned };
    }
    seen = await observe(eyes, seen, planned.look);
  }
  throw new Error(`the plan asks for ever more facts: ${JSON.stringify(plan(seen).look)}`);
}

/**
 * What is done in this round: all that can be taken back, or else one thing that can't. For that one, everything
 * is looked at again right before, and it is done only if the very same action, bindings included, is still due.
 */
async function dueNow(baton: Baton, { seen, planned }: View): Promise<readonly Action[]> {
  const without =
    planned.standing.is === "conducted" && seen.board.is === "absent" ? shown(planned, seen).write : [];
  const open = [...without, ...planned.due].filter((action) => !wasDone(baton, action));
  const harmless = open.filter((action) => !isIrreversible(action));
  const [first] = open;
  if (harmless.length > 0 || first === undefined) {
    return harmless;
  }
  // What has to be waited for comes before the look: between that and the deed the world goes on unseen.
  await turnToWrite(baton.hands(seen), first);
  const eyes = baton.lastEyes();
  // What was asked for one after the other, as it turned out to matter, is asked for together.
  const again = await look(baton, await observe(eyes, blankOf(baton), looksAgain(seen)), eyes);
  if (!isDueIn(again, first)) {
    return [];
  }
  // What people say comes last: a `/hold` of the seconds in which all the rest was read still counts.
  const heard = await observe(eyes, again.seen, [{ at: "comments" }]);
  const last = await look(baton, heard, eyes);
  return isDueIn(last, first) ? [first] : [];
}

function isDueIn({ planned }: View, action: Action): boolean {
  return planned.due.some((one) => actionText(one) === actionText(action));
}

/** A review goes out in a person's name, and so within that person's limits. */
async function turnToWrite({ github, person }: Hands, action: Action): Promise<void> {
  const writing = action.do === "review-gate" ? person?.(action.as.id) : undefined;
  await (writing ?? github("gate", "command")).ready();
}

/** An action that is due again right after it was done has not shown its effect yet: that is for the next conduct. */
function wasDone({ did }: Baton, action: Action): boolean {
  return did.some((one) => actionText(one) === actionText(action));
}

/** Carries out one action after the other; stops at the first that did not go through. */
async function performAll(
  baton: Baton,
  { seen }: View,
  due: readonly Action[],
): Promise<Trouble | undefined> {
  for (const action of due) {
    const trouble = await perform(baton, seen, action);
    if (trouble !== undefined) {
      return trouble;
    }
  }
  return undefined;
}

/** Makes board and check run say what is so now. */
async function show(baton: Baton, view: View, trouble?: Trouble): Promise<Ended> {
  let { seen } = view;
  const isNewBoard = baton.did.some((action) => action.do === "create-board");
  let what = shown(view.planned, seen, isNewBoard);
  if (what.look.length > 0) {
    seen = await observe(baton.eyes, seen, what.look);
    what = shown(view.planned, seen, isNewBoard);
  }
  // Where GitHub has set a time, nothing is written before that either.
  const unwritten =
    trouble?.until === undefined ? await performAll(baton, { ...view, seen }, what.write) : undefined;
  const inTheWay = trouble ?? unwritten;
  return {
    ...view,
    ...(what.again === undefined ? {} : { again: what.again }),
    ...(inTheWay === undefined ? {} : { trouble: inTheWay }),
  };
}
