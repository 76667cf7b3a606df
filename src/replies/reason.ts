import type { Reason } from "../release/reason.ts";
import { asCode, asLink } from "./safe.ts";
import { count, names } from "./words.ts";

/** Why a phase is done or left out, as one sentence of Markdown. */
export function reasonText(reason: Reason): string {
  switch (reason.is) {
    case "tag-came-first":
      return "The tag came first.";
    case "called-out":
      return `${asLink("The call-out", reason.url)} is there and kept up to date; ${count(reason.open, "pull request")} of it still open.`;
    case "nothing-open":
      return "No open pull request is known to aim at this release.";
    case "tag-has-come":
      return "The tag has come: what was to be prepared is over.";
    case "version-matches":
      return `${asCode(reason.path)} says ${asCode(reason.version)}, and so does the tag.`;
    case "version-computed":
      return reason.path === undefined
        ? `The tag says ${asCode(reason.version)}; what is built is compared with it.`
        : `${asCode(reason.path)} leaves the version to the build; what is built is compared with ${asCode(reason.version)}.`;
    case "version-in-metadata":
      return `The metadata of every built file says ${asCode(reason.version)}, and so does the tag: that is the version check of a version computed by the build.`;
    case "jobs-green":
      return `${count(reason.jobs, "job")} green.`;
    case "artifacts-there":
      return `Artifacts there: ${names(reason.names)}.`;
    case "no-artifacts-expected":
      return "The run made no artifacts, and none are expected.";
    case "no-smoke-tests":
      return "None asked for by the configuration.";
    case "smoke-tested":
      return `Tried and fine: ${names(reason.what, 10)}.`;
    case "published-by-job":
      return `Published by job ${asCode(reason.job)}.`;
    case "no-index":
      return "Not published to an index that could be compared.";
    case "nothing-to-compare":
      return `${asCode(reason.index)} serves ${asCode(reason.version)}; there are no built files to compare it with.`;
    case "same-bytes":
      return `${asCode(reason.index)} serves ${reason.files === 1 ? "the file" : `all ${reason.files} files`} byte for byte as built.${provenanceText(reason)}`;
    case "github-release-published":
      return `${asLink("The GitHub release", reason.url)} is public.`;
    case "announced":
      return `${asLink("The post", reason.url)} is there.`;
    case "announcement-gone":
      return `The post can't be found through the channel's webhook: it was deleted, or made through another one. It is not made again by itself: look into the channel, then ${asCode(`/announce ${reason.channel}`)} makes a new one.`;
    case "released-in-told":
      return releasedInText(reason);
    case "released-in-late":
      return "Nothing is told below pull requests once this issue is closed.";
    case "released-in-first":
      return "There is no earlier version to count its changes from, so nobody is told.";
    case "not-once-yanked":
      return "Not done: the published files are bad.";
    case "yanked":
      return `Everything that can be seen from here is done.${reason.next === undefined ? "" : ` It goes on with ${asCode(reason.next)}.`}`;
    case "replaces":
      return `The notes of ${names(reason.tags)} name this release as the one to use.`;
    case "released-before":
      return "It was public before this issue was opened: what can't be told any more is not waited for.";
    case "announced-before":
      return `It was public before this issue was opened, so it is not announced by itself: ${asCode(`/announce ${reason.channel}`)} does.`;
    case "prerelease-not-announced":
      return "Pre-releases are not announced here.";
  }
}

function releasedInText({
  pullRequests,
  left,
}: Extract<Reason, { readonly is: "released-in-told" }>): string {
  if (pullRequests + left === 0) {
    return "No pull request of a person is known to have come with it, so nobody is told.";
  }
  const rest = left === 0 ? "" : ` Left out after 500 comments: ${left}.`;
  return `${count(pullRequests, "pull request")} seen to; locked and deleted conversations were passed over.${rest}`;
}

/** Nothing here is verified cryptographically, and nobody should read it as if it were. */
function provenanceText({ files, provenance }: Extract<Reason, { readonly is: "same-bytes" }>): string {
  if (provenance === undefined) {
    return "";
  }
  const { files: attested, by } = provenance;
  if (by === undefined) {
    return " Provenance: none.";
  }
  const part = attested === files ? "" : ` for ${attested} of ${files}`;
  const environment =
    by.environment === undefined ? "any environment" : `environment ${asCode(by.environment)}`;
  return ` Provenance: present${part}, not verified: ${asCode(by.repository)}, ${asCode(by.workflow)}, ${environment}.`;
}
