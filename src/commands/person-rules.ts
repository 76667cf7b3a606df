import type { Comment } from "../release/snapshot.ts";

/** Something that must hold of a comment for its commands to be anybody's word. */
export type PersonRule = { readonly name: string; readonly holds: (comment: Comment) => boolean };

/** Comments count by people only. */
export const PERSON_RULES: readonly PersonRule[] = [
  { name: "the account that wrote it still exists", holds: ({ author }) => author !== undefined },
  { name: "no bot wrote it", holds: ({ author }) => author?.bot !== true },
  { name: "no other app wrote it in a person's name", holds: ({ viaApp }) => !viaApp },
];

/** Whether a comment is a person's own word. */
export function isByAPerson(comment: Comment): boolean {
  return PERSON_RULES.every((rule) => rule.holds(comment));
}
