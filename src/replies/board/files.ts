import { releaseRun } from "../../release/attempt.ts";
import type { Gate } from "../../release/configuration.ts";
import {
  type BuiltFile,
  builtFiles,
  comparedDigests,
  packagesOf,
  sameBytes,
  servedAs,
} from "../../release/evidence.ts";
import { factAt, given } from "../../release/fact.ts";
import { gateState, gatesOf } from "../../release/gate.ts";
import type { ArchiveFile, Snapshot } from "../../release/snapshot.ts";
import { asCode, asCodeBlock, asLink } from "../safe.ts";
import { shortDigest, size, withdrawn } from "../words.ts";
import { atMost, folded, section, table } from "./markup.ts";

const MOST_FILES = 60;

/** What the run uploaded, each as a link to download it. */
export function artifactTable(seen: Snapshot): string {
  const run = releaseRun(seen);
  const artifacts = (given(seen.artifacts) ?? []).filter((artifact) => artifact.run === run?.id);
  const { shown, more } = atMost(artifacts, MOST_FILES);
  const rows = shown.map(({ id, name, size: bytes, digest, expired }) => [
    expired
      ? `${asCode(name)} (deleted by GitHub for its age)`
      : asLink(asCode(name), run && `${run.url}/artifacts/${id}`),
    size(bytes),
    digest === undefined ? "" : asCode(shortDigest(digest)),
  ]);
  return section("Artifacts", table(["Artifact", "Size", "sha256"], rows) + more);
}

/** The evidence: every file as built, and what each index serves under its name. */
export function fileTable(seen: Snapshot): string {
  const gates = gatesOf(seen).filter((gate) => gate.index !== undefined);
  const { shown, more } = atMost(filesOf(seen), MOST_FILES);
  const withPackage = gates.some((gate) => packagesOf(seen, gate).length > 1);
  const rows = shown.map((file) => [
    asCode(file.name),
    ...(withPackage ? [packageText(file, gates, seen)] : []),
    size(file.size),
    asCode(shortDigest(file.sha256)),
    ...gates.map((gate) => servedText(file, gate, seen)),
  ]);
  const heads = [
    "File",
    ...(withPackage ? ["Package"] : []),
    "Size",
    "sha256 as built",
    ...gates.map((gate) => `On ${asCode(gate.name)}`),
  ];
  return section("Files", table(heads, rows) + more);
}

/** The full digests in the form that `sha256sum --check` reads. */
export function digestBlock(seen: Snapshot): string {
  const lines = filesOf(seen)
    .slice(0, MOST_FILES)
    .map(({ name, sha256 }) => [sha256, name]);
  return lines.length === 0
    ? ""
    : folded("Full digests, for <code>sha256sum --check</code>", asCodeBlock(lines));
}

function filesOf(seen: Snapshot): readonly ArchiveFile[] {
  return (given(seen.contents) ?? []).flatMap((one) => (one.is === "read" ? one.files : []));
}

function packageText(file: ArchiveFile, gates: readonly Gate[], seen: Snapshot): string {
  const [project] = gates.flatMap((gate) => builtAs(file, gate, seen)?.project ?? []);
  return project === undefined ? "" : asCode(project);
}

function builtAs(file: ArchiveFile, gate: Gate, seen: Snapshot): BuiltFile | undefined {
  return builtFiles(seen, gate).find((one) => one.sha256 === file.sha256 && file.name.endsWith(one.filename));
}

function servedText(file: ArchiveFile, gate: Gate, seen: Snapshot): string {
  const built = builtAs(file, gate, seen);
  const index = factAt(seen.index, gate.name);
  if (built === undefined) {
    return "—";
  }
  if (index.is === "unknown") {
    return "no answer";
  }
  const served = servedAs(built, given(index) ?? [], gate);
  if (served === undefined) {
    return gateState(seen, gate.name).is === "published" ? "not there" : "not yet";
  }
  if (!sameBytes(built, served)) {
    return `❌ other bytes: ${asCode(shortDigest(comparedDigests(built, served).served))}`;
  }
  return served.yanked === false ? "✅ same bytes" : `same bytes, ${withdrawn(gate.index)}`;
}
