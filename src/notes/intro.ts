import { configurationOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { withoutMarks } from "./body.ts";
import { filled } from "./placeholders.ts";
import { previousRelease } from "./previous.ts";

/** Where the app's part begins, or GitHub's generated one. */
const GENERATED = /^(?:<!-- release-conductor:|## (?:What's Changed|New Contributors|Thanks to our ))/m;

/** What comes below needs room, too. In characters. */
const LONGEST = 60_000;

/** How the notes begin, as the configuration asks for it; or why they begin with nothing all the same. */
export type Intro =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "left-out"; readonly path: string; readonly why: "missing" | "too-long" };

/** The path of the file that the notes begin with, where the configuration names one. */
export function introPath(seen: Snapshot): string | undefined {
  const rule = configurationOf(seen)?.notes.intro;
  return typeof rule === "object" ? rule.file : undefined;
}

/**
 * The introduction: a file of the repository, or what people wrote above the generated part of the GitHub release
 * before, of the same kind; mostly empty.
 */
export function intro(seen: Snapshot): Intro {
  const path = introPath(seen);
  if (path === undefined) {
    return { is: "text", text: configurationOf(seen)?.notes.intro === "previous" ? before(seen) : "" };
  }
  const file = given(seen.introFile);
  if (file === undefined) {
    return { is: "left-out", path, why: "missing" };
  }
  const text = withoutMarks(filled(file, seen)).trim();
  return text.length > LONGEST ? { is: "left-out", path, why: "too-long" } : { is: "text", text };
}

function before(seen: Snapshot): string {
  const body = previousRelease(seen)?.body ?? "";
  const start = body.search(GENERATED);
  const text = (start === -1 ? "" : body.slice(0, start)).trim();
  return text.length > LONGEST ? "" : text;
}
