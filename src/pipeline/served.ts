import type { Gate } from "../release/configuration.ts";
import { artifactsOfGate, type BuiltFile, sameBytes } from "../release/evidence.ts";
import { given } from "../release/fact.ts";
import type { Problem } from "../release/problem.ts";
import { samePythonRange } from "../release/python-range.ts";
import type { IndexRelease, Snapshot } from "../release/snapshot.ts";

/** What was built, and what an index serves of it. */
export type Comparison = {
  readonly gate: Gate;
  readonly index: string;
  readonly version: string;
  readonly built: readonly BuiltFile[];
  readonly served: readonly IndexRelease[];
};

/** What no patience mends: other bytes, files that nobody built, and files that can't be compared. */
export function breakIn(seen: Snapshot, comparison: Comparison): Problem | undefined {
  const { index, gate } = comparison;
  const differing = otherBytes(comparison);
  if (differing.length > 0) {
    return { is: "index-other-bytes", index, files: differing };
  }
  const extra = extraFiles(seen, comparison);
  if (extra.length > 0) {
    return { is: "index-extra-files", index, environment: gate.name, files: extra };
  }
  const undigested = comparison.served.flatMap((release) => release.undigested ?? []);
  return undigested.length === 0 || comparison.built.length === 0
    ? undefined
    : { is: "index-without-digests", index, files: undigested };
}

function otherBytes({ built, served }: Comparison) {
  const files = served.flatMap((release) => release.files);
  return built.flatMap((file) => {
    const there = files.find((one) => one.filename === file.filename);
    return there === undefined || sameBytes(file, there)
      ? []
      : [{ filename: file.filename, built: file.sha256, served: there.sha256 }];
  });
}

/** Nothing is extra where nothing was built to compare with, or not everything that was built could be read. */
function extraFiles(seen: Snapshot, { gate, built, served }: Comparison): readonly string[] {
  if (built.length === 0 || !isWhollyRead(seen, gate)) {
    return [];
  }
  const known = new Set(built.map((file) => file.filename));
  return served
    .flatMap(({ files, undigested = [] }) => [...files.map((file) => file.filename), ...undigested])
    .filter((filename) => !known.has(filename));
}

function isWhollyRead(seen: Snapshot, gate: Gate): boolean {
  const read = new Set((given(seen.contents) ?? []).flatMap((one) => (one.is === "read" ? [one.id] : [])));
  return artifactsOfGate(seen, gate).every((artifact) => read.has(artifact.id));
}

/** Names of the built files that the index does not serve. */
export function missingFiles({ built, served }: Comparison): readonly string[] {
  const there = new Set(served.flatMap((release) => release.files.map((file) => file.filename)));
  return built.map((file) => file.filename).filter((filename) => !there.has(filename));
}

/** PyPI yanks whole versions, the simple index tells it file by file (PEP 592). */
export function withdrawal({ index, version, served }: Comparison): Problem | undefined {
  const files = served.flatMap((release) => release.files);
  const yanked = files.filter((file) => file.yanked !== false);
  if (yanked.length === 0) {
    return undefined;
  }
  const reason = yanked.map((file) => file.yanked).find((one) => typeof one === "string" && one !== "");
  return {
    is: "index-yanked",
    index,
    version,
    ...(yanked.length === files.length ? {} : { files: yanked.map((file) => file.filename) }),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

/** What a built file says of the Pythons it is for: undefined where it can't be told, empty where it says nothing. */
export type Declared = (file: BuiltFile) => string | undefined;

/** Installers choose by what the index says before they see the file: it should be what the file says. */
export function unlikeRanges({ index, built, served }: Comparison, declared: Declared): readonly Problem[] {
  const files = served.flatMap((release) => release.files);
  const unlike = built.flatMap((file) => {
    const said = declared(file);
    const there = files.find((one) => one.filename === file.filename);
    return said === undefined || there === undefined || samePythonRange(said, there.requiresPython)
      ? []
      : [{ filename: file.filename, built: said, served: there.requiresPython ?? "" }];
  });
  return unlike.length === 0 ? [] : [{ is: "index-requires-python", index, files: unlike }];
}
