const BLOCK = 128;
const MASK = 0xffff_ffff_ffff_ffffn;

const IV = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
] as const;

/** Which word of the block each step of a round takes, in hexadecimal; twelve rounds, the last two as the first. */
const SIGMA = [
  "0123456789abcdef",
  "ea489fd61c02b753",
  "b8c052fdae367194",
  "7931dcbe265a40f8",
  "905724afe1bc683d",
  "2c6a0b834d75fe19",
  "c51fed4a0763928b",
  "db7ec13950f4862a",
  "6fe9b308c2d714a5",
  "a2847615fb9e3cd0",
  "0123456789abcdef",
  "ea489fd61c02b753",
] as const;

/** The words a step mixes: first the columns of the four by four state, then its diagonals. */
const STEPS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * BLAKE2b with a digest of 32 bytes, in hexadecimal (RFC 7693). PyPI names files by it, and Node's crypto offers
 * only the 64-byte digest, which is not a longer form of this one.
 */
export function blake2b256(bytes: Uint8Array): string {
  const state = words(8);
  IV.forEach((word, index) => {
    put(state, index, word);
  });
  put(state, 0, at(state, 0) ^ 0x0101_0020n); // no key, fan-out and depth 1, 32 bytes
  const blocks = Math.max(1, Math.ceil(bytes.byteLength / BLOCK));
  for (let block = 0; block < blocks; block += 1) {
    const end = Math.min((block + 1) * BLOCK, bytes.byteLength);
    const message = new Uint8Array(BLOCK);
    message.set(bytes.subarray(block * BLOCK, end));
    compress(state, new DataView(message.buffer), { end: BigInt(end), last: block === blocks - 1 });
  }
  return Buffer.from(state.buffer, 0, 32).toString("hex");
}

function compress(state: DataView, message: DataView, { end, last }: { end: bigint; last: boolean }): void {
  const work = words(16);
  IV.forEach((word, index) => {
    put(work, index, at(state, index));
    put(work, index + 8, word);
  });
  put(work, 12, at(work, 12) ^ end);
  if (last) put(work, 14, at(work, 14) ^ MASK);
  for (const order of SIGMA) {
    STEPS.forEach((step, index) => {
      const [first, second] = [order.charAt(2 * index), order.charAt(2 * index + 1)];
      mix(work, step, at(message, Number.parseInt(first, 16)), at(message, Number.parseInt(second, 16)));
    });
  }
  for (let index = 0; index < 8; index += 1) {
    put(state, index, at(state, index) ^ at(work, index) ^ at(work, index + 8));
  }
}

function mix(work: DataView, [a, b, c, d]: (typeof STEPS)[number], first: bigint, second: bigint): void {
  put(work, a, at(work, a) + at(work, b) + first);
  put(work, d, rotate(at(work, d) ^ at(work, a), 32n));
  put(work, c, at(work, c) + at(work, d));
  put(work, b, rotate(at(work, b) ^ at(work, c), 24n));
  put(work, a, at(work, a) + at(work, b) + second);
  put(work, d, rotate(at(work, d) ^ at(work, a), 16n));
  put(work, c, at(work, c) + at(work, d));
  put(work, b, rotate(at(work, b) ^ at(work, c), 63n));
}

const words = (count: number) => new DataView(new ArrayBuffer(8 * count));
const at = (view: DataView, index: number) => view.getBigUint64(8 * index, true);
const put = (view: DataView, index: number, word: bigint) => view.setBigUint64(8 * index, word & MASK, true);
const rotate = (word: bigint, by: bigint) => (word >> by) | (word << (64n - by));
