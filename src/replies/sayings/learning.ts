import { memoryOf } from "../../release/attempt.ts";
import { given, seen } from "../../release/fact.ts";
import { HOUR, MINUTE } from "../../release/instant.ts";
import type { Comment, Snapshot } from "../../release/snapshot.ts";
import type { TimelineRow } from "../../release/timeline.ts";
import { learning, longestOfText, totalText } from "../board/learning.ts";
import { BUSY } from "../examples/busy.ts";
import { board, ON_A_BOARD, run } from "../examples/release.ts";
import { publicRelease } from "../examples/yank.ts";
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

const BEGAN = run.createdAt;
const PUBLISHED = BEGAN + 3 * HOUR;
const jobs = given(BUSY.jobs) ?? [];

/** All of it went well in the end, and it was announced within the minute. */
const RELEASED: Snapshot = {
  ...BUSY,
  jobs: seen(
    jobs.map((job) => {
      const { startedAt = job.status === "waiting" ? PUBLISHED - HOUR : BEGAN } = job;
      const { completedAt = startedAt + 5 * MINUTE } = job;
      return { ...job, status: "completed", conclusion: "success", startedAt, completedAt };
    }),
  ),
  pending: seen([]),
  githubReleases: seen([{ ...publicRelease, publishedAt: PUBLISHED }]),
  board: seen({
    ...board,
    memory: {
      ...memoryOf(BUSY),
      announcements: memoryOf(BUSY).announcements.map((one) => ({ ...one, at: PUBLISHED + 20_000 })),
    },
  }),
};

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
    { where: "how it went", text: learning({ standing: { is: "finished" } }, RELEASED) },
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
