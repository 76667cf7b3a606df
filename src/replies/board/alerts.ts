import { memoryOf } from "../../release/attempt.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { headline, type Told } from "../headline.ts";
import { troubles } from "../phase-state.ts";
import { phaseText } from "../phase-title.ts";
import { problemText } from "../problem.ts";
import { asCode, quoted } from "../safe.ts";
import { utc } from "../words.ts";

/** Each problem with its remedy as one of GitHub's alerts. */
export function alerts(phases: readonly PlannedPhase[], seen: Snapshot): readonly string[] {
  return troubles(phases).map(({ phase, problem, stops }) => {
    const { says, remedy } = problemText(problem, seen);
    return alert(
      stops ? "CAUTION" : noticeKind(problem),
      `**${phaseText(phase)}** · ${says}\n\n**What to do:** ${remedy}`,
    );
  });
}

/** What only says that something was not looked at, or can't be any more, is no alarm. */
export const QUIET: ReadonlySet<Problem["is"]> = new Set([
  "artifact-expired",
  "workflow-unread",
  "gate-out-of-sight",
  "members-unread",
]);

function noticeKind({ is }: Problem): "WARNING" | "NOTE" {
  return QUIET.has(is) ? "NOTE" : "WARNING";
}

/** Who holds the release, and why; nothing while nobody does, or where the headline says it all. */
export function holdAlert(told: Told, seen: Snapshot): string {
  const { holds } = memoryOf(seen);
  const saidAbove = holds.length === 1 && headline(told, seen).kind === "held";
  if (holds.length === 0 || saidAbove) {
    return "";
  }
  const lines = holds.slice(0, 10).map(({ by, at, reason }) => {
    return `- ${asCode(by)} since ${utc(at)}${reason === undefined ? "" : `: ${quoted(reason)}`}`;
  });
  return alert("IMPORTANT", `**On hold.** \`/unhold\` lifts it.\n\n${lines.join("\n")}`);
}

/** https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function alert(kind: "CAUTION" | "WARNING" | "IMPORTANT" | "NOTE", text: string): string {
  return [`[!${kind}]`, ...text.split("\n")].map((line) => `> ${line}`.trimEnd()).join("\n");
}
