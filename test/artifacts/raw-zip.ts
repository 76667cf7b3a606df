import { crc32, deflateRawSync } from "node:zlib";

/** One entry, with every field that can lie. What is left out tells the truth. */
export type RawEntry = {
  readonly name: string;
  readonly data?: string | Buffer;
  readonly method?: 0 | 8 | 12;
  readonly localName?: string;
  readonly flags?: number;
  readonly declaredSize?: number;
  readonly crc?: number;
  readonly attributes?: number;
};

const UTF8_NAMES = 0x0800;

/** A zip written field by field (APPNOTE 4.3), so that a test can make those that no library writes. */
export function rawZip(entries: readonly RawEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data ?? "");
    const packed = entry.method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES | (entry.flags ?? 0), 2);
    common.writeUInt16LE(entry.method ?? 0, 4);
    common.writeUInt32LE(entry.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.declaredSize ?? data.length, 18);

    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, localName, packed]);
    local.writeUInt16LE(localName.length, 26);
    locals.push(local);

    const head = Buffer.concat([
      Buffer.from("PK\u0001\u0002"),
      Buffer.from([20, 3]),
      common,
      Buffer.alloc(14),
    ]);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(entry.attributes ?? 0, 38);
    head.writeUInt32LE(offset, 42);
    centrals.push(head, name);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
