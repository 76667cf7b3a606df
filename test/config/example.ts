import type { Configuration } from "../../src/release/configuration.ts";
import { DAY } from "../../src/release/instant.ts";

/** The example of the design, which the documentation shows as well. */
export const EXAMPLE = `tags: "v*"                       # or several; a prefix before the version is allowed: "hatch-v*"
workflow: release.yml
version: { scheme: pep440, file: invokeai/version/invokeai_version.py }   # file: none to compare metadata only
board: { labels: [release], checklist: .github/release-checklist.md }     # posted once per attempt; guidance
approvers: { role: maintain }    # or users and teams
smoke-tests: { require: [linux, windows], before: pypi }
gates:
  testpypi: { index: testpypi, optional: true }
  pypi: { index: pypi, package: invokeai, artifacts: [dist], approvals: 1, self-approval: true, escalate: [owner-login] }
assets: [{ artifact: installer, files: "InvokeAI-installer-*.zip" }]
notes: { intro: previous, contributors: external, members: association, exclude: [] }
release: { draft: after-publish, prerelease: from-version, discussion: Announcements, cancel-superseded: false }
announce: [{ discord: ANNOUNCE_DISCORD, prereleases: false }]   # the name of a variable of the server, never a URL
`;

export const EXAMPLE_READ: Configuration = {
  tags: ["v*"],
  sameWorkflow: false,
  workflow: "release.yml",
  version: { scheme: "pep440", file: "invokeai/version/invokeai_version.py" },
  board: { labels: ["release"], checklist: ".github/release-checklist.md" },
  prepare: { milestone: "from-version", labels: [], blockers: ["release-blocker"] },
  approvers: { role: "maintain", users: [], teams: [] },
  remindAfter: 2 * DAY,
  smokeTests: { require: ["linux", "windows"], before: "pypi" },
  gates: [
    {
      name: "testpypi",
      index: "testpypi",
      approvals: 1,
      selfApproval: true,
      commitRequired: false,
      approvalsExpire: 14 * DAY,
      optional: true,
      after: [],
      remindAfter: 2 * DAY,
      escalate: [],
    },
    {
      name: "pypi",
      index: "pypi",
      packages: ["invokeai"],
      artifacts: ["dist"],
      approvals: 1,
      selfApproval: true,
      commitRequired: false,
      approvalsExpire: 14 * DAY,
      optional: false,
      after: [],
      remindAfter: 2 * DAY,
      escalate: ["owner-login"],
    },
  ],
  assets: [{ artifact: "installer", files: "InvokeAI-installer-*.zip" }],
  notes: {
    intro: "previous",
    title: "{repository} {tag}",
    contributors: "external",
    members: { by: ["association"], users: [], teams: [] },
    exclude: [],
    categories: [],
    leaveOut: { labels: [], authors: [] },
    dependencies: "folded",
    commits: "folded",
    translations: ["weblate", "Hosted Weblate", "Weblate (bot)", "crowdin-bot"],
  },
  release: {
    draft: "after-publish",
    prerelease: "from-version",
    discussion: "Announcements",
    cancelSuperseded: false,
    releasedIn: [],
  },
  announce: [{ channel: "discord", variable: "ANNOUNCE_DISCORD", prereleases: false }],
};

/** What an empty file means. */
export const DEFAULTS: Configuration = {
  tags: ["v*"],
  sameWorkflow: false,
  version: {},
  board: { labels: [] },
  prepare: { milestone: "from-version", labels: [], blockers: ["release-blocker"] },
  approvers: { role: "maintain", users: [], teams: [] },
  remindAfter: 2 * DAY,
  smokeTests: { require: [] },
  assets: [],
  notes: {
    intro: "none",
    title: "{repository} {tag}",
    contributors: "external",
    members: { by: ["association"], users: [], teams: [] },
    exclude: [],
    categories: [],
    leaveOut: { labels: [], authors: [] },
    dependencies: "folded",
    commits: "folded",
    translations: ["weblate", "Hosted Weblate", "Weblate (bot)", "crowdin-bot"],
  },
  release: { draft: "after-publish", prerelease: "from-version", cancelSuperseded: false, releasedIn: [] },
  announce: [],
};
