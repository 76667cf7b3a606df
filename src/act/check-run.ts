import type { Annotation, WriteCheckRun } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { sameVersionTags, sharesBoards } from "../release/neighbour.ts";
import { keyText } from "../release/release.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { clean } from "../replies/safe.ts";
import type { Executor } from "./hands.ts";

const NAME = "Release Conductor";

/** Of one name GitHub's pages show one check run: where several tags of a commit have one, each names its own. */
function nameOf(seen: Snapshot): string {
  const isOneOfSeveral = sharesBoards(seen) || sameVersionTags(seen).length > 0;
  return isOneOfSeveral ? `${NAME}: ${clean(seen.key.tag, 100)}` : NAME;
}

/** Creates or updates our check run on the tagged commit. https://docs.github.com/rest/checks/runs */
export const writeCheckRun: Executor<WriteCheckRun> = async (hands, action) => {
  const { conclusion, title, summary, annotations } = action;
  const board = given(hands.seen.board)?.url;
  const output = { title, summary };
  const said = {
    ...(conclusion === undefined
      ? ({ status: "in_progress" } as const)
      : ({ status: "completed", conclusion } as const)),
    ...(board === undefined ? {} : { details_url: board }),
  };
  const insteadOfBoard = action.insteadOfBoard === true;
  if (action.checkRun === undefined) {
    const created = await hands.github("check").write("POST /repos/{owner}/{repo}/check-runs", {
      name: action.name ?? nameOf(hands.seen),
      head_sha: action.commit,
      external_id: keyText(hands.seen.key),
      ...said,
      output: { ...output, ...(annotations && { annotations: annotations.map(asGitHubTakes) }) },
    });
    return { result: { checkRun: created.id, insteadOfBoard } };
  }
  await hands.github("check").write("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
    check_run_id: action.checkRun,
    ...said,
    output,
  });
  const isNews = insteadOfBoard !== (hands.seen.checkRunInsteadOfBoard === true);
  return isNews ? { result: { insteadOfBoard } } : {};
};

function asGitHubTakes({ path, line, endLine, title, message }: Annotation) {
  return { path, start_line: line, end_line: endLine, annotation_level: "failure", title, message } as const;
}
