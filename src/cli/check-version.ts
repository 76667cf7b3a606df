import { Command, Option } from "commander";
import { checkVersion, type VersionCheck } from "../release/check-version.ts";
import type { Scheme } from "../release/version.ts";
import { schemeOfFile, whyNoVersion } from "../release/version-file.ts";
import { type FileRead, findVersionFile, readVersionFile } from "./find-version-file.ts";
import { systemCode } from "./system-code.ts";

type Options = {
  readonly ref?: string;
  readonly file?: string;
  readonly scheme?: Scheme;
  readonly json?: boolean;
};

/** Exit codes: 0 the versions match, 1 they do not, 2 there was nothing to compare. */
type Verdict = {
  readonly exit: 0 | 1 | 2;
  readonly message: string;
  readonly result: VersionCheck["is"] | "no-ref" | "no-file";
  readonly ref?: string;
  readonly file?: string;
  readonly scheme?: Scheme;
  readonly refVersion?: string;
  readonly fileVersion?: string;
  readonly prerelease?: boolean;
};

/** `release-conductor check-version`: whether the tag is the version in the repository's version file. */
export function checkVersionCommand(): Command {
  return new Command("check-version")
    .description("check that a tag is the version in the repository's version file")
    .option("--ref <ref>", "the tag, or its full ref (default: $GITHUB_REF)")
    .option("--file <path>", "the version file (default: found in the working directory)")
    .addOption(
      new Option("--scheme <scheme>", "how to read versions (default: by the kind of file)").choices([
        "pep440",
        "semver",
      ]),
    )
    .option("--json", "print the result as one JSON object")
    .addHelpText("after", "\nExit codes: 0 match, 1 mismatch, 2 wrong use or not a version")
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (options: Options) => {
      const verdict = await judge(options, process.cwd());
      print(verdict, options.json ?? false);
      process.exitCode = verdict.exit;
    });
}

export const NO_TAG = "No tag to check: name one with --ref v1.2.3, or run where GITHUB_REF is set.";
export const NO_VERSION_FILE = "No version file was found here";

async function judge(options: Options, directory: string): Promise<Verdict> {
  // An empty variable is how a shell passes on none.
  const ref = options.ref || process.env["GITHUB_REF"];
  if (!ref) {
    return { exit: 2, result: "no-ref", message: NO_TAG };
  }
  try {
    const read = options.file
      ? await readVersionFile(directory, options.file)
      : await findVersionFile(directory);
    return read ? compare(ref, read, options.scheme) : noFile(ref, NO_VERSION_FILE);
  } catch (error) {
    return noFile(ref, whyUnread(options.file, systemCode(error)));
  }
}

/** What a tag and a version file say to each other. */
export function compare(ref: string, read: FileRead, asked: Scheme | undefined): Verdict {
  const { path, says } = read;
  if (says.is !== "found") {
    return { ...noFile(ref, `${path} ${whyNoVersion(says)}`), file: path };
  }
  const scheme = asked ?? schemeOfFile(path);
  const check = checkVersion(ref, says.version, scheme);
  const compared = { ref, file: path, scheme, fileVersion: says.version };
  switch (check.is) {
    case "match":
    case "mismatch": {
      const versions = { refVersion: check.ref.canonical, prerelease: check.ref.prerelease };
      const exit = check.is === "match" ? 0 : 1;
      return { exit, result: check.is, message: answer(check, compared), ...compared, ...versions };
    }
    case "invalid-ref":
    case "invalid-file":
      return { exit: 2, result: check.is, message: answer(check, compared), ...compared };
  }
}

function answer(
  check: VersionCheck,
  seen: { ref: string; file: string; scheme: Scheme; fileVersion: string },
) {
  const { ref, file, fileVersion } = seen;
  const rules = seen.scheme === "pep440" ? "PEP 440" : "semver";
  switch (check.is) {
    case "match": {
      const local = check.ref.local ? " It is a local version, which package indexes refuse." : "";
      return `${ref} is version ${check.ref.canonical}, as ${file} says.${local}`;
    }
    case "mismatch":
      return (
        `${ref} is version ${check.ref.canonical}, but ${file} says ${fileVersion}: ` +
        `set the version in ${file} to ${check.ref.canonical} and tag that commit, or tag as v${check.file.canonical}.`
      );
    case "invalid-ref":
      return /^refs\/(?!tags\/)/.test(ref)
        ? `${ref} is not a tag: run this for a tag, or name one with --ref v${check.file.canonical}.`
        : `${ref} is not a version (${rules}), while ${file} says ${fileVersion}: tag as v${check.file.canonical}.`;
    case "invalid-file":
      return `${file} says ${fileVersion}, which is not a version (${rules}): correct it, or choose another --scheme.`;
  }
}

export function whyUnread(file: string | undefined, code: string): string {
  return `${file ?? "The working directory"} cannot be read (${code})`;
}

/** There is nothing to compare a tag with. */
export function noFile(ref: string, what: string): Verdict {
  const message = `${what}: name the file that holds the version with --file <path>.`;
  return { exit: 2, result: "no-file", message, ref };
}

function print(verdict: Verdict, asJson: boolean): void {
  if (asJson) {
    const { exit, ...result } = verdict;
    console.log(JSON.stringify(result));
  } else if (verdict.exit === 2) {
    console.error(verdict.message);
  } else {
    console.log(verdict.message);
  }
}
