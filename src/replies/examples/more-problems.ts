import { isDoubtful } from "../../release/distribution-fault.ts";
import type { Problem, StaleWheel } from "../../release/problem.ts";
import type { PublishFailure } from "../../release/publish-failure.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { artifactProblems } from "./artifacts.ts";
import { BUSY } from "./busy.ts";
import { expired } from "./expired.ts";
import { incomplete } from "./incomplete.ts";
import { moreLate } from "./late.ts";
import { metadataFaults } from "./metadata-faults.ts";
import { problemExamples } from "./problems.ts";
import { halfPublished, morePublishFailures, publishFailures } from "./publish-failures.ts";
import { AT_NPM, guarded, UNKNOWN_REPOSITORY } from "./release.ts";
import { remainsExamples } from "./remains.ts";
import { versionHeld } from "./version-held.ts";

function publicationProblems(all: Readonly<Record<string, PublishFailure>>): Record<string, Problem> {
  const failures = Object.entries(all).map(([name, found]) => [
    `publish-failed (${name.replaceAll("-", " ")})`,
    { ...problemExamples["publish-failed"], found },
  ]);
  return Object.fromEntries(failures);
}

const PORTABLE = { is: "artifact", name: "portable" } as const;

const anotherVersion: StaleWheel = {
  carrier: { is: "zip", name: "tool-installer.zip" },
  wheel: "tool-4.9.9-py3-none-any.whl",
  carried: "a".repeat(64),
};

