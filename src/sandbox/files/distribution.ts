import { clean } from "@renovatebot/pep440";

/** What a Python distribution is made from. */
export interface DistributionSource {
  readonly name: string;
  /** Any spelling PEP 440 accepts; the file carries the canonical one. */
  readonly version: string;
  /** Requires-Python, such as ">=3.11". */
  readonly requiresPython?: string;
  /** Requires-Dist lines, PEP 508. */
  readonly requires?: readonly string[];
  /** More lines of metadata: `Classifier: …`. */
  readonly metadata?: readonly string[];
  /** More files, by their path inside the distribution. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** What a wheel is for; `py3-none-any` unless given. */
  readonly tag?: string;
  /** Two builds of one version differ in bytes when their seeds differ. */
  readonly seed?: string;
}

export interface BuiltFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** The name as file names carry it: runs of `-`, `_` and `.` become one `_`, lower case (PEP 427 and PEP 625). */
export function escapeName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "_").toLowerCase();
}

/** The canonical spelling of a version (PEP 440); throws for text that is no version. */
export function canonicalVersion(version: string): string {
  const canonical = clean(version);
  if (canonical === null) throw new Error(`"${version}" is no version in the sense of PEP 440`);
  // The library joins the parts of a local version with commas.
  return canonical.replaceAll(",", ".");
}

/** The core metadata of a distribution (METADATA in wheels, PKG-INFO in sdists), in the form of an e-mail header. */
export function coreMetadata(source: DistributionSource): string {
  const { name, version, requiresPython, requires = [], metadata = [] } = source;
  const lines = ["Metadata-Version: 2.2", `Name: ${name}`, `Version: ${canonicalVersion(version)}`];
  if (requiresPython !== undefined) lines.push(`Requires-Python: ${requiresPython}`);
  lines.push(...requires.map((requirement) => `Requires-Dist: ${requirement}`));
  lines.push(...metadata);
  return `${lines.join("\n")}\n`;
}

/** The one Python module of a distribution without files of its own; this is where the seed goes. */
export function moduleSource({ version, seed = "" }: DistributionSource): string {
  return `__version__ = ${JSON.stringify(canonicalVersion(version))}\nBUILD = ${JSON.stringify(seed)}\n`;
}
