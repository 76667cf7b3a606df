import { given, seen, unseen } from "../../release/fact.ts";
import { emptyMemory } from "../../release/memory.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import { EMPTY_RANGE, RANGE_GAPS, type RangeGap } from "../../release/range.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { actionText, doingText } from "../action.ts";
import { ANY, addressed } from "../address.ts";
import { aboardTable, COMMANDS_LINE, commandsLine } from "../board/aboard.ts";
import { mustContain } from "../board/after.ts";
import { alerts, holdAlert } from "../board/alerts.ts";
import { earlierAttempts } from "../board/attempts.ts";
import { diagram } from "../board/diagram.ts";
import { artifactTable, digestBlock, evidenceTable } from "../board/files.ts";
import { gateTable } from "../board/gates.ts";
import { earlierText, historyList } from "../board/history.ts";
import { jobTable } from "../board/jobs.ts";
import { LAPSES, lapsedApprovals } from "../board/lapses.ts";
import { notesLines } from "../board/notes.ts";
import { phaseTable } from "../board/phases.ts";
import { preparation } from "../board/preparation.ts";
import { mergedSince, openPulls } from "../board/pulls.ts";
import { smokeTestTable } from "../board/smoke-tests.ts";
import { moves, origin, replacesNote } from "../board/top.ts";
import { tryIt } from "../board/try-it.ts";
import { yankSteps } from "../board/yank.ts";
import { boardTitle, DISPENSABLE, leftOutText } from "../board.ts";
import { callOutText, endedText } from "../call-out.ts";
import { actionExamples } from "../examples/actions.ts";
import { BUSY } from "../examples/busy.ts";
import { HELD_AHEAD, otherPrepared, PREPARED } from "../examples/prepared.ts";
import { problemExamples } from "../examples/problems.ts";
import { provenanceExamples, reasonExamples } from "../examples/reasons.ts";
import { said as line } from "../examples/refusals.ts";
import { EXAMPLE, ON_A_BOARD } from "../examples/release.ts";
import { waitExamples } from "../examples/waits.ts";
import { IN_ITS_PLACE, YANKS } from "../examples/yank.ts";
import { helpText } from "../help.ts";
import { STATE_WORDS } from "../phase-state.ts";
import { gapText } from "../range-gap.ts";
import { reasonText } from "../reason.ts";
import { type Saying, said } from "../saying.ts";
import { statusText } from "../status.ts";
import { twinCommentText, twinText } from "../twin.ts";
import { phase, planOf } from "./standing.ts";
import { turnSayings } from "./turns.ts";

/** What becomes of the posts about a yanked release. */
const POSTS: readonly PlannedPhase[] = [
  phase("announce ANNOUNCE_DISCORD", { is: "done", why: reasonExamples.announced }),
  phase("announce ANNOUNCE_SLACK", { is: "done", why: reasonExamples["announcement-gone"] }),
  phase("announce ANNOUNCE_NEWS", { is: "due", act: [actionExamples["edit-announcement"]] }),
];

type Part = (phases: readonly PlannedPhase[], seen: Snapshot) => string;

/** The board's parts in its own order, those left out that are listed by their variants. */
const PARTS: Readonly<Record<string, Part>> = {
  title: (_, seen) => boardTitle(seen),
  "after another": (_, seen) => replacesNote(seen),
  moves,
  hold: (phases, seen) => holdAlert(planOf(phases), seen),
  problem: (phases, seen) => alerts(phases, seen).slice(0, 2).join("\n\n"),
  picture: diagram,
  phases: phaseTable,
  gates: gateTable,
  "lapsed approvals": (_, seen) => lapsedApprovals(seen),
  "how to try it": (_, seen) => tryIt(REHEARSED, { ...seen, ...ADDRESSES }),
  "smoke tests": smokeTestTable,
  notes: (_, seen) => notesLines(seen),
  jobs: (_, seen) => jobTable(seen),
  artifacts: (_, seen) => artifactTable(seen),
  evidence: (_, seen) => evidenceTable(seen),
  digests: (_, seen) => digestBlock(seen),
  history: (_, seen) => historyList(seen),
  "earlier attempts": (_, seen) => earlierAttempts(seen),
  origin: (_, seen) => origin(seen),
  commands: () => COMMANDS_LINE,
};

