/** What a parsed file has where a mapping belongs; undefined for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** The mappings in a list. */
export function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return listOf(value)
    .map(recordOf)
    .filter((one) => one !== undefined);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** One name or a list of them. */
export function namesOf(value: unknown): readonly string[] {
  return (typeof value === "string" ? [value] : listOf(value)).filter((one) => typeof one === "string");
}
