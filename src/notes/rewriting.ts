import type { UpdateDraft } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { refreshedBody } from "./release-body.ts";

/**
 * The action that brings the app's sections up to date; undefined when they are, and the tag is there. `comment`: somebody
 * asks for it there, so that deleted sections come back.
 */
export function rewriting(seen: Snapshot, release: GithubRelease, comment?: number): UpdateDraft | undefined {
  const body = refreshedBody(seen, release.body, { isAsked: comment !== undefined });
  const isTagged = given(seen.tag) === undefined || release.tag === seen.key.tag;
  return body === release.body && isTagged
    ? undefined
    : {
        do: "update-draft",
        release: release.id,
        tag: isTagged ? release.tag : seen.key.tag,
        body: fingerprint(body),
        was: fingerprint(release.body),
        ...(comment === undefined ? {} : { comment }),
      };
}
