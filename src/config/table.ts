import { withDefaults } from "./defaults.ts";
import { KEYS, type Key } from "./keys.ts";

/** Every key of the configuration with its default and its meaning: a Markdown table, from the schema. */
export function configurationTable(): string {
  const rows = KEYS.flatMap((key) =>
    key.meaning === undefined ? [] : [`| \`${nameOf(key)}\` | ${defaultOf(key)} | ${key.meaning.means} |`],
  );
  return ["| key | default | meaning |", "|---|---|---|", ...rows].join("\n");
}

function nameOf({ section, key }: Key): string {
  return section === "" ? key : `${section}.${key}`;
}

/** What the meaning says, else the value that reading an empty file, gate or entry gives. */
function defaultOf(key: Key): string {
  if (key.required) {
    return "required";
  }
  return key.meaning?.without ?? shownValue(valueBelow(EXAMPLE, [...key.section.split("."), key.key]));
}

/** All defaults, with one gate and one announcement to show theirs. */
const { gates, announce, ...rest } = withDefaults(
  { gates: { any: {} }, announce: [{ discord: "ANNOUNCE_ANY" }] },
  ["any"],
);
const EXAMPLE = { ...rest, gates: { "<name>": gates?.[0] }, "announce[]": announce[0] };

function valueBelow(value: unknown, path: readonly string[]): unknown {
  return path
    .filter((step) => step !== "")
    .reduce<unknown>(
      (above, step) =>
        typeof above === "object" && above !== null ? Reflect.get(above, camelCase(step)) : undefined,
      value,
    );
}

/** Keys are written `self-approval`, and called `selfApproval` in the Configuration. */
function camelCase(key: string): string {
  return key.replace(/-(?<letter>[a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function shownValue(value: unknown): string {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (one === undefined ? [] : [`\`${one}\``])).join(", ") || "none";
}