/** Where one kind of problem is said in several ways by itself: the others. */
export const moreProblems: Readonly<Record<string, Problem>> = {
  "tag-unparsable (semver)": { is: "tag-unparsable", tag: "v5-latest", scheme: "semver" },
  ...moreLate,
  "version-foreign (no form for all)": {
    is: "version-foreign",
    tag: "v5.0.0-canary.1",
    index: "pypi",
    scheme: "pep440",
  },
  "blockers-open (many, the tag is there)": {
    ...problemExamples["blockers-open"],
    more: 3,
    tagged: true,
  },
  "tagged-otherwise (in another spelling)": {
    ...problemExamples["tagged-otherwise"],
    others: ["5.0.0", "v5.0"],
    same: true,
  },
  "tagged-otherwise (one in another spelling)": {
    ...problemExamples["tagged-otherwise"],
    others: ["5.0.0"],
    same: true,
  },
  "tag-deleted (a name unsafe in a shell)": {
    is: "tag-deleted",
    tag: "v5;ls",
    commit: "5a2f9c1d04",
    remains: remainsExamples.nothing,
  },
  "tag-deleted (given up)": {
    ...problemExamples["tag-deleted"],
    remains: remainsExamples["nothing"],
    cleaned: true,
  },
  ...Object.fromEntries(
    (["after publication", "published on GitHub alone", "no gates known", "nobody answers"] as const).map(
      (which) => [
        `tag-deleted (${which})`,
        { ...problemExamples["tag-deleted"], remains: remainsExamples[which] },
      ],
    ),
  ),
  "tag-off-branches (there are none)": {
    is: "tag-off-branches",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    patterns: ["releases"],
    branches: [],
    more: 0,
  },
  "tag-off-branches (too many)": {
    is: "tag-off-branches",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    patterns: ["**"],
    branches: ["main", "next"],
    more: 12,
  },
  "workflow-changed (several)": {
    is: "workflow-changed",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    paths: [".github/workflows/release.yml", ".github/workflows/build.yml"],
    more: false,
  },
  "workflow-changed (too many to compare)": {
    is: "workflow-changed",
    tag: "v5.0.0",
    commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
    paths: [],
    more: true,
  },
  "tag-not-a-commit (a name unsafe in a shell)": { is: "tag-not-a-commit", tag: "v5;ls" },
  "version-taken (deleted files)": { ...problemExamples["version-taken"], known: "emptied" },
  "intro-left-out (too long)": { ...problemExamples["intro-left-out"], why: "too-long" },
  "stray-drafts (several)": {
    ...problemExamples["stray-drafts"],
    strays: [2, 3].map((nth) => `https://github.com/octo/tool/releases/tag/untagged-${nth}`),
  },
  "published-as-other-kind (a pre-release in full)": {
    ...problemExamples["published-as-other-kind"],
    prerelease: false,
  },
  "wrong-latest (this one should be)": { ...problemExamples["wrong-latest"], tag: "v5.0.0", isOurs: true },
  ...incomplete,
  "jobs-failed (others still run)": { ...problemExamples["jobs-failed"], running: 3 },
  "jobs-failed (many)": {
    ...problemExamples["jobs-failed"],
    jobs: Array.from({ length: 12 }, (_, index) => ({
      name: `tests / ${index + 1}`,
      conclusion: "timed_out",
      url: "https://github.com/octo/tool/actions/runs/1",
    })),
  },
  ...Object.fromEntries(
    Object.values(metadataFaults).map((fault) => {
      const is = isDoubtful(fault) ? "distributions-doubtful" : "distributions-faulty";
      return [`${is} (${fault.is})`, { is, faults: [{ file: "tool-5.0.0.tar.gz", ...fault }] } as const];
    }),
  ),
  "distributions-faulty (a deprecated classifier without a successor)": {
    is: "distributions-faulty",
    faults: [{ file: "tool-5.0.0.tar.gz", ...metadataFaults["classifier-deprecated"], instead: [] }],
  },
  "distributions-faulty (a description of another character set)": {
    is: "distributions-faulty",
    faults: [
      {
        file: "tool-5.0.0.tar.gz",
        is: "description-type",
        said: "text/markdown; charset=latin-1",
        wrong: "charset",
      },
    ],
  },
  "distributions-faulty (at an optional gate)": {
    ...problemExamples["distributions-faulty"],
    optional: ["testpypi"],
  },
  "distribution-missing (nobody asked for it)": {
    ...problemExamples["distribution-missing"],
    isAsked: false,
  },
  "installer-stale (of another version)": {
    is: "installer-stale",
    wheels: [anotherVersion],
    published: ["tool-5.0.0-py3-none-any.whl", "tool-5.0.0.tar.gz"],
  },
  "installer-stale (several, and in an artifact)": {
    ...problemExamples["installer-stale"],
    wheels: [anotherVersion, { ...problemExamples["installer-stale"].wheels[0], carrier: PORTABLE }],
  },
  "installer-unread (several)": {
    is: "installer-unread",
    installers: [
      ...problemExamples["installer-unread"].installers,
      { name: "models.zip", why: "the archives in the artifact hold more than 300000 entries" },
    ],
  },
  ...artifactProblems,
  "smoke-test-failed (without a note)": { is: "smoke-test-failed", what: "windows", by: "lstein" },
  "gate-rejected (nobody said why)": { is: "gate-rejected", environment: "pypi" },
  ...publicationProblems(publishFailures),
  ...publicationProblems(morePublishFailures),
  "job-without-id-token (npm)": { ...problemExamples["job-without-id-token"], index: "npm" },
  "job-without-needs (one)": { ...problemExamples["job-without-needs"], missing: ["lint"] },
  "gate-without-job (several)": {
    ...problemExamples["gate-without-job"],
    environments: ["testpypi", "pypi"],
  },
  "gate-out-of-sight (an expression)": {
    ...problemExamples["gate-out-of-sight"],
    called: [],
    expressions: [["$", "{{ inputs.environment }}"].join("")],
  },
  "provenance-mismatch (other things)": {
    ...problemExamples["provenance-mismatch"],
    files: [
      { filename: "a-5.0.0.tar.gz", about: "service", expected: "GitHub", found: "GitLab" },
      { filename: "b-5.0.0.tar.gz", about: "workflow", expected: "release.yml", found: "nightly.yml" },
      { filename: "c-5.0.0.tar.gz", about: "environment", expected: "pypi", found: "docs" },
      { filename: "d-5.0.0.tar.gz", about: "digest", expected: "a".repeat(64), found: "b".repeat(64) },
      { filename: "e-5.0.0.tar.gz", about: "digest", expected: "a".repeat(64), found: "" },
    ],
  },
  "index-yanked (with a reason)": { ...problemExamples["index-yanked"], reason: "broken on Windows" },
  "index-yanked (some of its files)": {
    ...problemExamples["index-yanked"],
    files: ["tool-5.0.0-py3-none-any.whl"],
  },
  "index-missing-files (the whole release)": { is: "index-missing-files", index: "pypi", missing: [] },
  "index-missing-files (of several packages)": {
    is: "index-missing-files",
    index: "npm",
    missing: ["octo-cli-5.0.0.tgz"],
    packages: ["@octo/cli"],
  },
  "index-other-bytes (npm)": { ...problemExamples["index-other-bytes"], index: "npm" },
  "index-yanked (several packages on npm)": {
    is: "index-yanked",
    index: "npm",
    version: "5.0.0",
    projects: ["@octo/cli", "@octo/tool"],
  },
  "version-taken (a crate)": { ...problemExamples["version-taken"], index: "crates", known: "served" },
  "version-taken (deprecated)": { ...problemExamples["version-taken"], index: "npm" },
  "package-not-built (several)": {
    ...problemExamples["package-not-built"],
    packages: ["@octo/cli", "@octo/docs"],
  },
  "package-not-named (several)": {
    ...problemExamples["package-not-named"],
    packages: ["octo-cli", "octo-docs"],
  },
  "announcement-outdated (the change refused)": {
    is: "announcement-outdated",
    channel: "ANNOUNCE_DISCORD",
    why: "answered 404: the webhook was deleted or its address is wrong; make a new one and give it to the server",
  },
  "not-granted (what nobody can do by hand)": {
    is: "not-granted",
    action: "create-draft",
    permissions: ["contents: write"],
  },
};

