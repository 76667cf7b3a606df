import { createHash } from "node:crypto";
import {
  type BuiltFile,
  canonicalVersion,
  coreMetadata,
  type DistributionSource,
  escapeName,
  moduleSource,
} from "./distribution.ts";
import { zip } from "./zip.ts";

const wheelFile = (tag: string) =>
  `Wheel-Version: 1.0\nGenerator: sandbox\nRoot-Is-Purelib: true\nTag: ${tag}\n`;

/**
 * A valid pure-Python wheel (PEP 427): a module, METADATA, WHEEL, and RECORD with the sha256 of each file.
 * The same source gives the same bytes. Throws for a version that PEP 440 does not know.
 */
export async function wheel(source: DistributionSource): Promise<BuiltFile> {
  const { tag = "py3-none-any" } = source;
  const stem = `${escapeName(source.name)}-${canonicalVersion(source.version)}`;
  const files = {
    [`${escapeName(source.name)}/__init__.py`]: moduleSource(source),
    ...source.files,
    [`${stem}.dist-info/METADATA`]: coreMetadata(source),
    [`${stem}.dist-info/WHEEL`]: wheelFile(tag),
  };
  const record = `${stem}.dist-info/RECORD`;
  const lines = Object.entries(files).map(([path, content]) => recordLine(path, Buffer.from(content)));
  return {
    filename: `${stem}-${tag}.whl`,
    bytes: await zip({ ...files, [record]: `${[...lines, `${record},,`].join("\n")}\n` }),
  };
}

/** RECORD is CSV: a path with a comma or a quote has to be quoted. The digest is base64url without padding. */
function recordLine(path: string, content: Uint8Array): string {
  const field = /[",]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
  return `${field},sha256=${createHash("sha256").update(content).digest("base64url")},${content.byteLength}`;
}
