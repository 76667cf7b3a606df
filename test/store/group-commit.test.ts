import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Commit, groupCommit } from "../../src/store/group-commit.ts";

type Log = string[];

/** A transaction that writes down what happens, and fails as told. */
function transactions(log: Log, failing: { commit?: Error } = {}): Commit<Log> {
  return async (work) => {
    log.push("begin");
    const result = await work(log);
    await nextTurn();
    if (failing.commit) throw failing.commit;
    log.push("commit");
    return result;
  };
}

const note = (text: string) => async (log: Log) => {
  log.push(text);
  return text;
};

describe("groupCommit", () => {
  it("commits together what came in one turn, and tells each its result only then", async () => {
    const log: Log = [];
    const commit = groupCommit(transactions(log));
    const told = ["a", "b"].map(async (text) => log.push(`told ${await commit(note(text))}`));
    await Promise.all(told);
    expect(log).toEqual(["begin", "a", "b", "commit", "told a", "told b"]);
  });

  it("commits what comes during a commit in the next one", async () => {
    const log: Log = [];
    const commit = groupCommit(transactions(log));
    let second: Promise<unknown> = Promise.resolve();
    const first = commit(async (inner) => {
      second = commit(note("later"));
      inner.push("first");
    });
    await first;
    await second;
    expect(log).toEqual(["begin", "first", "commit", "begin", "later", "commit"]);
  });

  it("rejects all of a group when its commit fails, and goes on with the next", async () => {
    const failing: { commit?: Error } = { commit: new Error("the disk is full") };
    const commit = groupCommit(transactions([], failing));
    const results = await Promise.allSettled([commit(note("a")), commit(note("b"))]);
    expect(results).toMatchObject([{ reason: failing.commit }, { reason: failing.commit }]);
    delete failing.commit;
    await expect(commit(note("c"))).resolves.toBe("c");
  });

  it("bounds a group, so that a commit stays short", async () => {
    const log: Log = [];
    const commit = groupCommit(transactions(log));
    await Promise.all(Array.from({ length: 300 }, (_, number) => commit(note(String(number)))));
    expect(log.filter((line) => line === "commit")).toHaveLength(2);
  });
});
