import type { Problem } from "../../release/problem.ts";
import { isOut, type Remains } from "../../release/remains.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { holders, pushTagAt } from "../places.ts";
import { remainsLines } from "../remains.ts";
import { asCode } from "../safe.ts";
import { names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type TagDeleted = Extract<Problem, { readonly is: "tag-deleted" }>;

/** A release whose tag is gone: what remains of it, and the ways on. */
export function withdrawnText(problem: TagDeleted, seen: Snapshot): ProblemText {
  const { tag, remains } = problem;
  const lines = remainsLines(remains).map((line) => `- ${line}`);
  const left =
    lines.length === 0
      ? ["Nothing else of the release is there."]
      : ["What there still is of the release:", "", ...lines];
  return {
    says: [`The tag ${asCode(tag)} is gone.`, "", ...left].join("\n"),
    remedy: isOut(remains)
      ? afterwards(problem, remains)
      : `${inTime(problem, seen)} To go on, ${anew(problem)}`,
  };
}

/** Nobody has got it yet: all of it can be taken back. */
function inTime({ cleaned, remains }: TagDeleted, seen: Snapshot): string {
  if (cleaned) {
    return "The release is given up, and this issue is closed.";
  }
  const isEmpty = remainsLines(remains).length === 0;
  const does = isEmpty
    ? "it closes this issue"
    : "it ends what still runs, deletes the draft that the app made unless a person has changed it, and closes this issue";
  return `To give the release up, say \`/cancel\` (${holders("maintain", seen)}): ${does}.`;
}

/** What is out can't be taken back. https://pypi.org/help/#file-name-reuse */
function afterwards(problem: TagDeleted, { served, release }: Remains): string {
  const indexes = [...new Set(served.map(({ index }) => index))];
  const parts = [
    ...(indexes.length === 0
      ? []
      : [
          `What ${names(indexes)} ${indexes.length === 1 ? "has" : "have"} can't be taken back: an index never takes a file name twice, even after the file was deleted. Yank the version there rather than delete it: installers pass over it then, and whoever has pinned it still gets it.`,
        ]),
    ...(release === undefined ? [] : [releasePart(release)]),
    `If the deletion was a mistake, ${anew(problem)} If it was meant, close this issue, and go on with the next version.`,
  ];
  return parts.join(" ");
}

function releasePart({ is }: NonNullable<Remains["release"]>): string {
  switch (is) {
    case "untagged":
      return "Delete the GitHub release on its page if nobody is to find it; with the tag pushed again it is published from there anew.";
    case "public":
      return "Say in the notes of the GitHub release that it was withdrawn, or delete it on its page.";
    case "draft":
      return "The draft of the GitHub release is public nowhere; it is yours to keep or to delete.";
  }
}

function anew({ tag, commit }: TagDeleted): string {
  return `${pushTagAt(tag, commit)}: checks, smoke tests and approvals start over.`;
}
