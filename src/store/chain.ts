import { createHash } from "node:crypto";
import { keyText } from "../release/release.ts";
import type { LedgerEntry } from "./store.ts";

/** What stands before the first entry of a release. */
export const CHAIN_START = "0".repeat(64);

/** The first entry that doesn't follow from those before it, and why. */
export type ChainBreak = { readonly entry: LedgerEntry; readonly because: string };

/**
 * A JSON value as text with the members of every object sorted by UTF-16 code units and no white space (the form
 * of RFC 8785), so that equal values hash alike. What JSON can't hold becomes what JSON makes of it.
 */
export function canonicalJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value) ?? "null"));
}

/** SHA-256 in hex over an entry and the hash before it. */
export function entryHash(entry: Omit<LedgerEntry, "hash">): string {
  const { key, number, at, kind, data, previous } = entry;
  const { repository, tag } = key;
  const text = canonicalJson({ previous, key: { repository, tag }, number, at, kind, data });
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Checks the entries of one release, oldest first, as `Ledger.read` gives them. Gives the first broken one, or
 * undefined when the chain is whole. Entries cut off at the end leave no trace in the chain itself.
 */
export function verifyChain(entries: readonly LedgerEntry[]): ChainBreak | undefined {
  let before: LedgerEntry | undefined;
  for (const entry of entries) {
    const because = flaw(entry, before);
    if (because !== undefined) return { entry, because };
    before = entry;
  }
  return undefined;
}

function flaw(entry: LedgerEntry, before: LedgerEntry | undefined): string | undefined {
  const number = (before?.number ?? 0) + 1;
  if (before && keyText(entry.key) !== keyText(before.key)) {
    return `it belongs to ${keyText(entry.key)}, the entries before it to ${keyText(before.key)}`;
  }
  if (entry.number !== number) return `its number is ${entry.number}, expected ${number}`;
  if (entry.previous !== (before?.hash ?? CHAIN_START))
    return "it does not name the hash of the entry before it";
  if (entry.hash !== entryHash(entry)) return "its content does not match its hash";
  return undefined;
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${written(member)}`).join(",")}}`;
}
