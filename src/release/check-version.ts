import { versionOfTag } from "./tag-name.ts";
import type { TagPatterns } from "./tag-pattern.ts";
import { parseVersion, type Scheme, sameVersion, type Version } from "./version.ts";

/** What came of comparing a tag with the version file; each side as a version, or as the text that is none. */
export type VersionCheck =
  | { readonly is: "match" | "mismatch"; readonly ref: Version; readonly file: Version }
  | { readonly is: "invalid-ref"; readonly ref: string; readonly file: Version }
  | { readonly is: "invalid-file"; readonly ref: string; readonly file: string };

/**
 * Whether a tag is the version that the file says, compared as versions, not as texts (`v4.2` is `4.2.0`).
 * `ref` is a tag's name or full ref; a ref outside `refs/tags/` is invalid even when its last part looks like
 * a version. A bad file is reported before a bad ref, as samuelcolvin/check-python-version does.
 */
export function checkVersion(
  ref: string,
  fileVersion: string,
  scheme: Scheme,
  patterns: TagPatterns = "v*",
): VersionCheck {
  const file = parseVersion(fileVersion, scheme);
  if (!file) {
    return { is: "invalid-file", ref, file: fileVersion };
  }
  const tagged = versionOfTag(ref.replace(/^refs\/tags\//, ""), patterns, scheme);
  if (!tagged) {
    return { is: "invalid-ref", ref, file };
  }
  return { is: sameVersion(tagged, file) ? "match" : "mismatch", ref: tagged, file };
}
