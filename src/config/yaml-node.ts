import { isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type YAMLMap } from "yaml";
import type { Finding, Path, Place, Places } from "./finding.ts";
import { shown } from "./shown.ts";

export type Read = {
  /** Text, numbers, booleans, null, arrays and objects. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
};

/** Where something begins in the text, and where it ends if it is text itself. */
type Offsets = { readonly from: number; readonly to?: number };

type Reading = {
  readonly findings: Finding[];
  /** Offsets into the text by path, as JSON, in the order of the file. */
  readonly offsets: Map<string, Offsets>;
};

/** The plain value of a YAML node, what this file may not use in it, and where everything stands. */
export function readNode(node: unknown): Read & Pick<Reading, "offsets"> {
  const reading: Reading = { findings: [], offsets: new Map() };
  notePlace(node, [], reading);
  return { value: plainValue(node, [], reading), ...reading };
}

/** Looks places up by path. */
export function placesIn(offsets: ReadonlyMap<string, Offsets>, lines: LineCounter): Places {
  const place = ({ from, to = from }: Offsets): Place => {
    const { line, col } = lines.linePos(from);
    return { line, column: col, endLine: Math.max(line, lines.linePos(to).line) };
  };
  return {
    atOffset: (from) => place({ from }),
    at(path) {
      const found = offsets.get(JSON.stringify(path));
      return found === undefined ? undefined : place(found);
    },
    keysBelow(path) {
      const above = JSON.stringify(path);
      return [...offsets.keys()]
        .map((key): Path => JSON.parse(key))
        .filter((one) => one.length === path.length + 1 && JSON.stringify(one.slice(0, -1)) === above)
        .flatMap((one) => one.slice(-1).filter((step) => typeof step === "string"));
    },
  };
}

function plainValue(node: unknown, path: Path, reading: Reading): unknown {
  noteProperties(node, path, reading);
  if (isAlias(node)) {
    reading.findings.push({
      path,
      says: "is an alias (`*`)",
      remedy: "Write out what it stands for.",
    });
    return undefined;
  }
  if (isMap(node)) {
    return objectOf(node, path, reading);
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      const below = [...path, index];
      notePlace(item, below, reading);
      return plainValue(item, below, reading);
    });
  }
  return isScalar(node) ? node.value : null;
}

function objectOf(map: YAMLMap, path: Path, reading: Reading): unknown {
  const entries = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? key.value : undefined;
    if (typeof name !== "string") {
      continue; // A syntax error by `stringKeys`.
    }
    const wrong = wrongKey(name, entries);
    const below = [...path, name];
    if (wrong === undefined) {
      notePlace(key, below, reading, value);
      entries.set(name, plainValue(value, below, reading));
    } else {
      reading.findings.push({ path: below, ...wrong, offset: offsetOf(key) ?? 0 });
    }
  }
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined));
}

function wrongKey(
  name: string,
  before: ReadonlyMap<string, unknown>,
): Pick<Finding, "says" | "remedy"> | undefined {
  if (before.has(name)) {
    return { says: `stands here again: ${shown(name)} was said above`, remedy: "Keep one of the two." };
  }
  // As the name of a gate it would vanish on its way through JavaScript objects.
  return name === "__proto__" ? { says: "cannot be a name here", remedy: "Remove it." } : undefined;
}

/** Tags choose types behind the schema's back; an anchor is of no use where there are no aliases. */
function noteProperties(node: unknown, path: Path, reading: Reading): void {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
    return;
  }
  if (node.tag !== undefined) {
    reading.findings.push({
      path,
      says: "has a YAML tag (`!`)",
      remedy: "Remove the tag; quote the value if it is text that begins with `!`.",
    });
  }
  if (node.anchor !== undefined) {
    reading.findings.push({
      path,
      says: "has an anchor (`&`)",
      remedy: "Remove the anchor; quote the value if it is text that begins with `&`.",
    });
  }
}

/** Of a key's text the last line is noted as well; lists and mappings are found by the line that begins them. */
function notePlace(node: unknown, path: Path, reading: Reading, value = node): void {
  const from = offsetOf(node);
  if (from !== undefined) {
    const end = isScalar(value) ? value.range?.[1] : undefined;
    // The line break after a block is its own.
    reading.offsets.set(JSON.stringify(path), { from, ...(end === undefined ? {} : { to: end - 1 }) });
  }
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