/** A phase in every state. */
const PHASES: readonly PlannedPhase[] = [
  phase("tag", { is: "done" }),
  phase("version", { is: "done", why: reasonExamples["version-matches"] }),
  phase("checks", { is: "stopped", because: problemExamples["jobs-failed"] }),
  phase("build", { is: "look", at: [{ at: "artifacts" }] }),
  phase("rehearse", { is: "waiting", on: waitExamples["smoke-tests"] }),
  phase("publish testpypi", { is: "done", notices: [problemExamples["superseded-gate-open"]] }, true),
  phase("publish pypi", { is: "waiting", on: waitExamples.approval, since: Date.UTC(2026, 10, 22, 20, 8) }),
  phase("verify pypi", { is: "waiting", on: { for: "phases", names: ["publish pypi"] } }),
  phase("draft", { is: "due", act: [actionExamples["create-draft"]] }),
  phase("announce ANNOUNCE_DISCORD", { is: "skipped", why: reasonExamples["prerelease-not-announced"] }),
  phase("released-in", { is: "done", why: reasonExamples["released-in-told"] }),
];

const REHEARSED: readonly PlannedPhase[] = [
  phase("verify testpypi", { is: "done", why: reasonExamples["same-bytes"] }, true),
];

/** A tag, and those before it. */
const STARTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "a first release": ["v1.0.0"],
  "a candidate": ["v5.0.0rc2", "v4.9.0", "v5.0.0rc1"],
  "a tag that is no version": ["nightly", "v4.9.0"],
};

type SaidGap = {
  readonly gap: RangeGap["is"];
  readonly published?: boolean;
  readonly crowded?: readonly string[];
};

const GAPS: Readonly<Record<string, SaidGap>> = {
  ...Object.fromEntries(RANGE_GAPS.map((gap) => [gap, { gap }])),
  "crowded-commit (one)": { gap: "crowded-commit", crowded: ["1a2b3c4"] },
  "crowded-commit (two)": { gap: "crowded-commit", crowded: ["1a2b3c4", "9f8e7d6"] },
  "commits-withheld (published)": { gap: "commits-withheld", published: true },
  "newcomers-unknown (published)": { gap: "newcomers-unknown", published: true },
};

const ALL_PREPARED = { "much open": PREPARED, ...otherPrepared };

/** Nothing is configured by which anything could aim at it. */
const AIMLESS: Snapshot = {
  ...(otherPrepared["nothing open"] ?? PREPARED),
  configuration: unseen,
  key: { ...PREPARED.key, tag: "nightly" },
};

/** The first release, of which only dependencies and commits are known. */
const FIRST: Snapshot = {
  ...PREPARED,
  rangesAhead: seen({
    list: {
      ...EMPTY_RANGE,
      commits: (given(PREPARED.rangesAhead)?.list.commits ?? []).map((one) => ({ ...one, pullRequests: [] })),
    },
  }),
};

const ASKED: Snapshot = {
  ...PREPARED,
  comments: seen([{ ...line("call-out", "freeze", "on", "Friday").comment, outcome: "done" }]),
};

/** Where installers ask. */
const ADDRESSES = {
  installFrom: { testpypi: "https://test.example.org/simple/", pypi: "https://index.example.org/simple/" },
} as const;

/** A board that two releases share, as the lead sees it. */
const SHARED_URL = "https://github.com/octo/tool/issues/7";
const SHARED: Snapshot = {
  ...ON_A_BOARD,
  comments: seen([
    {
      id: 12,
      node: "IC_12",
      viaApp: true,
      body: "",
      createdAt: 0,
      edited: false,
      url: `${SHARED_URL}#issuecomment-12`,
      claimed: false,
      board: {
        tag: "cli-v2.0.0",
        comment: 12,
        url: `${SHARED_URL}#issuecomment-12`,
        finished: false,
        state: "Waiting for maintainers",
        memory: emptyMemory,
      },
    },
  ]),
};

