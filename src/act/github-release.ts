import { Readable } from "node:stream";
import { extract } from "../artifacts/contents.ts";
import { faultOf } from "../github/fault.ts";
import { draftBody } from "../notes/draft-body.ts";
import type { CreateDraft, DeleteAsset, PublishRelease, UploadAsset } from "../release/action.ts";
import { given } from "../release/fact.ts";
import type { Executor } from "./hands.ts";

/**
 * Drafts the GitHub release, with GitHub's generated notes from our choice of previous tag. No
 * `target_commitish`: the tag exists, and GitHub answers 404 when it names a commit whose workflows differ.
 * https://docs.github.com/rest/releases/releases#generate-release-notes-content-for-a-release
 */
export const createDraft: Executor<CreateDraft> = async (hands, action) => {
  const github = hands.github("release");
  const generated = await github.write("POST /repos/{owner}/{repo}/releases/generate-notes", {
    tag_name: action.tag,
    ...(action.base === undefined ? {} : { previous_tag_name: action.base }),
  });
  const created = await github.write("POST /repos/{owner}/{repo}/releases", {
    tag_name: action.tag,
    name: action.name,
    body: draftBody({ ...action, generated: generated.body }),
    draft: true,
    prerelease: action.prerelease,
  });
  return { result: { release: created.id } };
};

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

/** https://docs.github.com/rest/releases/assets#delete-a-release-asset */
export const deleteAsset: Executor<DeleteAsset> = async (hands, { asset }) => {
  await hands
    .github("release")
    .write("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { asset_id: asset });
  return {};
};

/**
 * Makes the draft public. A discussion can be opened only now, and its failure must not keep the release back:
 * GitHub answers 404 when the category or the permission is missing, and then publishes nothing.
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
    if (faultOf(error)?.status !== 404) {
      throw error;
    }
    await github.write(route, publication);
    return { result: { release: action.release, discussion: "refused" } };
  }
  return { result: { release: action.release } };
};
