import { clean } from "../../replies/safe.ts";
import { count, short } from "../../replies/words.ts";
import type { Plan } from "./look.ts";
import { shownUrl } from "./place.ts";
import type { TagProblem } from "./problem.ts";
import { problemLine } from "./problem-text.ts";
import type { Outcome } from "./push.ts";
import { byText, CONFIGURATION, some, why } from "./shown.ts";

/** All that is in the way of a tag. */
export function problemsText(problems: readonly TagProblem[]): string {
  const things = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  return [
    `${things} in the way of the tag; nothing was done.`,
    ...problems.map((one) => `  ${problemLine(one)}`),
    "",
  ].join("\n");
}

/** What will happen. */
export function planText(plan: Plan): string {
  const rows: readonly (readonly [string, string])[] = [
    ["tag", `${clean(plan.tag)}, for version ${clean(plan.version)}`],
    ["commit", `${short(plan.commit)} ${clean(plan.subject)}`],
    ...(plan.moves === undefined ? [] : [["moved from", short(plan.moves.commit)] as const]),
    ["branch", branchText(plan)],
    ["to", `${clean(plan.remote.name)}, ${clean(shownUrl(plan.remote.url))}`],
    ["after", previousText(plan)],
    ...indexRows(plan),
    [
      "starts",
      plan.workflows.length === 0 ? "no workflow: nothing in it starts on this tag" : some(plan.workflows),
    ],
    ...(plan.untracked.length === 0
      ? []
      : [
          [
            "left out",
            `${count(plan.untracked.length, "file")} not under version control: ${some(plan.untracked)}`,
          ] as const,
        ]),
    ...(plan.configured ? [] : [["conducted", `no: ${rulesText(plan)} has no ${CONFIGURATION}`] as const]),
    ...(plan.rulesOf === undefined
      ? [["rules", `the commit's own, since ${clean(plan.remote.name)} tells no default branch`] as const]
      : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return [...lines, ...(plan.moves === undefined ? [] : MOVING.map((line) => `  ${line}`)), ""].join("\n");
}

/** What the app makes of it. */
const MOVING = [
  "On the board this is a new attempt: approvals and smoke tests count no more, and the gates of",
  "the run before are closed.",
];

function rulesText({ rulesOf }: Plan): string {
  return rulesOf === undefined ? "the commit" : clean(rulesOf);
}

function branchText({ branch, behind, remote }: Plan): string {
  const name = clean(branch);
  return behind === 0 ? name : `${name}, ${count(behind, "commit")} behind ${clean(remote.name)}`;
}

function previousText({ previous }: Plan): string {
  if (previous === undefined) {
    return "no version: it is the first";
  }
  const tag = clean(previous.tag);
  return previous.commits === undefined
    ? `${tag}, which is not here`
    : `${tag}, ${count(previous.commits, "commit")} before`;
}

function indexRows({
  indexes,
  unasked,
  offline,
  version,
  moves,
}: Plan): readonly (readonly [string, string])[] {
  if (offline && moves === undefined) {
    return [["indexes", "not asked, as --offline wants"]];
  }
  return [
    ...indexes
      .filter(({ free }) => free)
      .map(({ index, project }) => [index, `has no ${clean(project)} ${clean(version)}`] as const),
    ...unasked.map((index) => [index, "not asked: nothing says what the package is called"] as const),
  ];
}

export const QUESTION = "Tag and push? [y/N] ";

export const MOVE_QUESTION = "Move the tag? [y/N] ";

export const DECLINED = "Nothing was done.\n";

export const NO_TERMINAL = "Nothing was done: nobody can be asked here. Pass --yes to go on without.\n";

export const JSON_UNASKED = "Nothing was done: --json asks nobody, and needs --yes to act.\n";

export const DRY = "Nothing was done, as --dry-run wants.\n";

/** What came of it, and what comes next. */
export function outcomeText(outcome: Outcome, plan: Plan): string {
  const tag = clean(plan.tag);
  const remote = clean(plan.remote.name);
  switch (outcome.is) {
    case "pushed":
      return `${tag} is on ${remote}.\n${nextText(plan, outcome.object)}`;
    case "unmade":
      return `Git made no tag (${why(outcome.why)}). Nothing has changed, neither here nor on ${remote}: mend that, and run the command again.\n`;
    case "refused":
      return `${remote} did not take ${tag} (${why(outcome.why)}). ${undoneText(outcome, plan)} Mend that, and run the command again.\n`;
    case "outrun":
      return `${whoText(outcome, plan)} ${undoneText(outcome, plan)} Talk to each other, and run the command again.\n`;
    case "unclear":
      return unclearText(outcome, plan);
  }
}

function nextText(
  { tag: name, remote: { name: to }, place, configured, moves }: Plan,
  object: string,
): string {
  const [tag, remote] = [clean(name), clean(to)];
  const board = moves === undefined ? "Its board appears" : "Its board shows the new attempt";
  const issues = place === undefined ? "" : ` among the issues of ${clean(`${place.owner}/${place.name}`)}`;
  return [
    ...(configured ? [`${board} within a minute of the start of its workflow${issues}.`] : []),
    ...(moves === undefined
      ? [
          "While nothing of it is published, this takes it back:",
          `  git push --delete ${remote} refs/tags/${tag}`,
          `  git tag -d ${tag}`,
        ]
      : [
          "While nothing of it is published, this takes it back to where it was:",
          `  git push --force-with-lease=refs/tags/${tag}:${object} ${remote} ${moves.object}:refs/tags/${tag}`,
          `  git update-ref refs/tags/${tag} ${moves.object} ${object}`,
        ]),
    "",
  ].join("\n");
}

type Unclear = Extract<Outcome, { readonly is: "unclear" }>;

/** Nobody knows what the remote has; what it has when it answers again tells what is to be done. */
function unclearText(
  { why: told, object }: Unclear,
  { tag: name, remote: { name: to }, moves }: Plan,
): string {
  const [tag, remote] = [clean(name), clean(to)];
  const look = `\`git ls-remote ${remote} refs/tags/${tag}\``;
  const silent = `${remote} does not answer (${why(told)}), so nobody knows whether it`;
  return moves === undefined
    ? `${silent} has ${tag}. The tag is left here: once ${look} shows nothing, \`git tag -d ${tag}\` takes it away.\n`
    : `${silent} has moved ${tag}. Here the tag is moved. Once it answers, ${look} shows ${short(object)} where it was moved, and ${short(moves.object)} where it was not: then run the command again after \`git update-ref refs/tags/${tag} ${moves.object} ${object}\`.\n`;
}

type Failed = Extract<Outcome, { readonly is: "refused" | "outrun" }>;

function undoneText({ undone }: Failed, { tag, moves }: Plan): string {
  if (!undone) {
    return `Somebody has changed ${clean(tag)} here meanwhile, so it was left as it is.`;
  }
  return moves === undefined
    ? "The tag was taken away here, too."
    : "The tag is here what it was before, too.";
}

function whoText(
  { holder }: Extract<Outcome, { readonly is: "outrun" }>,
  { tag: name, remote }: Plan,
): string {
  const tag = clean(name);
  return holder === undefined
    ? `${tag} was deleted on ${clean(remote.name)} meanwhile.`
    : `Somebody was faster: ${tag} is on ${clean(remote.name)} at ${short(holder.commit)} now${byText(holder)}.`;
}
