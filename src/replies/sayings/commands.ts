import { commandTable } from "../../commands/table.ts";
import type { Answered } from "../../release/answer.ts";
import {
  answerReply,
  draftLeftText,
  keptText,
  OUT_TEXT,
  preparedText,
  startText,
  tooLateText,
} from "../answer-reply.ts";
import { BUSY } from "../examples/busy.ts";
import { moreRefusals } from "../examples/more-refusals.ts";
import { approve, said as line, refusalExamples } from "../examples/refusals.ts";
import { EXAMPLE } from "../examples/release.ts";
import { helpText } from "../help.ts";
import { preparingText } from "../preparing.ts";
import { refusalText } from "../refusal.ts";
import { type Saying, said } from "../saying.ts";
import { resumeSayings } from "./resume.ts";

const SEVERAL: readonly Answered[] = [
  {
    said: approve,
    answer: { is: "refused", because: { is: "commit-required", gate: "pypi", commit: "5a2f9c1" } },
  },
  { said: line("hold"), answer: { is: "done" } },
  { said: line("retry"), answer: { is: "looking", at: [] } },
];

const NOTHING = { status: "", help: "", resume: "", "notes-start": "" };

/** What people are answered who say a command. */
export function commandSayings(): readonly Saying[] {
  return [
    ...said("refusal", { ...refusalExamples, ...moreRefusals }, ([refusal, to]) => refusalText(refusal, to)),
    { where: "answer to several commands", text: answerReply(SEVERAL, NOTHING) ?? "" },
    { where: "hold too late", text: tooLateText(["pypi"]) },
    {
      where: "a board prepared",
      text: preparedText("v4.3.0", "https://github.com/octo/tool/issues/12"),
    },
    { where: "a board before its first look", text: preparingText("v4.3.0") },
    { where: "notes, a section kept", text: keptText(["changes"]) },
    { where: "notes, several sections kept", text: keptText(["changes", "thanks"]) },
    {
      where: "notes of a closed board, another start",
      text: startText("**Notes:** since `v4.2.8`.", ["changes"]),
    },
    {
      where: "cancel, the draft is left",
      text: draftLeftText("https://github.com/octo/tool/releases/tag/untagged-1"),
    },
    { where: "cancel, the release is out", text: OUT_TEXT },
    ...resumeSayings(),
    { where: "help", text: helpText(Object.values(commandTable), EXAMPLE) },
    { where: "help (a custom role, people and a team)", text: helpText([commandTable.approve], BUSY) },
  ];
}
