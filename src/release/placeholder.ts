/** What a title of a GitHub release, and its introduction, can have filled in. */
export const TITLE_PLACEHOLDERS = ["repository", "tag", "version"] as const;
export type TitlePlaceholder = (typeof TITLE_PLACEHOLDERS)[number];

/** What a template of an announcement can have filled in, in the order in which the documentation tells them. */
export const PLACEHOLDERS = ["name", "tag", "version", "kind", "url", "thanks", "changes"] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A word in braces is a placeholder; any other use of braces is text. */
const WORD = /\{(?<word>[a-z][a-z-]*)\}/gi;

/** The words in braces that fill in nothing, in their order. */
export function unknownPlaceholders(template: string): readonly string[] {
  const words = [...template.matchAll(WORD)].map(({ groups }) => groups?.["word"] ?? "");
  return words.filter((word) => !isPlaceholder(word));
}

/** The template with every placeholder replaced; `before` is the sign in front of it. */
export function replacePlaceholders(
  template: string,
  value: (placeholder: Placeholder, before: string) => string,
): string {
  return template.replace(WORD, (written: string, word: string, at: number) =>
    isPlaceholder(word) ? value(word, template.charAt(at - 1)) : written,
  );
}

function isPlaceholder(word: string): word is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(word);
}
