import { testedBy } from "../../commands/smoke-tests.ts";
import { releaseRun } from "../../release/attempt.ts";
import { readContents } from "../../release/evidence.ts";
import { evidenceChain, type FileEvidence, type Tested } from "../../release/evidence-chain.ts";
import { given } from "../../release/fact.ts";
import { gatesOf } from "../../release/gate.ts";
import type { Served } from "../../release/index-evidence.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asCodeBlock, asLink } from "../safe.ts";
import { names, shortDigest, size, withdrawn } from "../words.ts";
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

/** Every file as built, who tried it, and what each index and the GitHub release serve under its name: Markdown. */
export function evidenceRows(seen: Snapshot): {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const chain = evidenceChain(seen, testedBy(seen));
  const columns = [...COLUMNS, ...indexColumns(seen), ATTACHED].filter(({ isNeeded }) => isNeeded(chain));
  return {
    heads: columns.map(({ head }) => head),
    rows: chain.map((file) => columns.map(({ cell }) => cell(file))),
  };
}

/** The evidence as a table. */
export function evidenceTable(seen: Snapshot): string {
  const { heads, rows } = evidenceRows(seen);
  const { shown, more } = atMost(rows, MOST_FILES);
  return section("Evidence", table(heads, shown) + more);
}

type Column = {
  readonly head: string;
  readonly isNeeded: (chain: readonly FileEvidence[]) => boolean;
  readonly cell: (evidence: FileEvidence) => string;
};

const always = () => true;

const COLUMNS: readonly Column[] = [
  { head: "File", isNeeded: always, cell: ({ file }) => asCode(file) },
  {
    head: "Package",
    isNeeded: (chain) => new Set(chain.flatMap((file) => file.package ?? [])).size > 1,
    cell: (file) => (file.package === undefined ? "" : asCode(file.package)),
  },
  { head: "In artifact", isNeeded: always, cell: ({ artifact }) => asCode(artifact.name) },
  { head: "sha256 as built", isNeeded: always, cell: ({ sha256 }) => asCode(shortDigest(sha256)) },
  {
    head: "Tried by",
    isNeeded: (chain) => chain.some(({ testedBy: people }) => people.length > 0),
    cell: ({ testedBy: people }) => triedText(people),
  },
];

/** Whose word counts; the others only where nobody's does. */
function triedText(people: readonly Tested[]): string {
  const counting = people.filter(({ counts }) => counts);
  const told = names([...new Set((counting.length > 0 ? counting : people).map(({ by }) => by))]);
  return counting.length > 0 || people.length === 0 ? told : `${told} (for information)`;
}

const ATTACHED: Column = {
  head: "Attached",
  isNeeded: (chain) => chain.some(({ asset }) => asset !== undefined),
  cell: ({ asset, sha256 }) => attachedText(asset, sha256),
};

function indexColumns(seen: Snapshot): readonly Column[] {
  return gatesOf(seen)
    .filter((gate) => gate.index !== undefined)
    .flatMap(({ name }): readonly Column[] => {
      const at = ({ served }: FileEvidence) => served.find(({ gate }) => gate === name);
      return [
        { head: `On ${asCode(name)}`, isNeeded: always, cell: (file) => servedText(at(file)) },
        {
          head: `Provenance on ${asCode(name)}`,
          isNeeded: (chain) => chain.some((file) => provenanceText(at(file)) !== "—"),
          cell: (file) => provenanceText(at(file)),
        },
      ];
    });
}

/** The full digests in the form that `sha256sum --check` reads. */
export function digestBlock(seen: Snapshot): string {
  const lines = readContents(seen)
    .flatMap(({ files }) => files)
    .slice(0, MOST_FILES)
    .map(({ name, sha256 }) => [sha256, name]);
  return lines.length === 0
    ? ""
    : folded("Full digests, for <code>sha256sum --check</code>", asCodeBlock(lines));
}

function servedText(served: Served | undefined): string {
  switch (served?.is) {
    case undefined:
      return "—";
    case "no-answer":
      return "no answer";
    case "not-there":
      return served.published ? "not there" : "not yet";
    case "other":
      return `❌ other bytes: ${asCode(shortDigest(served.digest))}`;
    case "same":
      return served.yanked === false ? "✅ same bytes" : `same bytes, ${withdrawn(served.index)}`;
  }
}

/** Who the index shows to have published the file. Nothing of it is verified cryptographically. */
function provenanceText(served: Served | undefined): string {
  const provenance = served?.is === "same" || served?.is === "other" ? served.provenance : undefined;
  switch (provenance) {
    case undefined:
      return "—";
    case "other":
      return "❌ somebody else";
    case "no-answer":
      return "no answer";
    case "none":
      return "none";
    case "present":
      return "present, not verified";
  }
}

/** GitHub tells no digest of what was attached before it began to keep them. */
function attachedText(asset: FileEvidence["asset"], sha256: string): string {
  if (asset === undefined) {
    return "—";
  }
  if (asset.digest === undefined) {
    return "attached";
  }
  return asset.digest === `sha256:${sha256}`
    ? "✅ same bytes"
    : `❌ other bytes: ${asCode(shortDigest(asset.digest))}`;
}
