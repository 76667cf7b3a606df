import type { z } from "zod";
import type { Finding, Path } from "./finding.ts";
import { KEYS, sectionAt } from "./keys.ts";
import { schema, type Written } from "./schema.ts";
import { nearest, oneOf, shown } from "./shown.ts";

export type Shaped = {
  /** What has the right shape; everything else is left out, so that the rules can judge the rest. */
  readonly written: Written;
  readonly findings: readonly Finding[];
};

/** Holds a plain value against the schema. Nothing at all is a file without keys. */
export function checkShape(value: unknown): Shaped {
  const given = value ?? {};
  const first = schema.safeParse(given);
  return first.success
    ? { written: first.data, findings: [] }
    : {
        written: rightPart(given, first.error.issues, 0),
        findings: first.error.issues.flatMap((issue) => findingsOf(issue, given)),
      };
}

/** First without what is wrong itself; what then lacks something goes as well, in a second go. */
function rightPart(value: unknown, issues: readonly z.core.$ZodIssue[], go: 0 | 1): Written {
  const rest = structuredClone(value);
  for (const issue of issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [key]) : [[]];
    for (const key of keys) {
      takeOut(rest, [...pathOf(issue), ...key], go === 0);
    }
  }
  const parsed = schema.safeParse(rest);
  if (parsed.success) {
    return parsed.data;
  }
  return go === 0 ? rightPart(rest, parsed.error.issues, 1) : {};
}

/** Takes out what is at the path. A list whose entry can't be kept goes as a whole: places in it must not move. */
function takeOut(root: unknown, path: Path, keepEntries: boolean): void {
  const entry = path.findIndex(
    (step, index) => typeof step === "number" && (!keepEntries || index === path.length - 1),
  );
  const wrong = entry === -1 ? path : path.slice(0, entry);
  const holder = valueAt(root, wrong.slice(0, -1));
  const key = wrong.at(-1);
  if (!isObject(holder) || typeof key !== "string") {
    return;
  }
  if (wrong[0] === "gates" && wrong.length === 2) {
    // The gate's name stands, whatever is wrong with the gate: others may come after it.
    holder[key] = null;
  } else {
    delete holder[key];
  }
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
}

/** What one issue of a schema is, in words. */
export function findingsOf(issue: z.core.$ZodIssue, root: unknown): readonly Finding[] {
  const path = pathOf(issue);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], ...unknownKey(key, sectionAt(path)) }));
    case "invalid_type":
      return [{ path, ...wrongType(issue.expected, valueAt(root, path)) }];
    case "invalid_value":
      return [{ path, ...wrongChoice(issue.values.map(String), valueAt(root, path)) }];
    case "too_big":
      return [{ path, ...tooBig(issue.origin, Number(issue.maximum)) }];
    case "too_small":
      return [{ path, ...tooSmall(issue.origin, Number(issue.minimum)) }];
    default:
      return [{ path, says: "is not what belongs here", remedy: "See the reference in the documentation." }];
  }
}

type Said = Pick<Finding, "says" | "remedy">;

function unknownKey(key: string, section: string): Said {
  if (key === "_extends") {
    return {
      says: "is not supported: the configuration is this one file, and no other repository's",
      remedy: "Copy what it says into this file.",
    };
  }
  const here = KEYS.filter((one) => one.section === section).map((one) => one.key);
  const meant = nearest(key, here);
  const elsewhere = KEYS.find((one) => one.key === key)?.section;
  const hints = [
    ...(meant === undefined ? [] : [`Did you mean \`${meant}\`?`]),
    ...(elsewhere === undefined
      ? []
      : [`It belongs ${elsewhere === "" ? "at the top" : `in \`${elsewhere}\``}.`]),
  ];
  const remedy = hints.length > 0 ? hints.join(" ") : `Remove it, or use ${oneOf(here)}.`;
  return { says: `${shown(key)} is no key here`, remedy };
}

const WANTED: Readonly<Record<string, readonly [name: string, remedy: string]>> = {
  string: ["text", "Write text; in quotes when it looks like a number, a boolean or nothing."],
  boolean: ["true or false", "Write `true` or `false`, without quotes."],
  int: ["a whole number", "Write a whole number, without quotes."],
  number: ["a whole number", "Write a whole number, without quotes."],
  array: ["a list", "Write a list: `[one, two]`, or lines that begin with `- `."],
  object: ["keys and values", "Write keys and values below it, indented: `key: value`."],
  record: ["names and what holds for them", "Write the names below it, indented: `pypi: { approvals: 1 }`."],
};

function wrongType(expected: string, value: unknown): Said {
  const [wanted, remedy] = WANTED[expected] ?? ["something else", "See the reference in the documentation."];
  return value === undefined
    ? { says: `is missing; it must be ${wanted}`, remedy: "Add it." }
    : { says: `must be ${wanted}, not ${kindOf(value)}`, remedy };
}

function kindOf(value: unknown): string {
  if (value === null) {
    return "empty";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return Number.isInteger(value) ? "a whole number" : "a number";
    case "boolean":
      return "true or false";
    default:
      return "keys and values";
  }
}

function wrongChoice(choices: readonly string[], value: unknown): Said {
  const meant = typeof value === "string" ? nearest(value, choices) : undefined;
  const said = typeof value === "string" && value !== "" ? shown(value) : kindOf(value);
  return {
    says: `must be ${oneOf(choices)}, not ${said}`,
    remedy: meant === undefined ? `Choose ${oneOf(choices)}.` : `Did you mean \`${meant}\`?`,
  };
}

function tooBig(origin: string, most: number): Said {
  return origin === "array"
    ? { says: `has more than ${most} entries`, remedy: `Keep at most ${most}.` }
    : { says: `is more than ${most}`, remedy: `Write at most ${most}.` };
}

function tooSmall(origin: string, least: number): Said {
  return origin === "number" || origin === "int"
    ? { says: `is less than ${least}`, remedy: `Write at least ${least}.` }
    : { says: "is empty", remedy: "Write something, or leave the key out for its default." };
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    root,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
