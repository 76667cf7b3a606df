import { DAY, HOUR, type Instant, MINUTE } from "../release/instant.ts";
import { asCode } from "./safe.ts";

/** A moment as people in every time zone read it: `2026-11-22 21:04 UTC`. */
export function utc(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A time as configurations write it: `14 days`, `36 hours`. */
export function span(ms: number): string {
  return ms % DAY === 0 ? count(ms / DAY, "day") : count(Math.round(ms / HOUR), "hour");
}

/** How long something took, to the minute: `3 h 12 min`, `2 days 5 min`. */
export function duration(ms: number): string {
  const [days, hours] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR)];
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const parts = [
    ...(days > 0 ? [count(days, "day")] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
  ];
  return parts.length === 0 ? "less than a minute" : parts.join(" ");
}

/** `1 job`, `3 jobs`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`; nothing for nobody. */
export function listed(items: readonly string[], last: "and" | "or" = "and"): string {
  const head = items.slice(0, -1).join(", ");
  return head === "" ? (items[0] ?? "") : `${head} ${last} ${items.at(-1)}`;
}

/** Foreign names as code spans: the first few, and how many more there are. */
export function names(foreign: readonly string[], most = 5, last: "and" | "or" = "and"): string {
  const shown = foreign.slice(0, most).map((name) => asCode(name));
  const more = foreign.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown, last);
}

/** Bytes as a person compares them: `12 B`, `3.4 MB`. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const number = bytes / 1000 ** power;
  return `${power === 0 || number >= 100 ? Math.round(number) : number.toFixed(1)} ${units[power]}`;
}

/** The first characters of a commit, as Git abbreviates it. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}

/** The first characters of a digest, without its algorithm: enough to compare two by eye. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha(?:256|512):/, "").slice(0, 12);
}

/** What an index does not serve: files, packages of several, or all of the one package. */
export function missingText({ missing, packages }: Missing, most = 5): string {
  if (packages === undefined) {
    return missing.length === 0 ? "the release" : names(missing, most);
  }
  return `${names(packages, most)}${missing.length === 0 ? "" : ` (${names(missing, most)})`}`;
}

type Missing = { readonly missing: readonly string[]; readonly packages?: readonly string[] };

/** What makes an index's installers pass a version over. */
export function withdraw(index: string): string {
  return index === "npm" ? "deprecate" : "yank";
}

/** What comes first where an index has bytes that this run has not built. */
export function findUploader(index: string): string {
  return `Find out who uploaded them before anything else; until then, ${withdraw(index)} the version.`;
}

/** What an index calls a version that its installers should pass over. */
export function withdrawn(index: string | undefined): string {
  return index === "npm" ? "deprecated" : "yanked";
}

/** The first letter capital: for a clause that begins a sentence. */
export function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** The first line of a text: the sentence that stands alone. */
export function firstLine(text: string): string {
  const end = text.indexOf("\n");
  return end === -1 ? text : text.slice(0, end);
}
