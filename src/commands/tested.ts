import { configurationOf } from "../release/attempt.ts";
import { artifactsToOpen, expectedArtifacts, spareGates } from "../release/evidence.ts";
import type { Instant } from "../release/instant.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Command, done, refused, unlessSeen } from "./command.ts";
import { readRecord, triableSince } from "./smoke-tests.ts";

/** `/tested <what> [ok|fail] [note]`: the record is read from the comment itself whenever it is needed. */
export const tested: Command = {
  name: "tested",
  usage: "/tested <what> [ok or fail] [note]",
  example: "/tested linux ok",
  who: "anyone",
  effect: "a smoke test record; everybody's is shown, a triager's counts",
  judge(said, { seen }) {
    const unclear = unlessSeen(seen, "tag", "runs", "deployments", "pending", "artifacts");
    if (unclear !== undefined) {
      return unclear;
    }
    const record = readRecord(said.words);
    if (record === undefined) {
      return refused({ is: "wrong-words", usage: tested.usage });
    }
    const tests = configurationOf(seen)?.smokeTests.require ?? [];
    if (tests.length > 0 && !tests.includes(record.what)) {
      return refused({ is: "unknown-test", said: record.what, tests });
    }
    const why = whyNothingToTest(said.comment.createdAt, seen);
    return why === undefined ? done : refused({ is: "nothing-to-test", why });
  },
};

/** A record is about bytes that somebody can have tried. */
function whyNothingToTest(said: Instant, seen: Snapshot): string | undefined {
  const there = new Set(artifactsToOpen(seen).map(({ name }) => name));
  const needed = expectedArtifacts(seen).filter((name) => spareGates(seen, name).length === 0);
  if (needed.some((name) => !there.has(name))) {
    return "the run has not uploaded all of its artifacts";
  }
  return said < triableSince(seen) ? "what there is now was built afterwards" : undefined;
}
