import { asCode, clean } from "../../replies/safe.ts";
import { count, listed, names } from "../../replies/words.ts";
import type { People } from "../survey/people.ts";
import { CONFIGURATION } from "../tag/shown.ts";
import type { Doubt, Of } from "./doubt.ts";

/** What stands above each part of the file. */
const COMMENTS = {
  file: [
    "How Release Conductor conducts the releases of this repository.",
    "Only the file on the default branch counts. What a key leaves out has its default.",
  ],
  tags: ["Tags that are releases, in GitHub's filter patterns."],
  workflow: ["The workflow that such a tag starts, and at whose environments jobs wait."],
  workflows: ["The release workflow is the one that a tag starts and in which jobs wait at environments."],
  version: ["The file that says the version; the tag has to name the same."],
  "version-none": ["No one file says the version: what is built is compared with the tag instead."],
  "version-unknown": ["The file that says the version is looked for in the usual places."],
  gates: [
    "The environments at which jobs wait, and what the jobs behind them publish. `/approve <gate>` on the",
    "board opens one. More keys: approvals, self-approval, after, kinds, escalate.",
  ],
  approvers: ["Who may approve: whoever may maintain the repository, unless it says so here."],
  "smoke-tests": ["What somebody has to try, and to report with `/tested linux ok`, before gates open."],
  assets: ["Files to attach to the GitHub release, from the artifacts of the run."],
  codeowners: [
    "Whom the notes do not thank as contributors from outside: members, and whom CODEOWNERS names.",
  ],
  members: ["Whom the notes do not thank as contributors from outside: members of the organization, and"],
  announce: [
    "Where a published release is announced: the name of a variable of the server, which holds the address.",
  ],
} as const;

export function comment(of: keyof typeof COMMENTS): readonly string[] {
  return COMMENTS[of].map((line) => `# ${line}`);
}

/** Whoever else might belong among the members, for the person who edits the file. */
export function peopleComment(people: Exclude<People, { readonly is: "codeowners" }>): readonly string[] {
  if (people.is === "maintainers") {
    const logins = people.logins.map((login) => `\`"@${login}"\``).join(", ");
    return [
      `# whomever you name, such as those of ${clean(people.file)}: ${logins === "" ? "nobody" : logins}.`,
    ];
  }
  const authors = people.names.map((name) => clean(name, 40));
  return [
    `# whomever you name by account; most commits are by ${authors.length === 0 ? "nobody" : listed(authors)}.`,
  ];
}

/** What is not sure, and what to check, in a line. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.is) {
    case "no-tags":
      return `No tag here is a version, so ${names(doubt.tags)} follows the workflows: check \`tags:\`, or fetch the tags and run it again.`;
    case "other-tags":
      return `${count(doubt.tags.length, "tag")} such as ${names(doubt.tags, 3)} ${doubt.tags.length === 1 ? "is" : "are"} not like ${names(doubt.patterns, 5, "or")}: check \`tags:\` if releases are still tagged so.`;
    case "version-computed":
      return `${doubt.path === undefined ? "No version file was found" : `${asCode(doubt.path)} leaves the version to the build`}: check that what is built carries the tag's version, or name a file with \`version: { file: … }\`.`;
    case "version-unread":
      return `${asCode(doubt.path)} ${clean(doubt.why)}: correct it, or name another with \`version: { file: … }\`.`;
    case "several-versions":
      return `Several packages have versions of their own (${names(doubt.files)}), and \`version.file\` is one: check that each build carries its tag's version.`;
    case "members":
      return membersText(doubt);
    case "rule":
      return `Only GitHub knows whether the app guards ${names(doubt.gates)}: check it under Settings → Environments, where an admin ticks it as a deployment protection rule.`;
    case "besides":
      return `${names(doubt.paths)} ${doubt.paths.length === 1 ? "starts" : "start"} on the same tag: check that nothing in it has to be approved, too.`;
    default:
      return ofRelease(doubt);
  }
}

function membersText({ people }: Of<"members">): string {
  return people.is === "maintainers"
    ? `${asCode(people.file)} names people: check whether they belong into \`notes.members\`, where a comment has their accounts.`
    : "Nothing here names the project's own people: check `notes.members`, where a comment has the names of those who commit most.";
}

function ofRelease(
  doubt: Exclude<
    Doubt,
    Of<
      | "no-tags"
      | "other-tags"
      | "version-computed"
      | "version-unread"
      | "several-versions"
      | "members"
      | "rule"
      | "besides"
    >
  >,
): string {
  switch (doubt.is) {
    case "no-index":
      return `Nothing known publishes behind ${asCode(doubt.gate)}: check \`index:\` of that gate; with \`none\` nothing is compared.`;
    case "several-indexes":
      return `Jobs behind ${asCode(doubt.gate)} publish to several indexes: check that ${asCode(doubt.index)} is the one to compare with.`;
    case "package":
      return doubt.found.length === 0
        ? `No manifest says what is published behind ${asCode(doubt.gate)}: check its \`package:\`; without it, what is built says the name.`
        : `Which of ${names(doubt.found)} are published behind ${asCode(doubt.gate)} can't be told: check its \`package:\`; without it, what is built says the names.`;
    case "no-artifact":
      return `The job behind ${asCode(doubt.gate)} takes no artifact that is known beforehand: check its \`artifacts:\`; without them no bytes are compared, unless one is called \`dist\`.`;
    case "ungated":
      return `Job ${asCode(doubt.job)} of ${asCode(doubt.path)} publishes and waits for nobody: check whether it wants an \`environment:\`.`;
    case "makes-release":
      return `Job ${asCode(doubt.job)} of ${asCode(doubt.path)} makes the GitHub release: check whether the app should draft it, and take that step away then.`;
  }
}

const INDENT = "  ";

function doubtLines(doubts: readonly Doubt[]): readonly string[] {
  return doubts.length === 0
    ? []
    : ["Not sure, please check:", ...doubts.map((one) => `${INDENT}${doubtText(one)}`)];
}

/** What has come of it. */
export function writtenText(path: string, doubts: readonly Doubt[]): string {
  return [`${path} is written: commit it to the default branch.`, ...doubtLines(doubts), ""].join("\n");
}

/** Nothing was written, as `--dry-run` wants. */
export function dryText(doubts: readonly Doubt[]): string {
  return ["Nothing was written, as --dry-run wants.", ...doubtLines(doubts), ""].join("\n");
}

export const EXISTS = `${CONFIGURATION} is there already; nothing was written. See what would be with --dry-run, or write it anew with --force.\n`;

/** Why the releases of this repository can't be conducted. */
export function refusedText(why: string): string {
  return `These releases are not conducted, and nothing was written. ${why}\n`;
}

/** A name in the workflow that the configuration can't have. */
export function unfitText(
  faults: readonly { readonly path: string; readonly says: string; readonly remedy: string }[],
): string {
  return [
    "What the workflows say can't be configured as it is; nothing was written.",
    ...faults.map(({ path, says, remedy }) => `${INDENT}${path} ${says}. ${remedy}`),
    "",
  ].join("\n");
}

export function unwritableText(path: string, code: string): string {
  return `${path} can't be written (${code}); nothing was changed.\n`;
}

/** There is no checkout to look at. */
export function noCheckout(why: string): string {
  return `Here is no git repository to look at (${why}): run it in a checkout.\n`;
}
