import { expect, it, vi } from "vitest";
import { together } from "../../src/store/together.ts";

type Turn = { go(): void; fail(): void };

/** Each time that something is done, it waits for its turn. */
function waiting() {
  const turns: Turn[] = [];
  const done: (readonly number[])[] = [];
  const ask = together<number>(async (begin) => {
    await new Promise<void>((resolve, reject) => {
      turns.push({ go: resolve, fail: () => reject(new Error("the disk is full")) });
    });
    done.push([...begin()]);
  });
  const turn = () => vi.waitUntil(() => turns.shift());
  return { ask, done, turn };
}

it("does together what is asked for before it begins, and then the rest", async () => {
  const { ask, done, turn } = waiting();
  const first = [ask(1), ask(2)];
  (await turn()).go();
  await Promise.all(first);
  const second = [ask(3), ask(4)];
  (await turn()).go();
  await Promise.all(second);
  expect(done).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

it("does not add to what has begun, even if it begins at once", async () => {
  const begun: number[][] = [];
  const ends: (() => void)[] = [];
  const ask = together<number>(async (begin) => {
    begun.push([...begin()]);
    await new Promise<void>((resolve) => ends.push(resolve));
  });
  const first = ask(1);
  await vi.waitFor(() => expect(begun).toEqual([[1]]));
  const second = ask(2);
  await vi.waitFor(() => expect(begun).toEqual([[1], [2]]));
  for (const end of ends) end();
  await Promise.all([first, second]);
});

it("tells everyone who asked when it fails, and goes on with who asks then", async () => {
  const { ask, done, turn } = waiting();
  const failing = Promise.allSettled([ask(1), ask(2)]);
  (await turn()).fail();
  expect((await failing).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const next = ask(3);
  (await turn()).go();
  await next;
  expect(done).toEqual([[3]]);
});
