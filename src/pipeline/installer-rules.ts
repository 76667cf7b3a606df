import { distributionsOfGate } from "../release/built-distribution.ts";
import { distribution } from "../release/distribution.ts";
import { artifactNames, readContents } from "../release/evidence.ts";
import { fileName } from "../release/file-name.ts";
import { gatesOf } from "../release/gate.ts";
import type { Problem } from "../release/problem.ts";
import type { ArchiveFile, NestedWheel, Snapshot } from "../release/snapshot.ts";

type Stale = Extract<Problem, { readonly is: "installer-stale" }>;

/** A wheel that people get by another way than the index: where it lies, and what it is. */
type Carried = Pick<NestedWheel, "filename" | "sha256"> & { readonly carrier: string };

/**
 * Whoever installs from an installer gets the very wheel that the index serves: a wheel of the same project in a zip,
 * or in an artifact that no gate publishes, must be one of those built, byte for byte.
 */
export function staleInstallers(seen: Snapshot): readonly Stale[] {
  const built = gatesOf(seen).flatMap((gate) => distributionsOfGate(seen, gate));
  const projects = new Set(built.map(({ project }) => project));
  return carried(seen)
    .filter(({ filename }) => projects.has(distribution(filename)?.project ?? ""))
    .flatMap(({ carrier, filename, sha256 }): readonly Stale[] => {
      const published = built.filter((one) => one.filename === filename);
      if (published.some((one) => one.sha256 === sha256)) return [];
      const [other] = published;
      const versions = built.map(({ version }) => version);
      return [
        {
          is: "installer-stale",
          installer: carrier,
          wheel: filename,
          carried: sha256,
          ...(other === undefined ? {} : { built: other.sha256 }),
          versions: [...new Set(versions)],
        },
      ];
    });
}

/** Zips that could not be looked into, and why. */
export function unreadInstallers(seen: Snapshot): readonly Problem[] {
  return readContents(seen)
    .flatMap(({ files }) => files)
    .flatMap(({ name, wheels }) =>
      wheels?.is === "unreadable"
        ? [{ is: "installer-unread", installer: name, why: wheels.why } as const]
        : [],
    );
}

function carried(seen: Snapshot): readonly Carried[] {
  const published = new Set(gatesOf(seen).flatMap(artifactNames));
  return readContents(seen).flatMap(({ artifact, files }) => [
    ...files.flatMap(inZip),
    ...(published.has(artifact) ? [] : files.flatMap((file) => beside(file, artifact))),
  ]);
}

function inZip({ name, wheels }: ArchiveFile): readonly Carried[] {
  return wheels?.is === "read" ? wheels.files.map((wheel) => ({ ...wheel, carrier: name })) : [];
}

/** The upload action packs what it is given into a zip: a wheel may lie in it without another around it. */
function beside({ name, sha256 }: ArchiveFile, artifact: string): readonly Carried[] {
  const filename = fileName(name);
  return distribution(filename)?.kind === "wheel" ? [{ filename, sha256, carrier: artifact }] : [];
}
