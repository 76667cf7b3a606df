import type { Asset } from "../github/assets.ts";
import { nodeId } from "../github/ids.ts";
import type { Release } from "../github/releases.ts";
import type { Repository } from "../github/repository.ts";
import { simpleUser } from "./account.ts";
import { iso, isoOrNull, type Json, repoApi, repoHtml, type Urls } from "./urls.ts";

const slugOf = (release: Release): string => (release.draft ? release.untagged : release.tag);

/** `release-asset`. */
export const assetShape = (
  urls: Urls,
  repository: Repository,
  at: { readonly release: Release; readonly asset: Asset },
): Json => {
  const { release, asset } = at;
  return {
    url: `${repoApi(urls, repository)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId("ReleaseAsset", asset.id),
    name: asset.name,
    label: asset.label,
    uploader: simpleUser(urls, asset.uploader),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.bytes.byteLength,
    digest: asset.state === "uploaded" ? asset.digest : null,
    download_count: 0,
    created_at: iso(asset.createdAt),
    updated_at: iso(asset.createdAt),
    browser_download_url: `${repoHtml(urls, repository)}/releases/download/${encodeURIComponent(slugOf(release))}/${asset.name}`,
  };
};

/** `release`. A draft has no archives and an address that does not tell its tag. */
export const releaseShape = (urls: Urls, repository: Repository, release: Release): Json => {
  const api = repoApi(urls, repository);
  const url = `${api}/releases/${release.id}`;
  const html = repoHtml(urls, repository);
  const archive = (kind: string): string | null =>
    release.draft ? null : `${api}/${kind}/${encodeURIComponent(release.tag)}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${urls.uploads}/repos/${repository.owner.login}/${repository.name}/releases/${release.id}/assets{?name,label}`,
    html_url: `${html}/releases/tag/${encodeURIComponent(slugOf(release))}`,
    id: release.id,
    author: simpleUser(urls, release.author),
    node_id: nodeId("Release", release.id),
    tag_name: release.tag,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: iso(release.createdAt),
    updated_at: iso(release.updatedAt),
    published_at: isoOrNull(release.publishedAt),
    assets: release.assets.map((asset) => assetShape(urls, repository, { release, asset })),
    tarball_url: archive("tarball"),
    zipball_url: archive("zipball"),
    body: release.body,
    ...(release.discussionNumber === null
      ? {}
      : { discussion_url: `${html}/discussions/${release.discussionNumber}` }),
  };
};
