/** Fields that a rule judges; the others are read over. */
const JUDGED = [
  "metadata-version",
  "name",
  "version",
  "summary",
  "requires-python",
  "requires-dist",
  "provides-dist",
  "obsoletes-dist",
  "classifier",
  "description-content-type",
  "license",
  "license-expression",
] as const;
type Field = (typeof JUDGED)[number];

/** What the metadata of a wheel or sdist says, by field in lower case, each value without white space around it. */
export type CoreMetadata = Readonly<Partial<Record<Field, readonly string[]>>>;

/** Whether the metadata inside a built distribution could be read. */
export type MetadataRead =
  | { readonly is: "read"; readonly fields: CoreMetadata }
  | { readonly is: "unreadable"; readonly why: string };

/** A name of printable characters without colon or space (RFC 822 §3.2), which is how Python's `email` reads it. */
const HEADER = /^(?<name>[!-9;-~]+):(?<value>.*)$/s;
const isJudged = (name: string): name is Field => (JUDGED as readonly string[]).includes(name);

/**
 * Reads METADATA or PKG-INFO as Python's `email.parser` does: headers up to the first empty line, or the first line
 * that is none; what comes after is the description. Lines that begin with white space go on the line above.
 * Source: https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export function parseCoreMetadata(text: string): CoreMetadata {
  const fields = new Map<Field, string[]>();
  for (const { name, value } of headers(text)) {
    if (isJudged(name)) {
      const values = fields.get(name) ?? [];
      values.push(value.trim());
      fields.set(name, values);
    }
  }
  return Object.fromEntries(fields);
}

/** The values of a field; none where it is not given. */
export function valuesOf(metadata: CoreMetadata, field: Field): readonly string[] {
  return metadata[field] ?? [];
}

function* headers(text: string): Generator<{ readonly name: string; readonly value: string }> {
  let name: string | undefined;
  let lines: string[] = [];
  for (const line of linesOf(text)) {
    if (name !== undefined && /^[ \t]/.test(line)) {
      lines.push(line);
      continue;
    }
    if (name !== undefined) {
      yield { name, value: lines.join("\n") };
    }
    const groups = HEADER.exec(line)?.groups;
    if (groups?.["name"] === undefined) {
      return;
    }
    name = groups["name"].toLowerCase();
    lines = [groups["value"] ?? ""];
  }
  if (name !== undefined) {
    yield { name, value: lines.join("\n") };
  }
}

/** One by one: a description of a megabyte is never split. */
function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\n|\r/g;
  let start = 0;
  while (start < text.length) {
    end.lastIndex = start;
    const found = end.exec(text);
    yield text.slice(start, found?.index ?? text.length);
    start = found === null ? text.length : end.lastIndex;
  }
}