function atOptionalGate(
  all: Readonly<Record<string, PublishFailure>>,
): Record<string, readonly [Problem, Snapshot]> {
  const failures = Object.entries(all).map(([name, found]) => [
    `publish-failed (an optional gate, ${name})`,
    [{ ...problemExamples["publish-failed"], environment: "testpypi", found }, BUSY],
  ]);
  return Object.fromEntries(failures);
}

/** Where it is said in several ways by what else is seen: the others. */
export const problemsElsewhere: Readonly<Record<string, readonly [Problem, Snapshot]>> = {
  "configuration-gone (the repository not seen)": [problemExamples["configuration-gone"], UNKNOWN_REPOSITORY],
  "publish-failed (somebody to turn to)": [
    {
      ...problemExamples["publish-failed"],
      environment: "docs",
      found: publishFailures["publisher-unknown"],
    },
    BUSY,
  ],
  "publish-failed (no known cause, somebody to turn to)": [
    {
      ...problemExamples["publish-failed"],
      environment: "docs",
      found: { log: "read", lines: [], holds: { is: "no-index" }, outlook: "unclear" },
    },
    BUSY,
  ],
  ...atOptionalGate({
    burnt: publishFailures["file-name-used"],
    "half published": halfPublished,
    "to be rebuilt": publishFailures["id-token-missing"],
    "to be retried": publishFailures["index-down"],
    "after a fix": publishFailures["publisher-unknown"],
    unclear: publishFailures["no-files"],
    "all there, and none taken twice": {
      ...publishFailures["runner-lost"],
      holds: { is: "all", index: "crates", files: ["tool-5.0.0.crate"], of: 1 },
      outlook: "unclear",
    },
  }),
  "gate-out-of-sight (on PyPI)": [{ ...problemExamples["gate-out-of-sight"], environments: ["pypi"] }, BUSY],
  "publish-failed (a gate that wants a click)": [
    { ...problemExamples["publish-failed"], found: publishFailures["index-down"] },
    guarded({ reviewers: ["lstein"] }),
  ],
  "index-missing-files (npm, the package not named)": [
    { is: "index-missing-files", index: "npm", missing: ["octo-tool-5.0.0.tgz"] },
    AT_NPM,
  ],
  ...expired,
  ...versionHeld,
  "gate-expired (another guard)": [problemExamples["gate-expired"], guarded({ waitMinutes: 30 })],
  "gate-expired (a comment and a click)": [
    problemExamples["gate-expired"],
    guarded({ rule: true, reviewers: ["lstein"] }),
  ],
  "gate-expired (a gate that wants a click)": [
    problemExamples["gate-expired"],
    guarded({ reviewers: ["lstein"] }),
  ],
};
