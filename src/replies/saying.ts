/** Something the app says: `where` is the kind and its variant, such as `problem tag-deleted`. */
export type Saying = { readonly where: string; readonly text: string };

/** What belongs together, in the order of reading. */
export type Chapter = { readonly title: string; readonly sayings: readonly Saying[] };

/** One saying of each example, called by its kind and the example's name. */
export function said<Of>(
  kind: string,
  examples: Readonly<Record<string, Of>>,
  text: (example: Of) => string,
): readonly Saying[] {
  return Object.entries(examples).map(([variant, one]) => ({ where: `${kind} ${variant}`, text: text(one) }));
}
