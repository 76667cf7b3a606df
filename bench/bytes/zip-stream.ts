import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

const BLOCK = 1024 ** 2;

/** The bytes of a file of any size: blocks that differ from each other, and can be made again. */
function* generated(size: number): Generator<Buffer> {
  const pattern = Buffer.alloc(BLOCK);
  for (let at = 0, state = 1; at < BLOCK; at += 4) {
    state = Math.imul(state, 0x41c64e6d) + 12_345;
    pattern.writeInt32LE(state | 0, at);
  }
  for (let at = 0; at < size; at += BLOCK) {
    const block = Buffer.from(pattern.subarray(0, Math.min(BLOCK, size - at)));
    block.writeUInt32LE(at / BLOCK, 0);
    yield block;
  }
}

/** A file whose bytes are made anew each time they are read. */
type Made = { readonly name: string; readonly size: number; readonly bytes: () => Iterable<Buffer> };

/** A zip of so many bytes and a few more, with one file in it. */
export function installer(name: string, size: number): Made {
  const inner: Made = { name: "models.bin", size, bytes: () => generated(size) };
  return { name, size: zipSize(inner), bytes: () => zipOf(inner) };
}

/** The sha256 of a file. */
export function digestOf({ bytes }: Made): string {
  const hash = createHash("sha256");
  for (const block of bytes()) hash.update(block);
  return hash.digest("hex");
}

const HAS_DESCRIPTOR = 0x0008;

/** Bytes of that zip: name and headers twice, a descriptor and the end (APPNOTE 4.3). */
function zipSize({ name, size }: Made): number {
  return 30 + name.length + size + 16 + 46 + name.length + 22;
}

/** A zip with one file, stored as it is; sizes and checksum follow it (APPNOTE 4.3.9). */
export function* zipOf({ name, size, bytes }: Made): Generator<Buffer> {
  const local = Buffer.alloc(30 + name.length);
  local.write("PK\u0003\u0004");
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(HAS_DESCRIPTOR, 6);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  yield local;
  let crc = 0;
  for (const block of bytes()) {
    crc = crc32(block, crc);
    yield block;
  }
  const sums = Buffer.alloc(12);
  sums.writeUInt32LE(crc, 0);
  sums.writeUInt32LE(size, 4);
  sums.writeUInt32LE(size, 8);
  yield Buffer.concat([Buffer.from("PK\u0007\u0008"), sums]);
  const central = Buffer.alloc(46 + name.length);
  central.write("PK\u0001\u0002");
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(HAS_DESCRIPTOR, 8);
  sums.copy(central, 16);
  central.writeUInt16LE(name.length, 28);
  central.write(name, 46);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length + size + 16, 16);
  yield Buffer.concat([central, end]);
}
