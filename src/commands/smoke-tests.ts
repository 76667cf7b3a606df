import { configurationOf, releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isByAPerson } from "./approvals.ts";
import { commandsIn } from "./parse.ts";
import { hasRole } from "./rights.ts";

/** A person's record that they tried the built artifact. */
export type SmokeTest = {
  readonly what: string;
  readonly ok: boolean;
  readonly by: string;
  readonly at: Instant;
  readonly note?: string;
  /** Only a triager's record counts; everybody's is shown. */
  readonly counts: boolean;
};

/** The newest record per person and thing tried, of this run attempt. */
export function smokeTests(seen: Snapshot): {
  readonly tests: readonly SmokeTest[];
  readonly looks: readonly Look[];
} {
  const began = releaseRun(seen)?.startedAt ?? Number.POSITIVE_INFINITY;
  const looks: Look[] = [];
  const tests = new Map<string, SmokeTest>();
  for (const comment of (given(seen.comments) ?? []).filter((one) => isByAPerson(one) && !one.edited)) {
    const author = comment.author;
    for (const said of commandsIn(comment).filter((one) => one.command === "tested")) {
      const record = readRecord(said.words);
      if (author === undefined || record === undefined || comment.createdAt < began) {
        continue;
      }
      const verdict = hasRole(seen, author, "triage");
      looks.push(...(verdict.is === "looking" ? verdict.at : []));
      const test = { ...record, by: author.login, at: comment.createdAt, counts: verdict.is === "may" };
      tests.set(`${author.id} ${record.what}`, test);
    }
  }
  return { tests: [...tests.values()], looks };
}

/** `linux`, `linux ok`, `windows fail the window stays black`. A verdict in other words is none: `failed` is no ok. */
export function readRecord(
  words: readonly string[],
): { readonly what: string; readonly ok: boolean; readonly note?: string } | undefined {
  const [what, verdict = "ok", ...rest] = words;
  if (what === undefined || !/^[\w.+-]{1,40}$/.test(what) || (verdict !== "ok" && verdict !== "fail")) {
    return undefined;
  }
  const note = rest.join(" ");
  return { what, ok: verdict === "ok", ...(note === "" ? {} : { note }) };
}

/** What is still to be tried before the gates open. */
export function missingTests(seen: Snapshot, tests: readonly SmokeTest[]): readonly string[] {
  const required = configurationOf(seen)?.smokeTests.require ?? [];
  return required.filter((what) => !tests.some((test) => test.what === what && test.ok && test.counts));
}
