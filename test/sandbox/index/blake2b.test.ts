import { expect, it } from "vitest";
import { blake2b256 } from "../../../src/sandbox/index/blake2b.ts";

// Computed with Python's hashlib.blake2b(…, digest_size=32); the lengths lie around the block of 128 bytes.
it.each([
  [0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"],
  [128, "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"],
  [129, "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9"],
  [256, "582f782226018ec33076bd8d1c42413530ac7e1126260ffc0f306ba3befc3f24"],
  [1000, "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"],
])("digests %i bytes as BLAKE2b does", (length, digest) => {
  expect(blake2b256(Uint8Array.from({ length }, (_, index) => index % 251))).toBe(digest);
});
