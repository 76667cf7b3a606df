import type { Plan, Standing } from "../release/plan.ts";
import type { Problem } from "../release/problem.ts";
import { schemeOf } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { addressed } from "./address.ts";
import { phaseTable } from "./board/phases.ts";
import { type Headline, headline, headlineText } from "./headline.ts";
import { troubles } from "./phase-state.ts";
import { boardUrl } from "./places.ts";
import { plain } from "./plain.ts";
import { problemText } from "./problem.ts";
import { asLink } from "./safe.ts";

/** What the check run on the tagged commit shows. Without a conclusion it is under way. */
export type CheckRunText = {
  readonly title: string;
  /** What the title begins with: for whom or what the release waits, without the details. */
  readonly state: string;
  readonly summary: string;
  readonly conclusion?: "success" | "failure" | "neutral";
};

/** The board in short, for whoever looks at the commit. */
export function checkRunText(plan: Plan, seen: Snapshot): CheckRunText {
  const line = headline(plan, seen);
  const conclusion = conclusionOf(line.kind);
  return {
    title: plain(`${line.state}. ${line.says}`, 100),
    state: plain(line.state, 90),
    summary:
      plan.standing.is === "refused"
        ? refusedSummary(plan.standing, seen)
        : addressed(summary(plan, seen), seen),
    ...(conclusion === undefined ? {} : { conclusion }),
  };
}

function conclusionOf(kind: Headline["kind"]): CheckRunText["conclusion"] {
  switch (kind) {
    case "complete":
      return "success";
    case "refused":
    case "stopped":
      return "failure";
    case "abandoned":
    case "withdrawn":
    case "yanked":
      return "neutral";
    case "held":
    case "people":
    case "machines":
      return undefined;
  }
}

/** A tag that is no version, or one that another tag has, gets no board: what to do about it stands here. */
function refusedSummary({ heldBy }: Extract<Standing, { readonly is: "refused" }>, seen: Snapshot): string {
  const problem: Problem =
    heldBy === undefined
      ? { is: "tag-unparsable", tag: seen.key.tag, scheme: schemeOf(seen) }
      : { is: "version-held", tag: heldBy };
  const { says, remedy } = problemText(problem, seen);
  return `${says}\n\n${remedy}`;
}

function summary(plan: Plan, seen: Snapshot): string {
  const url = boardUrl(seen);
  const problems = troubles(plan.phases)
    .slice(0, 10)
    .map(({ problem }) => problemText(problem, seen))
    .map(({ says, remedy }) => `${says}\n\n${remedy}`);
  const parts = [
    headlineText(plan, seen),
    ...(url === undefined
      ? []
      : [`Everything about it, and the place to say something: ${asLink("the board", url)}`]),
    ...problems,
    phaseTable(plan.phases, seen),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
