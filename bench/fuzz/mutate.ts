import type { Chance } from "./chance.ts";

/** Values at which sizes, counts and offsets tend to break. */
const EDGES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff] as const;

type Change = (bytes: Buffer, chance: Chance) => Buffer;

const CHANGES: readonly [Change, ...Change[]] = [
  (bytes, { upTo }) =>
    at(bytes, upTo, (copy, index) => copy.writeUInt8((copy[index] ?? 0) ^ (1 << upTo(8)), index)),
  (bytes, { upTo }) => at(bytes, upTo, (copy, index) => copy.writeUInt8(upTo(256), index)),
  (bytes, { upTo, oneOf }) => wide(bytes, upTo, oneOf([...EDGES])),
  (bytes, { upTo }) => bytes.subarray(0, upTo(bytes.length + 1)),
  (bytes, { upTo }) => {
    const from = upTo(bytes.length + 1);
    const part = bytes.subarray(from, from + upTo(200));
    const where = upTo(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, where), part, bytes.subarray(where)]);
  },
  (bytes, { upTo }) => {
    const from = upTo(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + upTo(64))]);
  },
  (bytes, { upTo, oneOf }) => {
    const where = upTo(bytes.length + 1);
    const word = oneOf([
      "../",
      "\0",
      "/",
      "\r\n",
      "\n\n",
      ": ",
      "@",
      "\ud83d\ude00",
      "\u202e",
      "9".repeat(40),
    ]);
    return Buffer.concat([bytes.subarray(0, where), Buffer.from(word), bytes.subarray(where)]);
  },
];

/** The bytes with one change or, in a third of all, up to six, of the kinds that parsers trip over. */
export function mutated(bytes: Uint8Array, chance: Chance): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  for (let changes = chance.upTo(3) === 0 ? 1 + chance.upTo(6) : 1; changes > 0; changes -= 1) {
    changed = chance.oneOf(CHANGES)(changed, chance);
  }
  return changed;
}

function at(bytes: Buffer, upTo: Chance["upTo"], write: (copy: Buffer, index: number) => void): Buffer {
  if (bytes.length > 0) {
    write(bytes, upTo(bytes.length));
  }
  return bytes;
}

function wide(bytes: Buffer, upTo: Chance["upTo"], value: number): Buffer {
  if (bytes.length >= 4) {
    bytes.writeUInt32LE(value, upTo(bytes.length - 3));
  }
  return bytes;
}
