import type { Gate, IndexName } from "./configuration.ts";
import { factAt, given } from "./fact.ts";
import { gateState, gatesOf } from "./gate.ts";
import { githubReleaseOf } from "./github-release.ts";
import type { IndexRelease } from "./index-release.ts";
import type { Snapshot } from "./snapshot.ts";

/** A package's version on an index from which people install, and how far it is yanked there. */
export type PackageOut = {
  readonly index: IndexName;
  readonly project: string;
  readonly version: string;
  /** Both, as people write them. */
  readonly name: string;
  readonly state: "served" | "part" | "yanked" | "emptied";
  /** The files that are yanked; of one of which only a part is. */
  readonly files: readonly string[];
  /** As it was given on the index. */
  readonly reason?: string;
};

/** The gates whose indexes people install from. What lies on TestPyPI nobody has to be warned of. */
export function realGates(seen: Snapshot): readonly (Gate & { readonly index: IndexName })[] {
  return gatesOf(seen).filter(
    (gate): gate is Gate & { readonly index: IndexName } =>
      gate.index !== undefined && gate.index !== "testpypi",
  );
}

/** What the indexes have of this version, each package once. */
export function packagesOut(seen: Snapshot): readonly PackageOut[] {
  const all = realGates(seen).flatMap(({ name, index }) =>
    (given(factAt(seen.index, name)) ?? []).map((release) => packageOut(index, release)),
  );
  return [...new Map(all.map((one) => [`${one.index} ${one.name}`, one])).values()];
}

function packageOut(index: IndexName, { project, version, files }: IndexRelease): PackageOut {
  const yanked = files.filter((file) => file.yanked !== false);
  const reason = yanked.map((file) => file.yanked).find((one) => typeof one === "string" && one !== "");
  const part = yanked.length === 0 ? "served" : "part";
  return {
    index,
    project,
    version,
    name: `${project} ${version}`,
    state: files.length === 0 ? "emptied" : yanked.length === files.length ? "yanked" : part,
    files: yanked.map(({ filename }) => filename),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

/**
 * Whether anything of the release is where people get it: its GitHub release is public, an index has files of it, or a
 * job behind a gate has published. Needs what `gateState` needs, and every real gate's index.
 */
export function isOut(seen: Snapshot): boolean {
  const isPublished = gatesOf(seen).some(
    ({ name, index }) => index !== "testpypi" && gateState(seen, name).is === "published",
  );
  return githubReleaseOf(seen)?.draft === false || packagesOut(seen).length > 0 || isPublished;
}
