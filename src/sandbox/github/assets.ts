import { createHash } from "node:crypto";
import type { Account } from "./accounts.ts";
import { stamp } from "./clock.ts";
import { refuse } from "./refused.ts";
import type { Release } from "./releases.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** A file attached to a release. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly label: string | null;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
  /** `starter` is what a broken upload leaves behind. */
  readonly state: "uploaded" | "starter";
  readonly uploader: Account;
  readonly createdAt: number;
}

export interface AssetDraft {
  readonly name: string;
  readonly label?: string | null;
  readonly contentType?: string;
  readonly bytes: Uint8Array;
  readonly uploader: Account;
  readonly state?: "uploaded" | "starter";
}

/** GitHub replaces what it does not like in an asset's name by dots (docs: upload a release asset). */
const sanitized = (name: string): string =>
  name
    .replaceAll(/[^\w.+@-]+/g, ".")
    .replaceAll(/\.{2,}/g, ".")
    .replaceAll(/^\.|\.$/g, "");

/** Attaches a file. A name that is taken, and any upload to a published immutable release, is refused. */
export const addAsset = (world: World, release: Release, draft: AssetDraft): Asset => {
  if (release.immutable) refuse("immutable-assets");
  const name = sanitized(draft.name);
  if (name === "") refuse("asset-name-missing");
  if (release.assets.some((asset) => asset.name === name)) refuse("asset-exists", name);
  const asset: Asset = {
    id: world.ids("asset"),
    name,
    label: draft.label ?? null,
    contentType: draft.contentType ?? "application/octet-stream",
    bytes: draft.bytes,
    digest: `sha256:${createHash("sha256").update(draft.bytes).digest("hex")}`,
    state: draft.state ?? "uploaded",
    uploader: draft.uploader,
    createdAt: stamp(world.clock),
  };
  release.assets.push(asset);
  release.updatedAt = asset.createdAt;
  return asset;
};

/** The release an asset is attached to, and the asset. */
const assetOf = (repository: Repository, id: number): { release: Release; asset: Asset } => {
  for (const release of repository.releases) {
    const asset = release.assets.find((candidate) => candidate.id === id);
    if (asset) return { release, asset };
  }
  return refuse("not-found");
};

/** Removes an asset. */
export const deleteAsset = (repository: Repository, id: number): void => {
  const { release, asset } = assetOf(repository, id);
  if (release.immutable) refuse("immutable-assets");
  release.assets = release.assets.filter((candidate) => candidate !== asset);
};
