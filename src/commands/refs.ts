import { type Fact, factAt, given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused } from "./command.ts";

/** A branch or a tag by its full name, with the commit that it leads to. */
export type FoundRef = { readonly ref: string; readonly commit: string };

const FULL = /^refs\/(?=heads\/|tags\/)/;

/** As much of a commit's number as Git takes for one. */
const COMMIT = /^[0-9a-f]{7,40}$/;

/** The branch or tag that was said, by its short or its full name; or why there is none, or not one. */
export function refSaid(seen: Snapshot, said: string): FoundRef | { readonly judgement: Judgement } {
  const names = FULL.test(said) ? [said.replace(FULL, "")] : [`heads/${said}`, `tags/${said}`];
  const missing = unlessAnswered(seen, names);
  if (missing !== undefined) {
    return { judgement: missing };
  }
  const found = names.flatMap((name) => {
    const commit = given(factAt(seen.refs, name))?.commit;
    return commit === undefined ? [] : [{ ref: `refs/${name}`, commit }];
  });
  const [first, second] = found;
  if (first === undefined) {
    return { judgement: refused({ is: isCommit(said) ? "bare-commit" : "no-such-ref", said }) };
  }
  return second === undefined ? first : { judgement: refused({ is: "ambiguous-ref", said }) };
}

/** The judgement while it is not known whether these branches and tags are there. */
export function unlessAnswered(seen: Snapshot, names: readonly string[]): Judgement | undefined {
  const facts = names.map((ref) => ({ ref, fact: factAt(seen.refs, ref) }));
  const open = facts.filter(({ fact }) => !isAnswered(fact));
  return open.length === 0 ? undefined : looking(open.flatMap(({ ref, fact }) => lookAt(ref, fact)));
}

function lookAt(ref: string, fact: Fact<unknown>): readonly Look[] {
  return fact.is === "unseen" ? [{ at: "ref", ref }] : [];
}

/** Whether a fact was looked for, and told. */
export function isAnswered(fact: Fact<unknown>): boolean {
  return fact.is === "seen" || fact.is === "absent";
}

/** Whether what was said could be the number of a commit. */
export function isCommit(said: string): boolean {
  return COMMIT.test(said);
}
