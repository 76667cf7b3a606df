import { configurationOf, releaseRun } from "../release/attempt.ts";
import { artifactsToOpen } from "../release/evidence.ts";
import type { Tested } from "../release/evidence-chain.ts";
import { type Fault, given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
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

export type SmokeTests = {
  readonly tests: readonly SmokeTest[];
  readonly looks: readonly Look[];
  /** Who did not say what one of these people may. */
  readonly silent?: Fault;
};

/** The newest record per person and thing tried, of the artifacts that are there now. */
export function smokeTests(seen: Snapshot): SmokeTests {
  const tests = new Map<string, SmokeTest>();
  const looks: Look[] = [];
  let silent: Fault | undefined;
  for (const { author, at, record } of recordsSaid(seen)) {
    const verdict = hasRole(seen, author, "triage");
    if (verdict.is === "looking") {
      looks.push(...verdict.at);
      silent ??= verdict.silent;
    }
    const test = { ...record, by: author.login, at, counts: verdict.is === "may" };
    tests.set(`${author.id} ${record.what}`, test);
  }
  return { tests: [...tests.values()], looks, ...(silent === undefined ? {} : { silent }) };
}

/** Who says that they tried what is there now, and that it works. */
export function testedBy(seen: Snapshot): readonly Tested[] {
  return smokeTests(seen)
    .tests.filter(({ ok }) => ok)
    .map(({ what, by, counts }) => ({ what, by, counts }));
}

type Said = { readonly author: Person; readonly at: Instant; readonly record: SmokeRecord };

/** Since when there is what can be tried: this attempt of the run, and the newest of its artifacts. */
export function triableSince(seen: Snapshot): Instant {
  const began = releaseRun(seen)?.startedAt ?? Number.POSITIVE_INFINITY;
  return Math.max(began, ...artifactsToOpen(seen).map(({ createdAt }) => createdAt ?? began));
}

/**
 * Every record that a person has said since there is what they tried. What a comment said before an edit nobody can
 * tell: it counts for no `ok`, and a `fail` in it stops all the same.
 */
function recordsSaid(seen: Snapshot): readonly Said[] {
  const began = triableSince(seen);
  return (given(seen.comments) ?? [])
    .filter((one) => isByAPerson(one) && one.createdAt >= began)
    .flatMap((one) =>
      commandsIn(one).flatMap(({ command, words }) => {
        const record = command === "tested" ? readRecord(words) : undefined;
        const { author, createdAt: at } = one;
        return author === undefined || record === undefined || (one.edited && record.ok)
          ? []
          : [{ author, at, record }];
      }),
    );
}

type SmokeRecord = Pick<SmokeTest, "what" | "ok" | "note">;

/** `linux`, `linux ok`, `windows fail the window stays black`. A verdict in other words is none: `failed` is no ok. */
export function readRecord(words: readonly string[]): SmokeRecord | undefined {
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
