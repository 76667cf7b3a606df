import { expect, it } from "vitest";
import { packed, unpacked } from "../../src/github/packed.ts";

const VALUE = { list: Array.from({ length: 100 }, (_, id) => ({ id, name: `job ${id}` })) };

it("what is packed comes out as it was", () => {
  expect(unpacked(packed(VALUE))).toEqual(VALUE);
});

it("what is packed holds no more memory than its bytes", () => {
  const bytes = packed(VALUE);
  expect(bytes.length).toBeLessThan(JSON.stringify(VALUE).length / 2);
  expect(bytes.buffer.byteLength).toBe(bytes.length);
});
