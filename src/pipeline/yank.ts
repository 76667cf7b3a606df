import { warned, withWarning } from "../notes/merge.ts";
import { LONGEST } from "../notes/release-body.ts";
import { warningOn } from "../notes/warning-text.ts";
import type { MarkYanked, PrepareRelease, Remember } from "../release/action.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import { INDEX_SERVES } from "../release/deadlines.ts";
import { isOneOf, packagesOf } from "../release/evidence.ts";
import { factAt, given } from "../release/fact.ts";
import { gateState } from "../release/gate.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Look } from "../release/look.ts";
import type { Yank } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { packagesOut, realGates } from "../release/yank.ts";
import { ask, askAll } from "./ask.ts";
import { askedForNext, looksForNext, nextTag } from "./next-free.ts";
import { type GatesLeft, gatesLeft } from "./yank-gates.ts";

/**
 * What follows from `/yank`: gates of its build that still wait are closed, the board of the next version is opened, the notes are marked, and the indexes are asked
 * until people have yanked the version there. The app itself can't: PyPI has no interface for it, and the app holds no
 * credentials of any index.
 */
export function yank(seen: Snapshot): Step {
  const said = memoryOf(seen).yank;
  if (said === undefined) {
    return { is: "skipped", why: { is: "not-once-yanked" } };
  }
  const gates = ask(seen, "runs", "jobs", "deployments", "pending", "environments");
  if ("step" in gates) {
    return gates.step;
  }
  const { close, open } = gatesLeft(seen, said);
  const [first, ...rest] = close;
  const step =
    first === undefined ? afterwards(seen, said, open) : ({ is: "due", act: [first, ...rest] } as const);
  return open.length === 0 ? step : { ...step, notices: open };
}

/** What there is to do once no gate of it is left that the app can close. */
function afterwards(seen: Snapshot, said: Yank, open: GatesLeft["open"]): Step {
  const asked = ask(seen, "githubReleases", "latestRelease");
  if ("step" in asked) {
    return asked.step;
  }
  const looks = [...looksForBoard(seen, said), ...looksAtIndexes(seen)];
  const [first, ...rest] = looks;
  if (first !== undefined) {
    return { is: "look", at: [first, ...rest] };
  }
  // One after the other: the warning names the next version, and that is not kept back where the notes can't be written.
  const [act] = [...following(seen, said), ...marking(seen, said)];
  return act === undefined
    ? (unanswered(seen, said) ?? underWay(seen) ?? onIndexes(seen, said) ?? atEnd(said, open))
    : { is: "due", act: [act] };
}

function looksForBoard(seen: Snapshot, { next }: Yank): readonly Look[] {
  if (next === undefined) {
    return looksForNext(seen);
  }
  return [
    ...(factAt(seen.boards, next).is === "unseen" ? [{ at: "boardOf", tag: next } as const] : []),
    ...(factAt(seen.refs, `tags/${next}`).is === "unseen"
      ? [{ at: "ref", ref: `tags/${next}` } as const]
      : []),
  ];
}

/** Which packages there are, where the configuration does not name them, only the built files tell. */
function looksAtIndexes(seen: Snapshot): readonly Look[] {
  const gates = realGates(seen);
  const files = filesToRead(seen).filter((at) => seen[at].is === "unseen");
  return files.length > 0
    ? files.map((at) => ({ at }))
    : gates
        .filter(({ name }) => factAt(seen.index, name).is === "unseen")
        .map(({ name }): Look => ({ at: "index", gate: name }));
}

function filesToRead(seen: Snapshot): readonly ("artifacts" | "contents")[] {
  return realGates(seen).every(({ packages }) => packages !== undefined) ? [] : ["artifacts", "contents"];
}

/** Chooses the next version, once, and opens its board unless it or its tag is there. */
function following(seen: Snapshot, said: Yank): readonly (Remember | PrepareRelease)[] {
  const board = given(seen.board);
  if (board === undefined) {
    return [];
  }
  if (said.next === undefined) {
    const next = nextTag(seen);
    const change = { to: "yank", yank: { ...said, ...(next === undefined ? {} : { next }) } } as const;
    return next === undefined ? [] : [{ do: "remember", board: board.number, change }];
  }
  const { next, by, comment, at, reason } = said;
  const isThere = [factAt(seen.boards, next), factAt(seen.refs, `tags/${next}`)].some(
    ({ is }) => is !== "absent",
  );
  const after = { tag: seen.key.tag, board: board.number, reason };
  const labels = configurationOf(seen)?.board.labels ?? [];
  const prepared = { by, issue: board.number, comment, at, after };
  return isThere ? [] : [{ do: "prepare-release", tag: next, labels, prepared }];
}

/** What a person has changed or taken out stays so; what GitHub would not take is told on the board. */
function marking(seen: Snapshot, said: Yank): readonly MarkYanked[] {
  const release = githubReleaseOf(seen);
  const text = warningOn(seen, said);
  if (release === undefined || release.draft || !isLacking(seen, warned(release.body, text))) {
    return [];
  }
  return withWarning(release.body, text).length > LONGEST
    ? []
    : [{ do: "mark-yanked", release: release.id, tag: release.tag, text, comment: said.comment }];
}

/** While an index does not answer, what the warning says of it stays as it is. */
function isLacking(seen: Snapshot, state: ReturnType<typeof warned>): boolean {
  const isSilent = realGates(seen).some(({ name }) => factAt(seen.index, name).is === "unknown");
  return state === "missing" || (state === "other" && !isSilent);
}

/** What did not answer is asked again; what can't be told, such as files that GitHub no longer keeps, is not waited for. */
function unanswered(seen: Snapshot, { next }: Yank): Step | undefined {
  const facts = [
    ...(next === undefined ? askedForNext(seen) : []),
    ...filesToRead(seen).map((at) => ({ fact: seen[at], look: { at } })),
    ...realGates(seen).map(({ name }) => ({
      fact: factAt(seen.index, name),
      look: { at: "index", gate: name } as const,
    })),
    ...(next === undefined
      ? []
      : [{ fact: factAt(seen.boards, next), look: { at: "boardOf", tag: next } as const }]),
  ];
  return askAll(facts);
}

/** What was published just now, and is not shown yet, is still to be yanked. */
function underWay(seen: Snapshot): Step | undefined {
  const out = packagesOut(seen);
  for (const gate of realGates(seen)) {
    const state = gateState(seen, gate.name);
    const ended = state.is === "published" ? state.jobs.map(({ completedAt = seen.now }) => completedAt) : [];
    const [since, { index }] = [Math.max(...ended), gate];
    const missing = packagesOf(seen, gate).filter(
      (name) => !out.some((one) => one.index === index && isOneOf(one.project, [name], gate)),
    );
    if (missing.length > 0 && seen.now - since < INDEX_SERVES) {
      return {
        is: "waiting",
        on: { for: "index", index, missing: [], packages: missing },
        since,
        until: since + INDEX_SERVES,
      };
    }
  }
  return undefined;
}

function onIndexes(seen: Snapshot, { at }: Yank): Step | undefined {
  const served = packagesOut(seen).filter(({ state }) => state === "served" || state === "part");
  return served.length === 0
    ? undefined
    : {
        is: "waiting",
        on: { for: "yank", packages: served.map(({ index, name }) => ({ index, name })) },
        since: at,
      };
}

/** The board stays open while somebody could still publish more of the bad build with a click. */
function atEnd({ next }: Yank, [gate]: GatesLeft["open"]): Step {
  return gate === undefined
    ? { is: "done", why: { is: "yanked", ...(next === undefined ? {} : { next }) } }
    : { is: "stopped", because: gate };
}
