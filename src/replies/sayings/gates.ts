import { absent, seen } from "../../release/fact.ts";
import { defaultGate } from "../../release/gate.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { actionExamples } from "../examples/actions.ts";
import { BUSY } from "../examples/busy.ts";
import { EXAMPLE, ON_A_BOARD } from "../examples/release.ts";
import { waitExamples } from "../examples/waits.ts";
import {
  closedText,
  deadlineReport,
  gateReportText,
  openedText,
  unnamedReport,
  waitingReport,
} from "../gate.ts";
import { deadlineText, remindedText, reminderText, unclearText } from "../reminder.ts";
import { type Saying, said } from "../saying.ts";

const [pypi, opening, closing] = [
  defaultGate("pypi"),
  actionExamples["open-gate"],
  actionExamples["close-gate"],
];

/** What people are reminded of besides gates. */
const UNDONE = {
  unhold: waitExamples.unhold,
  "smoke-tests": waitExamples["smoke-tests"],
  "publish-command": waitExamples["publish-command"],
};

const waitingLong = {
  gate: { ...pypi, escalate: ["octocat"] },
  since: Date.UTC(2026, 10, 22, 21, 4),
  on: waitExamples.approval,
};

const superseded = { ...closing, because: { is: "superseded", commit: "c0ffee1234" } } as const;

const broken = {
  ...EXAMPLE,
  configuration: seen({
    is: "broken",
    blob: "0f09c0b245",
    faults: [{ path: "gates.pypi.approvals", says: "is less than 1", remedy: "Write at least 1." }],
    tags: ["v*"],
  } as const),
};

function tagged(tag: string): Snapshot {
  return { ...BUSY, key: { ...BUSY.key, tag } };
}

/** The version was tagged before in another spelling, whose board is there. */
const IN_TWO_SPELLINGS: Snapshot = {
  ...BUSY,
  board: absent,
  tags: seen(["v4.9.0", "5.0.0", "v5.0.0"]),
  neighbours: seen([
    { tag: "5.0.0", board: { number: 6, open: true, locked: false, isComment: false } },
    { tag: "v5.0.0" },
  ]),
};

/** What stands at a gate in GitHub's own pages, and the comments that call people to it. */
export function gateSayings(): readonly Saying[] {
  const approvals = [...opening.approvals, { by: 5, login: "ebr", comment: 8, right: "role maintain" }];
  const digests = Array.from({ length: 20 }, () => opening.digests[0]);
  return [
    { where: "gate waits", text: waitingReport(pypi, ON_A_BOARD) },
    { where: "gate unnamed", text: unnamedReport("conda", EXAMPLE) },
    {
      where: "gate waits (the commit wanted, two approvals)",
      text: waitingReport(
        {
          ...pypi,
          commitRequired: true,
          approvals: 2,
          approvers: { role: "none", users: ["lstein"], teams: ["core"] },
        },
        EXAMPLE,
      ),
    },
    { where: "gate near its deadline", text: deadlineReport(pypi, EXAMPLE) },
    { where: "reminder", text: reminderText(waitingLong, EXAMPLE) },
    ...said("reminder of", UNDONE, (on) => remindedText({ since: waitingLong.since, on }, EXAMPLE)),
    {
      where: "reminder of announcement-unclear",
      text: unclearText("ANNOUNCE_DISCORD", waitingLong.since, EXAMPLE),
    },
    { where: "last reminder", text: deadlineText(waitingLong, EXAMPLE) },
    { where: "gate opened", text: openedText(opening, EXAMPLE) },
    { where: "gate opened (by two)", text: openedText({ ...opening, approvals }, ON_A_BOARD) },
    {
      where: "gate opened (many files)",
      text: openedText({ ...opening, digests: digests.filter((digest) => digest !== undefined) }, EXAMPLE),
    },
    { where: "gate rejected", text: closedText(closing, ON_A_BOARD) },
    { where: "gate superseded", text: closedText(superseded, EXAMPLE) },
    {
      where: "gate superseded (the tag deleted)",
      text: closedText(superseded, { ...EXAMPLE, tag: { is: "absent" } }),
    },
    { where: "gate unconfigured", text: gateReportText("pypi", EXAMPLE) },
    { where: "gate with a broken configuration", text: gateReportText("pypi", broken) },
    { where: "gate of a tag that is no version", text: gateReportText("pypi", tagged("v5-latest")) },
    { where: "gate of another tag's version", text: gateReportText("pypi", IN_TWO_SPELLINGS) },
    {
      where: "gate of another run",
      text: gateReportText("pypi", tagged("nightly")),
    },
  ];
}
