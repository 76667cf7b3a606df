import { Readable } from "node:stream";
import { extract } from "../artifacts/contents.ts";
import { faultOf } from "../github/fault.ts";
import type { DeleteAsset, PublishRelease, UploadAsset } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { releaseNow } from "./draft.ts";
import type { Executor } from "./hands.ts";

/** Streams a file out of its artifact into an asset of the draft. */
export const uploadAsset: Executor<UploadAsset> = async (hands, action) => {
  const release = (given(hands.seen.githubReleases) ?? []).find((one) => one.id === action.release);
  const artifact = (given(hands.seen.artifacts) ?? []).find((one) => one.id === action.artifact);
  if (release === undefined || artifact === undefined) {
    return {};
  }
  const github = hands.github("release");
  const url = await github.location(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    {
      artifact_id: artifact.id,
      archive_format: "zip",
    },
  );
  const digest = artifact.digest === undefined ? {} : { digest: artifact.digest };
  const source = { name: artifact.name, url: url.href, ...digest, settings: hands.downloads };
  const { stream, size } = await extract(source, action.file);
  try {
    const uploaded = await github.upload(release.uploadUrl, {
      name: action.name,
      contentType: "application/octet-stream",
      bytes: Readable.toWeb(stream) as ReadableStream<Uint8Array>,
      size,
    });
    return { result: { asset: uploaded.id, name: uploaded.name } };
  } finally {
    stream.destroy();
  }
};

/**
 * Deletes an asset of a draft: nothing is taken out of what somebody has published meanwhile.
 * https://docs.github.com/rest/releases/assets#delete-a-release-asset
 */
export const deleteAsset: Executor<DeleteAsset> = async (hands, { release, asset }) => {
  const github = hands.github("release");
  const now = await releaseNow(github, release);
  if (now?.draft !== true) {
    return {};
  }
  await github.write("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { asset_id: asset });
  return {};
};

/**
 * Makes the draft public. A discussion can be opened only now, and its failure must not keep the release back: GitHub
 * answers 404 when the category or the permission is missing (cli/cli#3381), at times something else, and then
 * publishes nothing. Whatever else was wrong is wrong without the discussion, too.
 * https://docs.github.com/rest/releases/releases#update-a-release
 */
export const publishRelease: Executor<PublishRelease> = async (hands, action) => {
  const github = hands.github("release");
  const publication = {
    release_id: action.release,
    tag_name: action.tag,
    draft: false,
    prerelease: action.prerelease,
    make_latest: action.latest ? ("true" as const) : ("false" as const),
  };
  const route = "PATCH /repos/{owner}/{repo}/releases/{release_id}";
  if (action.discussion === undefined) {
    await github.write(route, publication);
    return { result: { release: action.release } };
  }
  try {
    await github.write(route, { ...publication, discussion_category_name: action.discussion });
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.kind !== "refused" && fault?.kind !== "forbidden") {
      throw error;
    }
    await github.write(route, publication);
    return { result: { release: action.release, discussion: "refused" } };
  }
  return { result: { release: action.release } };
};
