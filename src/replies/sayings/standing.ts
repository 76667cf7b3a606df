import { seen, unknown } from "../../release/fact.ts";
import { HOUR } from "../../release/instant.ts";
import { emptyMemory } from "../../release/memory.ts";
import type { Plan, PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { PhaseName, Step } from "../../release/step.ts";
import { checkRunText } from "../check-run.ts";
import { actionExamples } from "../examples/actions.ts";
import { HELD_AHEAD, otherPrepared, PREPARED } from "../examples/prepared.ts";
import { problemExamples } from "../examples/problems.ts";
import { ABANDONED, board, EXAMPLE, OF_A_PERSON, ON_A_BOARD, silence } from "../examples/release.ts";
import { shutOutExamples } from "../examples/shut-outs.ts";
import { waitExamples } from "../examples/waits.ts";
import { YANKED, YANKED_ALONE } from "../examples/yank.ts";
import { type Headline, headlineText } from "../headline.ts";
import { type Saying, said } from "../saying.ts";
import { statusText } from "../status.ts";

/** A plan as far as texts go by it, and what is seen with it. */
export type State = readonly [Plan, Snapshot];

export function phase(name: PhaseName, step: Step, optional = false): PlannedPhase {
  return { name, optional, step };
}

export function planOf(phases: readonly PlannedPhase[], overrides: Partial<Plan> = {}): Plan {
  return { standing: { is: "conducted" }, phases, answers: [], look: [], due: [], ...overrides };
}

const hold = { by: "ebr", comment: 9, at: Date.UTC(2026, 10, 22, 21, 4), reason: "the icon is last year's" };
const toTag = phase("tag", { is: "waiting", on: waitExamples.tag });
const toVerify = phase("verify pypi", { is: "waiting", on: { for: "phases", names: ["publish pypi"] } });
const toApprove = phase("publish pypi", {
  is: "waiting",
  on: waitExamples.approval,
  since: Date.UTC(2026, 10, 22, 21, 4),
});
const broken = phase("checks", { is: "stopped", because: problemExamples["jobs-failed"] });
const late = phase("build", { is: "stopped", because: problemExamples["artifact-missing"] });
const notYet = planOf([], { standing: { is: "not-yet", why: "unanswered" } });
const released = ["publish testpypi", "draft", "announce ANNOUNCE_DISCORD"] as const;
const done = released.map((name) => phase(name, { is: "done" }));

const HOURS_LATER = Date.UTC(2026, 10, 23, 0, 4);
/** People can't be heard since hours ago. */
const UNHEARD: Snapshot = {
  ...EXAMPLE,
  now: HOURS_LATER,
  comments: unknown(silence({ status: 502 })),
  board: seen({
    ...board,
    memory: {
      ...emptyMemory,
      waits: { comments: { for: "answer", since: HOURS_LATER - 3 * HOUR, of: "" } },
    },
  }),
};

/** Every kind of headline, in each of its ways. */
const HEADLINES: { readonly [Kind in Headline["kind"]]: Readonly<Record<string, State>> } = {
  people: {
    "waits for people": [planOf([toApprove, toVerify]), ON_A_BOARD],
    "is prepared": [planOf([toTag]), PREPARED],
    ...Object.fromEntries(
      Object.entries(otherPrepared).map(([name, seen]) => [`is prepared, ${name}`, [planOf([toTag]), seen]]),
    ),
  },
  machines: {
    "waits for machines": [planOf([phase("checks", { is: "waiting", on: waitExamples.jobs })]), EXAMPLE],
    "is at work": [
      planOf([phase("draft", { is: "due", act: [actionExamples["create-draft"]] })]),
      OF_A_PERSON,
    ],
    "GitHub is silent": [notYet, { ...EXAMPLE, comments: unknown(silence({ status: 502 })) }],
    "GitHub is silent, nobody knows why": [notYet, EXAMPLE],
    "GitHub is silent for hours": [notYet, UNHEARD],
    "the key is refused": [notYet, { ...EXAMPLE, comments: unknown(silence({ status: 401 })) }],
  },
  stopped: {
    "one problem": [planOf([broken]), ON_A_BOARD],
    "several problems": [planOf([broken, late]), ON_A_BOARD],
    "shut out": [planOf([], { standing: { is: "shut-out", by: shutOutExamples.archived } }), EXAMPLE],
  },
  held: {
    "on hold before the tag": [planOf([toTag]), HELD_AHEAD],
    "on hold": [
      planOf([toApprove]),
      { ...EXAMPLE, board: seen({ ...board, memory: { ...emptyMemory, holds: [hold] } }) },
    ],
  },
  complete: {
    released: [planOf(done), EXAMPLE],
    "released, a gate left waiting": [
      planOf([
        ...done,
        phase("publish docs", { is: "waiting", on: { for: "gate-reached", environment: "docs" } }, true),
      ]),
      EXAMPLE,
    ],
    "released, nothing to publish": [planOf([phase("checks", { is: "done" })]), EXAMPLE],
  },
  abandoned: {
    "closed by hand": [planOf([], { standing: { is: "abandoned" } }), EXAMPLE],
    "closed by somebody": [planOf([], { standing: { is: "abandoned" } }), ABANDONED],
  },
  withdrawn: {
    "the tag is gone": [
      planOf([phase("tag", { is: "stopped", because: problemExamples["tag-deleted"] })]),
      EXAMPLE,
    ],
  },
  yanked: {
    "to be yanked": [planOf([phase("yank", { is: "waiting", on: waitExamples.yank })]), YANKED],
    yanked: [planOf([phase("yank", { is: "done" })]), YANKED],
    "yanked, no next version": [planOf([phase("yank", { is: "done" })]), YANKED_ALONE],
  },
  refused: {
    "no version": [planOf([], { standing: { is: "refused" } }), EXAMPLE],
    "another tag's version": [planOf([], { standing: { is: "refused", heldBy: "5.0.0" } }), EXAMPLE],
  },
};

/** Where a release stands: the board's first line, `/status`, and the check run. */
export function standingSayings(): readonly Saying[] {
  const states = Object.assign({}, ...Object.values(HEADLINES)) as Readonly<Record<string, State>>;
  const noBoard: State = [planOf([broken, toVerify]), EXAMPLE];
  return [
    ...said("headline", states, ([plan, seen]) => headlineText(plan, seen)),
    ...said(
      "status",
      { "of a problem": noBoard, "of a gate": [planOf([toApprove, toVerify]), ON_A_BOARD] as State },
      ([plan, seen]) => statusText(plan, seen),
    ),
    ...said(
      "check run",
      {
        "of a problem": [planOf([broken]), ON_A_BOARD] as State,
        "of no version": HEADLINES.refused["no version"] ?? noBoard,
      },
      ([plan, seen]) => {
        const { title, summary } = checkRunText(plan, seen);
        return `${title}\n\n${summary}`;
      },
    ),
  ];
}
