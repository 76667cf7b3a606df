import type { Reading } from "../../github/github.ts";
import { readWorkflow, type WorkflowReading } from "../../workflows/read-workflow.ts";
import { textFile } from "../text-file.ts";
import { together } from "../together.ts";

const FOLDER = ".github/workflows";
/** Of more than so many workflows nobody keeps count; GitHub lists 1,000 files of a folder. */
const MOST = 100;

/**
 * The workflow files of the default branch, as GitHub's own parser takes them.
 * https://docs.github.com/rest/repos/contents#get-repository-content
 */
export async function workflowFiles(github: Reading): Promise<readonly WorkflowReading[]> {
  const listed = await github.readOrAbsent("GET /repos/{owner}/{repo}/contents/{path}", { path: FOLDER });
  const files = (Array.isArray(listed) ? listed : []).filter(
    ({ type, name }) => type === "file" && /\.ya?ml$/.test(name),
  );
  const readings = await together(
    files.slice(0, MOST).map(async ({ name }): Promise<readonly WorkflowReading[]> => {
      const path = `${FOLDER}/${name}`;
      const file = await textFile(github, path, undefined);
      return file === undefined ? [] : [readWorkflow(path, file.text)];
    }),
  );
  return readings.flat();
}
