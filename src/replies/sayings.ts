import { blank } from "../release/blank.ts";
import { seen } from "../release/fact.ts";
import { defaultGate } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { actionText } from "./action.ts";
import { tooLateText } from "./answer-reply.ts";
import { LAPSES } from "./board/lapses.ts";
import { actionExamples } from "./examples/actions.ts";
import { problemExamples } from "./examples/problems.ts";
import { reasonExamples } from "./examples/reasons.ts";
import { refusalExamples } from "./examples/refusals.ts";
import { shutOutExamples } from "./examples/shut-outs.ts";
import { waitExamples } from "./examples/waits.ts";
import { closedText, deadlineReport, gateReportText, openedText, waitingReport } from "./gate.ts";
import { problemText } from "./problem.ts";
import { reasonText } from "./reason.ts";
import { refusalText } from "./refusal.ts";
import { deadlineText, reminderText } from "./reminder.ts";
import { shutOutText } from "./shut-out.ts";
import { twinText } from "./twin.ts";
import { waitText } from "./wait.ts";

type Saying = { readonly where: string; readonly text: string };

/** One example of everything the app says: `where` is the kind and its variant, such as `problem tag-deleted`. */
export function sayings(): readonly Saying[] {
  return [
    ...said("problem", problemExamples, (problem) => {
      const { says, remedy } = problemText(problem, EXAMPLE);
      return `${says}\n\n${remedy}`;
    }),
    ...said("wait", waitExamples, (wait) => {
      const { who, says, todo } = waitText(wait, EXAMPLE);
      return [`${who}: ${says}`, ...(todo === undefined ? [] : [todo])].join(" → ");
    }),
    ...said("shut-out", shutOutExamples, (by) => {
      const { state, says, remedy } = shutOutText(by, EXAMPLE);
      return `${state}: ${says}\n\n${remedy}`;
    }),
    ...said("reason", reasonExamples, reasonText),
    ...said("refusal", refusalExamples, ([refusal, line]) => refusalText(refusal, line)),
    ...said("action", actionExamples, actionText),
    ...Object.entries(LAPSES).map(([why, text]) => ({ where: `lapse ${why}`, text })),
    { where: "hold too late", text: tooLateText(["pypi"]) },
    { where: "twin", text: twinText(12) },
    { where: "gate opened", text: openedText(actionExamples["open-gate"], EXAMPLE) },
    { where: "gate waits", text: waitingReport(defaultGate("pypi"), EXAMPLE) },
    { where: "gate near its deadline", text: deadlineReport(defaultGate("pypi"), EXAMPLE) },
    { where: "reminder", text: reminderText(waitingLong, EXAMPLE) },
    { where: "last reminder", text: deadlineText(waitingLong, EXAMPLE) },
    { where: "gate rejected", text: closedText(actionExamples["close-gate"], EXAMPLE) },
    { where: "gate superseded", text: closedText(superseded, EXAMPLE) },
    { where: "gate unconfigured", text: gateReportText("pypi", EXAMPLE) },
  ];
}

function said<Of>(
  kind: string,
  examples: Readonly<Record<string, Of>>,
  text: (example: Of) => string,
): readonly Saying[] {
  return Object.entries(examples).map(([variant, one]) => ({ where: `${kind} ${variant}`, text: text(one) }));
}

const waitingLong = {
  gate: { ...defaultGate("pypi"), escalate: ["octocat"] },
  since: Date.UTC(2026, 10, 22, 21, 4),
  on: waitExamples.approval,
};

const superseded = {
  ...actionExamples["close-gate"],
  because: { is: "superseded", commit: "c0ffee1234" },
} as const;

const address = { installation: 1, owner: "octo", name: "tool" };

/** A repository, a tag and its run, of which little else is known. */
const EXAMPLE: Snapshot = {
  ...blank({
    key: { repository: 1, tag: "v5.0.0" },
    address,
    app: { id: 1, slug: "release-conductor" },
    now: 0,
    reported: [],
    futile: [],
    channels: [],
  }),
  repository: seen({
    id: 1,
    owner: address.owner,
    name: address.name,
    ownerType: "Organization",
    private: false,
    defaultBranch: "main",
    archived: false,
    hasIssues: true,
    url: "https://github.com/octo/tool",
  }),
  tag: seen({ object: "5a2f9c1d04", commit: "5a2f9c1d04" }),
  runs: seen([
    {
      id: 1,
      attempt: 1,
      path: ".github/workflows/release.yml",
      name: "release",
      commit: "5a2f9c1d04",
      repository: 1,
      event: "push",
      status: "in_progress",
      createdAt: 0,
      startedAt: 0,
      url: "https://github.com/octo/tool/actions/runs/1",
    },
  ]),
};
