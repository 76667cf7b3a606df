import { HOUR, MINUTE } from "../../release/instant.ts";
import type { Comment } from "../../release/snapshot.ts";
import type { TimelineRow } from "../../release/timeline.ts";
import { longestOfText, totalText } from "../board/learning.ts";
import { ON_A_BOARD } from "../examples/release.ts";
import {
  apartText,
  DRAFT_EARLIER,
  lastTriedText,
  lateReminderText,
  longestJobText,
  UNREMINDED,
} from "../learning/lesson.ts";
import { passedText, refusedText, retriesText } from "../learning/points.ts";
import { ROWS, untoldText } from "../learning/row-text.ts";
import { WHY } from "../learning/why.ts";
import { type Saying, said } from "../saying.ts";

const SHARES = {
  took: 5 * HOUR,
  people: 3 * HOUR,
  machines: HOUR,
  earlier: 50 * MINUTE,
  unknown: 10 * MINUTE,
};
const ROW: TimelineRow = {
  ...SHARES,
  name: "publish pypi",
  from: ON_A_BOARD.now,
  beside: false,
  whose: ["people"],
};

const COMMENT: Comment = {
  id: 1,
  node: "IC_1",
  author: { id: 6, login: "passer-by", bot: false },
  viaApp: false,
  body: "/approve pypi",
  createdAt: ON_A_BOARD.now,
  edited: false,
  url: "https://github.com/octo/tool/issues/7#issuecomment-1",
  claimed: true,
};
const SAID = {
  command: "approve",
  word: "approve",
  comment: COMMENT,
  position: 0,
  words: ["pypi"],
  line: "/approve pypi",
} as const;

/** What a closed board says of how its release went. */
export function learningSayings(): readonly Saying[] {
  const lessons: Readonly<Record<string, string>> = {
    "approvals apart": apartText(2, 3 * HOUR),
    "never reminded": UNREMINDED,
    "reminded late": lateReminderText(48 * HOUR),
    "longest job": longestJobText("`tests`", 25 * MINUTE),
    "tried last": lastTriedText("windows"),
    "drafted late": DRAFT_EARLIER,
  };
  return [
    { where: "how it went: total", text: totalText(SHARES) },
    { where: "how it went: longest", text: longestOfText({ row: ROW, waits: "people" }) },
    {
      where: "how it went: retries",
      text: retriesText({ attempts: 1, runs: 2, gates: [{ name: "pypi", more: 1 }], lapsed: 1 }) ?? "",
    },
    { where: "how it went: passed later", text: passedText(["tests (3.12)"]) },
    {
      where: "how it went: refused",
      text: refusedText(Array.from({ length: 11 }, () => ({ said: SAID, why: "no-right" }))),
    },
    { where: "how it went: not known", text: untoldText(["earlier", "announce ANNOUNCE_DISCORD"]) },
    ...said("how it went: lesson", lessons, (text) => text),
    ...said("how it went: row", ROWS, (text) => text ?? ""),
    ...said("how it went: refused because", WHY, (text) => text),
  ];
}
