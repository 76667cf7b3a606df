import type { Problem } from "../../release/problem.ts";
import { indexProblemExamples } from "./index-problems.ts";
import { lateExamples } from "./late.ts";
import { metadataFaults } from "./metadata-faults.ts";
import { publishFailures } from "./publish-failures.ts";
import { remainsExamples } from "./remains.ts";

const url = "https://github.com/octo/tool/actions/runs/1";
const job = { name: "tests / py3.12", conclusion: "failure", url: `${url}/job/2`, step: "run pytest" };

/** One of every problem. */
export const problemExamples: { readonly [Is in Problem["is"]]: Extract<Problem, { readonly is: Is }> } = {
  "configuration-broken": {
    is: "configuration-broken",
    blob: "0f09c0b245",
    faults: [{ path: "gates.pypi.approvals", says: "is 0.", remedy: "Write 1 or more." }],
  },
  "configuration-gone": { is: "configuration-gone" },
  "version-held": { is: "version-held", tag: "5.0.0" },
  "newer-tagged": { is: "newer-tagged", tag: "v5.0.0rc2" },
  "tag-unparsable": { is: "tag-unparsable", tag: "v5-latest", scheme: "pep440" },
  "tag-off-branches": {
    is: "tag-off-branches",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    patterns: ["main", "release/*"],
    branches: ["main", "release/5.0"],
    more: 0,
  },
  "workflow-changed": {
    is: "workflow-changed",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    paths: [".github/workflows/release.yml"],
    more: false,
  },
  "tag-not-a-commit": { is: "tag-not-a-commit", tag: "v5.0.0" },
  "blockers-open": {
    is: "blockers-open",
    blockers: [{ number: 12, title: "Models are lost", url: "https://github.com/octo/tool/issues/12" }],
    more: 0,
    tagged: false,
  },
  "tagged-otherwise": { is: "tagged-otherwise", tag: "v5.0.0", others: ["v5.0.1"], same: false },
  "tag-deleted": {
    is: "tag-deleted",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    remains: remainsExamples["before publication"],
  },
  "no-run": lateExamples["no-run"],
  overdue: lateExamples.overdue,
  "version-mismatch": {
    is: "version-mismatch",
    tag: "v5.0.0",
    tagVersion: "5.0.0",
    path: "tool/version.py",
    fileVersion: "5.0.0rc1",
  },
  "version-unreadable": {
    is: "version-unreadable",
    path: "tool/version.py",
    why: "holds no version (looked for __version__ or VERSION)",
  },
  "version-foreign": {
    is: "version-foreign",
    tag: "v5.0.0rc1",
    index: "npm",
    scheme: "semver",
    form: "5.0.0-rc.1",
  },
  "version-not-uploadable": { is: "version-not-uploadable", version: "5.0.0+cu118" },
  "version-taken": { is: "version-taken", index: "pypi", project: "tool", version: "5.0.0", known: "yanked" },
  "metadata-mismatch": {
    is: "metadata-mismatch",
    tagVersion: "5.0.0",
    files: ["tool-4.9.9-py3-none-any.whl"],
  },
  "distributions-faulty": {
    is: "distributions-faulty",
    faults: [
      { file: "tool-5.0.0-py3-none-any.whl", ...metadataFaults["direct-dependency"] },
      { file: "tool-5.0.0.tar.gz", ...metadataFaults["direct-dependency"] },
      { file: "tool-5.0.0.tar.gz", ...metadataFaults["classifier-deprecated"] },
    ],
  },
  "distributions-doubtful": {
    is: "distributions-doubtful",
    faults: [
      { file: "tool-5.0.0-py3-none-any.whl", ...metadataFaults["classifier-unknown"] },
      { file: "tool-5.0.0.tar.gz", ...metadataFaults["classifier-unknown"] },
      { file: "tool-5.0.0.tar.gz", ...metadataFaults["charset-spelling"] },
    ],
  },
  "distribution-missing": {
    is: "distribution-missing",
    gate: "pypi",
    missing: ["sdist"],
    artifacts: ["dist"],
    isAsked: true,
  },
  "installer-stale": {
    is: "installer-stale",
    wheels: [
      {
        carrier: { is: "zip", name: "tool-installer.zip" },
        wheel: "tool-5.0.0-py3-none-any.whl",
        carried: "a".repeat(64),
        built: "b".repeat(64),
      },
    ],
    published: ["tool-5.0.0-py3-none-any.whl", "tool-5.0.0.tar.gz"],
  },
  "installer-unread": {
    is: "installer-unread",
    installers: [
      {
        name: "tool-installer.zip",
        why: "the archive cannot be read: End of central directory record signature not found",
      },
    ],
  },
  "jobs-failed": { is: "jobs-failed", jobs: [job, { ...job, conclusion: "cancelled" }], url, running: 0 },
  "run-failed": { is: "run-failed", conclusion: "startup_failure", url },
  "no-job-ran": { is: "no-job-ran", url },
  "nothing-before-gate": { is: "nothing-before-gate", jobs: ["publish"], url },
  "artifact-missing": { is: "artifact-missing", names: ["dist"], present: ["logs"] },
  "artifact-expired": { is: "artifact-expired", names: ["dist"] },
  "artifact-refused": { is: "artifact-refused", name: "dist", why: "it holds more than 10000 files" },
  "package-not-built": {
    is: "package-not-built",
    environment: "npm",
    packages: ["@octo/cli"],
    built: ["@octo/tool"],
  },
  "package-not-named": { is: "package-not-named", environment: "npm", packages: ["octo-cli"] },
  "asset-not-found": { is: "asset-not-found", artifact: "installer", pattern: "installer-*.zip" },
  "asset-gone": { is: "asset-gone", artifact: "installer", pattern: "installer-*.zip" },
  "asset-name-taken": { is: "asset-name-taken", name: "installer.zip" },
  "smoke-test-failed": { is: "smoke-test-failed", what: "windows", by: "lstein", note: "it stays black" },
  "gate-rejected": { is: "gate-rejected", environment: "pypi", by: "lstein", reason: "no front end" },
  "gate-unguarded": { is: "gate-unguarded", environment: "pypi" },
  "gate-never-reached": { is: "gate-never-reached", environment: "pypi", url },
  "gate-not-configured": { is: "gate-not-configured", environment: "conda", url },
  "gate-expired": { is: "gate-expired", environment: "pypi", url },
  "publish-failed": {
    is: "publish-failed",
    environment: "pypi",
    job: { ...job, name: "publish-pypi", step: "Publish distribution to PyPI" },
    found: publishFailures["file-name-used"],
  },
  "notes-file-broken": {
    is: "notes-file-broken",
    path: ".github/release.yml",
    fault: {
      path: "changelog.categories[0].title",
      says: "line 4, column 7: is missing; it must be text",
      remedy: "Add it.",
    },
  },
  "members-unread": {
    is: "members-unread",
    sources: [{ from: "collaborators" }, { from: "codeowners" }, { from: "team", team: "core" }],
  },
  "workflow-unread": {
    is: "workflow-unread",
    path: ".github/workflows/release.yml",
    why: "can't be read here (line 3, column 1: it is indented with a tab)",
  },
  "job-without-id-token": {
    is: "job-without-id-token",
    path: ".github/workflows/release.yml",
    job: "publish-pypi",
    environment: "pypi",
    index: "pypi",
  },
  "job-without-needs": {
    is: "job-without-needs",
    path: ".github/workflows/release.yml",
    job: "publish-pypi",
    environment: "pypi",
    missing: ["lint", "python-tests"],
  },
  "job-without-gate": {
    is: "job-without-gate",
    path: ".github/workflows/release.yml",
    job: "publish-testpypi",
  },
  "gate-without-job": {
    is: "gate-without-job",
    path: ".github/workflows/release.yml",
    environments: ["pypi"],
  },
  "gate-out-of-sight": {
    is: "gate-out-of-sight",
    path: ".github/workflows/release.yml",
    environments: ["pypi"],
    called: ["./.github/workflows/publish.yml"],
    expressions: [],
  },
  ...indexProblemExamples,
  "prerelease-is-latest": {
    is: "prerelease-is-latest",
    index: "npm",
    project: "@octo/tool",
    version: "5.0.0-rc.1",
    stable: "4.9.9",
  },
  "release-asset-differs": {
    is: "release-asset-differs",
    name: "installer.zip",
    built: "a".repeat(64),
    served: `sha256:${"b".repeat(64)}`,
  },
  "released-before-verified": {
    is: "released-before-verified",
    url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  },
  "tag-burnt": { is: "tag-burnt", tag: "v5.0.0" },
  "intro-left-out": { is: "intro-left-out", path: ".github/release-intro.md", why: "missing" },
  "notes-full": {
    is: "notes-full",
    over: 1200,
    url: "https://github.com/octo/tool/releases/tag/untagged-1",
  },
  "stray-drafts": {
    is: "stray-drafts",
    strays: ["https://github.com/octo/tool/releases/tag/untagged-2"],
    url: "https://github.com/octo/tool/releases/tag/untagged-1",
  },
  "published-as-other-kind": {
    is: "published-as-other-kind",
    prerelease: true,
    url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  },
  "wrong-latest": {
    is: "wrong-latest",
    tag: "v5.1.0",
    url: "https://github.com/octo/tool/releases/tag/v5.1.0",
    isOurs: false,
  },
  "published-incomplete": {
    is: "published-incomplete",
    missing: ["installer.zip"],
    other: [],
    extra: [],
    immutable: false,
    url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  },
  "discussion-missing": {
    is: "discussion-missing",
    category: "Announcements",
    url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  },
  "channel-unknown": { is: "channel-unknown", variable: "ANNOUNCE_DISCORD" },
  "channel-of-another-kind": {
    is: "channel-of-another-kind",
    variable: "ANNOUNCE_NEWS",
    kind: "slack",
    configured: "discord",
  },
  "announcement-outdated": { is: "announcement-outdated", channel: "ANNOUNCE_SLACK" },
  "announcement-unclear": { is: "announcement-unclear", channel: "ANNOUNCE_DISCORD" },
  "board-abandoned": { is: "board-abandoned" },
  "not-granted": { is: "not-granted", action: "open-gate", permissions: ["deployments: write"] },
  "no-effect": { is: "no-effect", action: "open-gate" },
  "superseded-run-publishes": { is: "superseded-run-publishes", environment: "pypi", url },
  "yanked-gate-open": { is: "yanked-gate-open", environment: "pypi", url },
  "superseded-gate-open": { is: "superseded-gate-open", environment: "pypi", url },
};
