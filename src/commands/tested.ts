import { configurationOf } from "../release/attempt.ts";
import { type Command, done, refused } from "./command.ts";
import { readRecord } from "./smoke-tests.ts";

/** `/tested <what> [ok|fail] [note]`: the record is read from the comment itself whenever it is needed. */
export const tested: Command = {
  name: "tested",
  usage: "/tested <what> [ok or fail] [note]",
  example: "/tested linux ok",
  who: "anyone",
  effect: "a smoke test record; everybody's is shown, a triager's counts",
  judge(said, { seen }) {
    const record = readRecord(said.words);
    if (record === undefined) {
      return refused({ is: "wrong-words", usage: tested.usage });
    }
    const tests = configurationOf(seen)?.smokeTests.require ?? [];
    return tests.length > 0 && !tests.includes(record.what)
      ? refused({ is: "unknown-test", said: record.what, tests })
      : done;
  },
};