/** The same board, as one of the others sees it whose first comment was deleted. */
const MADE_ANEW: Snapshot = {
  ...ON_A_BOARD,
  board: seen({
    number: 7,
    title: "Release v5.0.0 and cli-v2.0.0",
    state: "open",
    closedByApp: false,
    locked: false,
    url: `${SHARED_URL}#issuecomment-19`,
    memory: emptyMemory,
    comment: 19,
    lead: {
      tag: "cli-v2.0.0",
      memory: { ...emptyMemory, sisters: [{ tag: ON_A_BOARD.key.tag, comment: 12 }] },
    },
  }),
};

const SHARED_PARTS: Readonly<Record<string, Part>> = {
  title: (_, at) => boardTitle(at),
  releases: (phases, at) => aboardTable(planOf(phases), at),
  status: (phases, at) => addressed(statusText(planOf(phases), at), at),
  help: (_, at) => addressed(helpText([], at), at, ANY),
  commands: (_, at) => commandsLine(at),
};

/** The board's parts, and the words that stand in them. */
export function boardSayings(): readonly Saying[] {
  return [
    ...said("board:", PARTS, (part) => part(PHASES, BUSY)),
    ...said("board: before the tag,", ALL_PREPARED, preparation),
    { where: "board: much is still open", text: openPulls(PREPARED) },
    { where: "board: nothing is still open", text: openPulls(otherPrepared["nothing open"] ?? PREPARED) },
    { where: "board: nothing can aim", text: openPulls(AIMLESS) },
    { where: "board: merged since", text: mergedSince(PREPARED) },
    { where: "board: merged so far", text: mergedSince(FIRST) },
    { where: "call-out", text: callOutText(PREPARED) },
    { where: "call-out with a word", text: callOutText(ASKED) },
    { where: "call-out while held", text: callOutText(HELD_AHEAD) },
    { where: "call-out for nothing", text: callOutText(otherPrepared["nothing open"] ?? PREPARED) },
    { where: "call-out ended", text: endedText(callOutText(PREPARED), PREPARED) },
    { where: "board: moves while nobody holds", text: moves(PHASES.slice(4), EXAMPLE) },
    { where: "board: too long", text: leftOutText(DISPENSABLE) },
    { where: "board: a long history", text: earlierText(12) },
    ...said("board: notes lack", GAPS, ({ gap, ...about }) => gapText(gap, { published: false, ...about })),
    ...said("board: notes of", STARTS, ([tag, ...tags]) =>
      notesLines({ ...BUSY, key: { ...BUSY.key, tag }, tags: seen(tags), ranges: unseen }),
    ),
    ...said("phase", STATE_WORDS, (words) => words),
    ...said("reason", reasonExamples, reasonText),
    {
      where: "reason version-computed (no file)",
      text: reasonText({ is: "version-computed", version: "5.0.0" }),
    },
    {
      where: "reason same-bytes (one file)",
      text: reasonText({ ...reasonExamples["same-bytes"], files: 1 }),
    },
    ...said("reason released-in-told:", { none: 0, many: 500 }, (pullRequests) =>
      reasonText({ is: "released-in-told", pullRequests, left: pullRequests === 0 ? 0 : 12 }),
    ),
    ...said("reason same-bytes with provenance:", provenanceExamples, (provenance) =>
      reasonText({ ...reasonExamples["same-bytes"], provenance }),
    ),
    ...said("action", actionExamples, actionText),
    ...said("action named in a problem:", actionExamples, ({ do: kind }) => doingText(kind)),
    ...said("lapse", LAPSES, (text) => text),
    { where: "board: in the place of a yanked release", text: mustContain(IN_ITS_PLACE) },
    ...said("board: a yank", YANKS, (seen) => yankSteps(POSTS, seen)),
    { where: "second board", text: twinText(12) },
    { where: "second board (a comment)", text: twinCommentText(`${SHARED_URL}#issuecomment-12`) },
    ...turnSayings(),
    { where: "board after another (a comment)", text: replacesNote(MADE_ANEW) },
    ...said("shared board:", SHARED_PARTS, (part) => part(PHASES, SHARED)),
  ];
}
