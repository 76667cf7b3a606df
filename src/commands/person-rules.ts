import type { Comment, Person } from "../release/snapshot.ts";

/** A comment whose account still exists. */
export type Authored = Comment & { readonly author: Person & { readonly bot: boolean } };

/** Something that must hold of a comment for its commands to be a person's word. */
export type PersonRule = { readonly name: string; readonly holds: (comment: Authored) => boolean };

/** Comments count by people only. */
export const PERSON_RULES: readonly PersonRule[] = [
  { name: "no bot wrote it", holds: ({ author }) => !author.bot },
  { name: "no other app wrote it in a person's name", holds: ({ viaApp }) => !viaApp },
];

/** Whether a comment is a person's own word. Of an account that is gone nobody can say what it may. */
export function isByAPerson(comment: Comment): comment is Authored {
  return isAuthored(comment) && PERSON_RULES.every((rule) => rule.holds(comment));
}

function isAuthored(comment: Comment): comment is Authored {
  return comment.author !== undefined;
}
