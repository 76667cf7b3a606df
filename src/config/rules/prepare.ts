import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";
import { oneOf, shown } from "../shown.ts";
import { isLabel } from "./words.ts";

const FILLED_IN = ["{tag}", "{version}"] as const;

export function prepareLabels({ prepare }: Written): readonly Finding[] {
  return (["labels", "blockers"] as const).flatMap((key) =>
    (prepare?.[key] ?? []).flatMap((label, index) =>
      isLabel(label)
        ? []
        : [
            {
              path: ["prepare", key, index],
              says: "is not a label: at most 50 characters in one line, without a comma",
              remedy: "Write the label's name as the repository has it.",
            },
          ],
    ),
  );
}

/** A misspelt placeholder would find no milestone, and say nothing of it. */
export function milestoneTemplate({ prepare }: Written): readonly Finding[] {
  const used = prepare?.milestone?.match(/\{[^{}]*\}/g) ?? [];
  const unknown = used.find((one) => !FILLED_IN.some((known) => known === one));
  return unknown === undefined
    ? []
    : [
        {
          path: ["prepare", "milestone"],
          says: `has ${shown(unknown)}, which nothing is filled in for`,
          remedy: `Use ${oneOf(FILLED_IN)}.`,
        },
      ];
}

/** https://git-scm.com/docs/git-check-ref-format */
export function branchName({ prepare }: Written): readonly Finding[] {
  const branch = prepare?.branch;
  return branch === undefined ||
    /^(?!refs\/|[/.])(?!.*(?:\.\.|\/\/|@\{))[^\s\p{C}~^:?*[\\]{1,200}(?<![/.])$/u.test(branch)
    ? []
    : [
        {
          path: ["prepare", "branch"],
          says: `must be the name of one branch, not ${shown(branch)}`,
          remedy: "Write the branch as GitHub shows it, such as `main`, without `refs/heads/`.",
        },
      ];
}
