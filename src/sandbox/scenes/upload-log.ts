import type { JobContext } from "../github/workflows.ts";

/** What an upload is made of, as its log names it. */
export type Upload = {
  readonly context: JobContext;
  readonly repository: string;
  readonly environment: string;
  readonly files: readonly string[];
};

const ADDRESS = "https://upload.index.example/legacy/";
/** rich, which twine prints with, breaks lines at 80 columns. */
const COLUMNS = 71;

/** What pypa/gh-action-pypi-publish prints when the index refuses its upload in these words. */
export function refusedUpload(words: string, upload: Upload): readonly string[] {
  return words.includes("invalid-publisher") ? exchangeLog(words, upload) : twineLog(words, upload);
}

/** As twine says it since 3.3 (twine/__main__.py, twine/commands/upload.py). */
function twineLog(words: string, { files }: Upload): readonly string[] {
  const [, status = words, reason = ""] =
    /^(\d{3} [A-Z][a-z]+(?: [A-Z][a-z]+)*)(?:: (.*))?$/.exec(words) ?? [];
  return [
    `Uploading distributions to ${ADDRESS}`,
    ...files.slice(0, 1).map((file) => `Uploading ${file}`),
    "\u001B[33mWARNING \u001B[0m Error during upload. Retry with the --verbose option for more details. ",
    `\u001B[31mERROR   \u001B[0m HTTPError: ${status} from ${ADDRESS}          `,
    ...wrapped(reason).map((line) => `         ${line.padEnd(COLUMNS)}`),
    "##[error]Process completed with exit code 1.",
  ];
}

/** As oidc-exchange.py of the action says it. */
function exchangeLog(words: string, { context, repository, environment }: Upload): readonly string[] {
  const workflow = `${repository}/.github/workflows/release.yml@refs/tags/${context.tag}`;
  return [
    "##[error]Trusted publishing exchange failure: ",
    "Token request failed: the server refused the request for the following reasons:",
    "",
    words,
    "",
    "This generally indicates a trusted publisher configuration error, but could",
    "also indicate an internal error on GitHub or PyPI's part.",
    "",
    "The claims rendered below are **for debugging purposes only**. You should **not**",
    "use them to configure a trusted publisher unless they already match your expectations.",
    "",
    `* \`sub\`: \`repo:${repository}:environment:${environment}\``,
    `* \`repository\`: \`${repository}\``,
    `* \`repository_owner\`: \`${repository.split("/")[0]}\``,
    `* \`workflow_ref\`: \`${workflow}\``,
    `* \`ref\`: \`refs/tags/${context.tag}\``,
    `* \`environment\`: \`${environment}\``,
  ];
}

function wrapped(text: string): readonly string[] {
  return text.match(new RegExp(`\\S(?:.{0,${COLUMNS - 1}}(?=\\s|$))?`, "g")) ?? [];
}
