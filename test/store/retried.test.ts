import { describe, expect, it } from "vitest";
import { retried } from "../../src/store/retried.ts";

function failing(code: string, times: number) {
  let tries = 0;
  return {
    transaction: async () => {
      tries += 1;
      if (tries <= times) throw Object.assign(new Error("no"), { code });
      return "done";
    },
    tries: () => tries,
  };
}

describe("a transaction that the database gave up because of another one", () => {
  it.each(["40001", "40P01"])("is done again: %s", async (code) => {
    const { transaction, tries } = failing(code, 4);
    expect(await retried(transaction)).toBe("done");
    expect(tries()).toBe(5);
  });

  it("is given up after five times", async () => {
    const { transaction, tries } = failing("40P01", 5);
    await expect(retried(transaction)).rejects.toMatchObject({ code: "40P01" });
    expect(tries()).toBe(5);
  });

  it("is not done again for any other cause", async () => {
    const { transaction, tries } = failing("53100", 1);
    await expect(retried(transaction)).rejects.toMatchObject({ code: "53100" });
    expect(tries()).toBe(1);
  });
});
