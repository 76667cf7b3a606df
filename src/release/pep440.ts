/** How far along a pre-release is, in the order in which they sort. */
const PRE_LABELS = ["a", "b", "rc"] as const;
type PreLabel = (typeof PRE_LABELS)[number];

/**
 * A version taken apart. Numbers are decimal texts without leading zeros: time stamps and hashes used as
 * numbers outgrow what a JavaScript number holds exactly.
 */
export type Pep440 = {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: { readonly label: PreLabel; readonly number: string } | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  /** Empty when the version is a public one. */
  readonly local: readonly string[];
};

/** PEP 440, appendix B: the pattern that `packaging` uses, in JavaScript's words. */
const SHAPE = new RegExp(
  [
    "^v?",
    "(?:(?<epoch>[0-9]+)!)?",
    "(?<release>[0-9]+(?:\\.[0-9]+)*)",
    "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>[0-9]+)?)?",
    "(?:-(?<bare>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]+)?)?",
    "(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]+)?)?",
    "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$",
  ].join(""),
  "i",
);

/**
 * Takes a version apart as Python's `packaging` does: white space around it, a leading `v`, case and the
 * alternative spellings of PEP 440 are accepted. Undefined when it is no version.
 * Source: https://packaging.python.org/en/latest/specifications/version-specifiers/
 */
export function parsePep440(text: string): Pep440 | undefined {
  const groups = SHAPE.exec(text.trim())?.groups;
  const release = groups?.["release"];
  if (!groups || release === undefined) {
    return undefined;
  }
  const pre = groups["pre"];
  return {
    epoch: number(groups["epoch"]),
    release: release.split(".").map(number),
    pre: pre === undefined ? undefined : { label: preLabel(pre), number: number(groups["preNumber"]) },
    post: groups["bare"] === undefined && groups["post"] === undefined ? undefined : postNumber(groups),
    dev: groups["dev"] === undefined ? undefined : number(groups["devNumber"]),
    local: groups["local"]?.toLowerCase().split(/[-_.]/).map(localPart) ?? [],
  };
}

/** The canonical text: `6.14.0-RC1` → `6.14.0rc1`, `4.2.0-1` → `4.2.0.post1`. Trailing zeros are kept. */
export function formatPep440(version: Pep440): string {
  const { epoch, release, pre, post, dev, local } = version;
  return [
    epoch === "0" ? "" : `${epoch}!`,
    release.join("."),
    pre ? `${pre.label}${pre.number}` : "",
    post === undefined ? "" : `.post${post}`,
    dev === undefined ? "" : `.dev${dev}`,
    local.length === 0 ? "" : `+${local.join(".")}`,
  ].join("");
}

/** One text for all spellings of a version, its local versions included: `1.0.0+cu121` → `1`. Undefined when it is none. */
export function publicVersion(text: string): string | undefined {
  const parts = parsePep440(text);
  if (parts === undefined) {
    return undefined;
  }
  const release = [parts.release.join(".").replace(/(?:\.0)+$/, "")];
  return formatPep440({ ...parts, release, local: [] });
}

/**
 * The order of PEP 440: `.dev` < `a` < `b` < `rc` < final < `+local` < `.post`, within one release number;
 * `1.0` and `1.0.0` are equal. Negative when `a` is lower, positive when it is higher, 0 when they are equal.
 */
export function comparePep440(a: Pep440, b: Pep440): number {
  return (
    compareNumbers(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    preRank(a) - preRank(b) ||
    compareNumbers(a.pre?.number ?? "0", b.pre?.number ?? "0") ||
    compareOptional(a.post, b.post, "absent is lower") ||
    compareOptional(a.dev, b.dev, "absent is higher") ||
    compareLocals(a.local, b.local)
  );
}

function number(digits: string | undefined): string {
  return (digits ?? "").replace(/^0+/, "") || "0";
}

function preLabel(word: string): PreLabel {
  const letter = word.charAt(0).toLowerCase();
  return letter === "a" || letter === "b" ? letter : "rc";
}

/** `1.0-1` is a post release, too. */
function postNumber(groups: { readonly [name: string]: string | undefined }): string {
  return number(groups["bare"] ?? groups["postNumber"]);
}

function localPart(part: string): string {
  return isDigits(part) ? number(part) : part;
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = compareNumbers(a[at] ?? "0", b[at] ?? "0");
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

/** A development release of the final itself (`1.0.dev1`) comes before its alphas. */
function preRank(version: Pep440): number {
  if (version.pre) {
    return PRE_LABELS.indexOf(version.pre.label);
  }
  const beforeAll = version.dev !== undefined && version.post === undefined;
  return beforeAll ? -1 : PRE_LABELS.length;
}

function compareOptional(
  a: string | undefined,
  b: string | undefined,
  rule: "absent is lower" | "absent is higher",
): number {
  if (a !== undefined && b !== undefined) {
    return compareNumbers(a, b);
  }
  const order = Number(a !== undefined) - Number(b !== undefined);
  return rule === "absent is lower" ? order : -order;
}

function compareLocals(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const order = compareLocalParts(a[at] ?? "", b[at] ?? "");
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

/** Numbers sort above words. */
function compareLocalParts(a: string, b: string): number {
  if (isDigits(a) && isDigits(b)) {
    return compareNumbers(a, b);
  }
  return Number(isDigits(a)) - Number(isDigits(b)) || compareTexts(a, b);
}
