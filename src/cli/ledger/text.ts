import { utc } from "../../replies/words.ts";
import type { LedgerEntry } from "../../store/store.ts";
import type { Audit, FileAudit, GivenFile } from "./audit.ts";
import type { Kept, Summary } from "./kept.ts";

/** There is nothing to read. */
export const NOTHING_KEPT = "The ledger is empty: no release has been conducted with this store.\n";

/** No such file: opening it would make an empty one. */
export function noDatabase(path: string): string {
  return `There is no database at ${path}. Set DATABASE_PATH to the server's file or a copy of it, or DATABASE_URL to its PostgreSQL database.\n`;
}

/** A name that the ledger does not have. */
export function unknownRelease(wanted: string): string {
  return `The ledger has nothing of ${wanted}. Name it as owner/repo@tag; \`release-conductor ledger show\` lists what is there.\n`;
}

/** Every release, a line each. */
export function listText(all: readonly Summary[]): string {
  return all
    .map(({ release, entries, newest }) => `${release}  ${countOf(entries)}, the newest of ${utc(newest)}\n`)
    .join("");
}

/** The entries of one release as they are hashed, one JSON object a line. */
export function exportText({ entries }: Kept): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** The entries of one release, a line each. */
export function showText({ name, entries }: Kept): string {
  return [`${name}: ${countOf(entries.length)}`, ...entries.map(entryText), ""].join("\n");
}

function entryText({ number, at, kind, data, hash }: LedgerEntry): string {
  return `${String(number).padStart(4)}  ${utc(at)}  ${hash.slice(0, 12)}  ${kind} ${JSON.stringify(data)}`;
}

/** What was found of each release, broken ones with what is wrong. */
export function auditText(audits: readonly Audit[], given: readonly GivenFile[]): string {
  return audits.map((one) => releaseText(one, given)).join("\n");
}

function releaseText(
  { release, entries, broken, evidence, whole }: Audit,
  given: readonly GivenFile[],
): string {
  const head = `${whole ? "✓" : "✗"} ${release}: ${countOf(entries)}, ${
    broken === undefined
      ? "each with the hash of the one before"
      : `and the chain breaks at number ${broken.number}: ${broken.because}. Somebody has changed the database, or it is damaged: restore a backup, and trust none of it from there on`
  }`;
  if (broken !== undefined) return `${head}\n`;
  if (evidence === undefined)
    return `${head}\n  No evidence was recorded: nothing of this release was opened yet.\n`;
  const { commit, run, runAttempt, files } = evidence;
  const known = new Set(files.map(({ file }) => file));
  const strangers = given.filter(({ file }) => !known.has(file));
  return [
    head,
    `  built from commit ${commit} by run ${run}, attempt ${runAttempt}`,
    ...files.flatMap(fileText),
    ...strangers.map(({ path }) => `  ✗ ${path}: this release built no file of that name`),
    "",
  ].join("\n");
}

function fileText({ file, sha256, artifact, testedBy, links }: FileAudit): readonly string[] {
  const tried = testedBy.length === 0 ? "tried by nobody on record" : `tried by ${testedBy.join(", ")}`;
  return [
    `  ${file}  sha256 ${sha256}  in artifact ${artifact}, ${tried}`,
    ...links.map(({ place, is, digest }) =>
      is === "same"
        ? `    ✓ ${place}: the same bytes`
        : `    ✗ ${place}: other bytes, ${digest.replace(":", " ")}`,
    ),
  ];
}

function countOf(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}
