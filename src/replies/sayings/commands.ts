import { commandTable } from "../../commands/table.ts";
import type { Answered } from "../../release/answer.ts";
import type { BuiltArtifact } from "../../release/dispatch.ts";
import {
  answerReply,
  draftLeftText,
  ENDED_ONLY_TEXT,
  keptText,
  OUT_TEXT,
  preparedText,
  startText,
  tooLateText,
} from "../answer-reply.ts";
import { builtText, takenUpText } from "../dispatched.ts";
import { BUSY } from "../examples/busy.ts";
import { moreRefusals } from "../examples/more-refusals.ts";
import { approve, said as line, refusalExamples } from "../examples/refusals.ts";
import { EXAMPLE } from "../examples/release.ts";
import { helpText } from "../help.ts";
import { preparingText, takingUpText } from "../preparing.ts";
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

const BOARD = "https://github.com/octo/tool/issues/12";
const RUN = "https://github.com/octo/tool/actions/runs/7";
const ARTIFACTS: readonly BuiltArtifact[] = [
  { id: 9, name: "dist", size: 4_204_113, digest: "sha256:9f2b07c1", expiresAt: 0 },
  { id: 10, name: "installer", size: 812 },
];

const MANY: readonly BuiltArtifact[] = Array.from({ length: 22 }, (_, index) => ({
  id: 11 + index,
  name: `wheel-${index + 1}`,
  size: 2_098_765,
}));

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
    { where: "a board of a tag that is there, before its first look", text: takingUpText("v4.2.0") },
    ...said("a release taken up", { "with its run": false, "its run started": true }, (started) =>
      takenUpText({ is: "told", what: "taken-up", tag: "v5.0.0", url: BOARD, started }),
    ),
    ...said("a build", { "with artifacts": ARTIFACTS, "with many": MANY, "with none": [] }, (artifacts) =>
      builtText({ ref: "main", commit: "5a2f9c1d04be", url: RUN, artifacts }),
    ),
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
    { where: "cancel, said before the tag was gone", text: ENDED_ONLY_TEXT },
    ...resumeSayings(),
    { where: "help", text: helpText(Object.values(commandTable), EXAMPLE) },
    { where: "help (a custom role, people and a team)", text: helpText([commandTable.approve], BUSY) },
  ];
}
