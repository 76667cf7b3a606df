import { gzipSync } from "node:zlib";
import {
  type BuiltFile,
  canonicalVersion,
  coreMetadata,
  type DistributionSource,
  escapeName,
  moduleSource,
} from "./distribution.ts";
import { tar } from "./tar.ts";

/** Where a gzip header names the operating system (RFC 1952 §2.3); 255 is "unknown". */
const OPERATING_SYSTEM = 9;

/**
 * A source distribution (PEP 625): a .tar.gz with one folder, PKG-INFO, pyproject.toml and a module. The same
 * source gives the same bytes. Throws for a version that PEP 440 does not know.
 */
export function sdist(source: DistributionSource): BuiltFile {
  const stem = `${escapeName(source.name)}-${canonicalVersion(source.version)}`;
  const files = {
    "PKG-INFO": coreMetadata(source),
    "pyproject.toml": pyproject(source),
    [`src/${escapeName(source.name)}/__init__.py`]: moduleSource(source),
    ...source.files,
  };
  const inFolder = Object.entries(files).map(([path, content]) => [`${stem}/${path}`, content] as const);
  const bytes = gzipSync(tar(Object.fromEntries(inFolder)));
  bytes[OPERATING_SYSTEM] = 255; // zlib writes the machine's
  return { filename: `${stem}.tar.gz`, bytes };
}

function pyproject({ name, version }: DistributionSource): string {
  return [
    "[build-system]",
    'requires = ["setuptools"]',
    'build-backend = "setuptools.build_meta"',
    "",
    "[project]",
    `name = ${JSON.stringify(name)}`,
    `version = ${JSON.stringify(canonicalVersion(version))}`,
    "",
  ].join("\n");
}
