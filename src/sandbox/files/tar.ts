const BLOCK = 512;

/**
 * A ustar archive (POSIX.1-1988) of the files, in the given order, with one fixed time and no owner.
 * Throws for a path over 100 bytes: the prefix field that would hold longer ones is not written.
 */
export function tar(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([path, content]) => {
    const bytes = Buffer.from(content);
    return [
      header(path, bytes.byteLength),
      bytes,
      Buffer.alloc((BLOCK - (bytes.byteLength % BLOCK)) % BLOCK),
    ];
  });
  // Two empty blocks end an archive.
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > 100)
    throw new Error(`"${path}" is over the 100 bytes a tar header holds; shorten it`);
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write("0000644\0", 100); // mode
  block.write("0000000\0", 108); // owner
  block.write("0000000\0", 116); // group
  block.write(`${octal(size, 11)}\0`, 124);
  block.write(`${octal(0, 11)}\0`, 136); // modified, seconds since 1970
  block.write(" ".repeat(8), 148); // the checksum counts its own field as blanks
  block.write("0", 156); // an ordinary file
  block.write("ustar\x0000", 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** The files of a ustar archive that `tar` has made, in their order. */
export function readTar(archive: Uint8Array): { readonly path: string; readonly bytes: Uint8Array }[] {
  const files = [];
  for (let at = 0; (archive[at] ?? 0) !== 0; ) {
    const text = (from: number, length: number) =>
      Buffer.from(archive.subarray(at + from, at + from + length))
        .toString()
        .split("\0", 1)[0] ?? "";
    const size = Number.parseInt(text(124, 12), 8);
    files.push({ path: text(0, 100), bytes: archive.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
