import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The real history of a project as data, where it is at hand: see `INVOKEAI_DATA`, or beside the repository. */
const directory =
  process.env["INVOKEAI_DATA"] ?? path.resolve(import.meta.dirname, "../../../shared/data/invokeai");

export const dataIsHere = existsSync(path.join(directory, "tags.json"));

/** What is added to the name of a suite that needs the data, so that a skipped one says why. */
export const dataNote = dataIsHere ? "" : " (skipped: set INVOKEAI_DATA to the directory of tags.json)";

export type TagRecord = {
  readonly tag: string;
  readonly matches_v_glob: boolean;
  readonly pep440: string | null;
  readonly canonical: boolean;
  readonly is_prerelease: boolean | null;
  readonly is_postrelease: boolean | null;
  readonly is_devrelease: boolean | null;
  readonly local: string | null;
  readonly semver: boolean;
  readonly semver_prerelease: string | null;
  readonly version_file_value: string;
  readonly version_file_pep440: string | null;
  readonly check_version: string;
};

export type Vector = {
  readonly github_ref: string;
  readonly file_version: string;
  readonly result: string;
  readonly exit_code: number;
  readonly pretty: string | null;
  readonly is_prerelease: boolean | null;
};

export type RangeRecord = {
  readonly kind: "prev_any" | "prev_final";
  readonly base: string;
  readonly head: string;
};

/** The 404 tags with what Python's `packaging` and semver make of them; none when the data is not here. */
export const tagRecords = (): readonly TagRecord[] => read("tags.json", []);

/** What samuelcolvin/check-python-version answered. */
export const vectors = (): readonly Vector[] =>
  read<{ vectors: readonly Vector[] }>("check-version-vectors.json", { vectors: [] }).vectors;

/** The predecessor of each tag since v4, among finals and among all. */
export const rangeRecords = (): readonly RangeRecord[] => read("consecutive-ranges-v4plus.json", []);

function read<T>(file: string, absent: T): T {
  return dataIsHere ? JSON.parse(readFileSync(path.join(directory, file), "utf8")) : absent;
}
