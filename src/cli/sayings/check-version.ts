import type { FileVersion } from "../../release/version-file.ts";
import { type Saying, said } from "../../replies/saying.ts";
import { compare, NO_TAG, NO_VERSION_FILE, noFile, whyUnread } from "../check-version.ts";

const FILE = "pyproject.toml";

const COMPARED: Readonly<Record<string, readonly [ref: string, version: string]>> = {
  "the same": ["v5.0.0", "5.0.0"],
  "the same, and local": ["v5.0.0+cpu", "5.0.0+cpu"],
  "not the same": ["v5.0.0", "5.0.0rc1"],
  "a branch": ["refs/heads/main", "5.0.0"],
  "no version in the tag": ["latest", "5.0.0"],
  "no version in the file": ["v5.0.0", "five"],
};

const WITHOUT: {
  readonly [Is in Exclude<FileVersion["is"], "found">]: Extract<FileVersion, { readonly is: Is }>;
} = {
  computed: { is: "computed", at: "project.dynamic" },
  inherited: { is: "inherited", at: "version.workspace" },
  missing: { is: "missing", at: "project.version" },
  malformed: { is: "malformed", at: "line 3" },
};

/** What `check-version` answers. */
export function checkVersionSayings(): readonly Saying[] {
  return [
    ...said("check-version:", COMPARED, ([ref, version]) => {
      return compare(ref, { path: FILE, says: { is: "found", version, at: "project.version" } }, undefined)
        .message;
    }),
    {
      where: "check-version: no version in the file (semver)",
      text: compare(
        "v5.0.0",
        { path: "package.json", says: { is: "found", version: "five", at: "version" } },
        undefined,
      ).message,
    },
    ...said("check-version: a file whose version is", WITHOUT, (says) => {
      return compare("v5.0.0", { path: FILE, says }, undefined).message;
    }),
    { where: "check-version: no tag", text: NO_TAG },
    { where: "check-version: no file", text: noFile("v5.0.0", NO_VERSION_FILE).message },
    { where: "check-version: an unreadable file", text: noFile("v5.0.0", whyUnread(FILE, "EACCES")).message },
    {
      where: "check-version: an unreadable folder",
      text: noFile("v5.0.0", whyUnread(undefined, "EACCES")).message,
    },
  ];
}
