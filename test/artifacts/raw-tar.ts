/** One entry of a tar, with every field that can lie. What is left out is an honest file. */
export type RawTarEntry = {
  readonly name: string;
  readonly data?: string | Buffer;
  /** The type flag (POSIX.1-1988): "0" file, "1" hard link, "2" symbolic link, "3" device, "5" folder, "x" pax. */
  readonly type?: string;
  readonly link?: string;
  readonly declaredSize?: number;
  readonly checksum?: number;
};

const BLOCK = 512;

/** A tar written field by field, so that a test can make those that no program writes. */
export function rawTar(entries: readonly RawTarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(2 * BLOCK)]);
}

function blocksOf({ name, data = "", type = "0", link = "", declaredSize, checksum }: RawTarEntry): Buffer[] {
  const bytes = Buffer.from(data);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write("0000644\0", 100);
  header.write(`${(declaredSize ?? bytes.length).toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write(" ".repeat(8), 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write("ustar\u000000", 257);
  const sum = checksum ?? header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}
