import type { ProvenanceShown, Reason } from "../../release/reason.ts";

/** One of every reason. */
export const reasonExamples: { readonly [Is in Reason["is"]]: Extract<Reason, { readonly is: Is }> } = {
  "tag-came-first": { is: "tag-came-first" },
  "called-out": {
    is: "called-out",
    url: "https://github.com/octo/tool/issues/7#issuecomment-1",
    open: 3,
  },
  "nothing-open": { is: "nothing-open" },
  "tag-has-come": { is: "tag-has-come" },
  "version-matches": { is: "version-matches", version: "5.0.0", path: "tool/version.py" },
  "version-computed": { is: "version-computed", version: "5.0.0", path: "pyproject.toml" },
  "version-in-metadata": { is: "version-in-metadata", version: "5.0.0" },
  "jobs-green": { is: "jobs-green", jobs: 15 },
  "artifacts-there": { is: "artifacts-there", names: ["dist", "installer"] },
  "no-artifacts-expected": { is: "no-artifacts-expected" },
  "no-smoke-tests": { is: "no-smoke-tests" },
  "smoke-tested": { is: "smoke-tested", what: ["linux", "windows"] },
  "published-by-job": { is: "published-by-job", job: "publish-pypi", by: ["lstein"] },
  "no-index": { is: "no-index" },
  "nothing-to-compare": { is: "nothing-to-compare", index: "pypi", version: "5.0.0" },
  "same-bytes": { is: "same-bytes", index: "pypi", files: 2 },
  "github-release-published": {
    is: "github-release-published",
    url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  },
  announced: { is: "announced", url: "https://discord.com/channels/1/2/3" },
  "announcement-gone": { is: "announcement-gone", channel: "ANNOUNCE_DISCORD" },
  "released-in-told": { is: "released-in-told", pullRequests: 48, left: 0 },
  "released-in-first": { is: "released-in-first" },
  "released-in-late": { is: "released-in-late" },
  "not-once-yanked": { is: "not-once-yanked" },
  yanked: { is: "yanked", next: "v5.0.1" },
  replaces: { is: "replaces", tags: ["v5.0.0"] },
  "released-before": { is: "released-before" },
  "announced-before": { is: "announced-before", channel: "ANNOUNCE_DISCORD" },
  "prerelease-not-announced": { is: "prerelease-not-announced" },
};

const by = { repository: "octo/tool", workflow: "release.yml", environment: "pypi" };
const { environment: _, ...anywhere } = by;

/** What an index shows of who published the files. */
export const provenanceExamples: Readonly<Record<string, ProvenanceShown>> = {
  none: { files: 0 },
  "of all": { files: 2, by },
  "of some": { files: 1, by },
  "any environment": { files: 2, by: anywhere },
};
