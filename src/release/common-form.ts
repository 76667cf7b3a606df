import { parseVersion, type Version } from "./version.ts";

/**
 * The version in a form that PEP 440 and semver both read: `5.0.0-rc.1` for 5.0.0rc1, `1.2.0` for 1.2. Undefined where
 * there is none: semver knows no post releases, epochs or fourth numbers, and PEP 440 only its own kinds of pre-release.
 */
export function commonForm(version: Version): string | undefined {
  if (version.scheme === "semver") {
    return parseVersion(version.canonical, "pep440") === undefined ? undefined : version.canonical;
  }
  const { epoch, release, pre, post, dev, local } = version.parts;
  if (epoch !== "0" || release.length > 3 || post !== undefined || local.length > 0) {
    return undefined;
  }
  const [major = "0", minor = "0", patch = "0"] = release;
  const kinds = [
    ...(pre === undefined ? [] : [`${pre.label}.${pre.number}`]),
    ...(dev === undefined ? [] : [`dev.${dev}`]),
  ];
  const text = [`${major}.${minor}.${patch}`, ...(kinds.length === 0 ? [] : [kinds.join(".")])].join("-");
  return parseVersion(text, "semver") === undefined ? undefined : text;
}
