import type { Wait } from "../../release/wait.ts";

const url = "https://github.com/octo/tool/actions/runs/1";

/** One of every wait. */
export const waitExamples: { readonly [For in Wait["for"]]: Extract<Wait, { readonly for: For }> } = {
  phases: { for: "phases", names: ["rehearse", "verify testpypi"] },
  run: { for: "run", tag: "v5.0.0" },
  tag: { for: "tag", tag: "v5.0.0", branch: "main", blockers: [] },
  "call-out": { for: "call-out", open: 3 },
  "which-workflow": {
    for: "which-workflow",
    paths: [".github/workflows/release.yml", ".github/workflows/docs.yml"],
  },
  jobs: { for: "jobs", running: 9, done: 6, url },
  "gate-reached": { for: "gate-reached", environment: "pypi" },
  approval: { for: "approval", environment: "pypi", given: ["lstein"], needed: 2 },
  notes: { for: "notes", environment: "pypi" },
  review: { for: "review", environment: "pypi", url, reviewers: ["lstein"] },
  "gate-opening": { for: "gate-opening", environment: "pypi" },
  "publish-job": { for: "publish-job", environment: "pypi", url: `${url}/job/3` },
  unhold: { for: "unhold", by: "ebr", reason: "the installer's icon is last year's" },
  "smoke-tests": { for: "smoke-tests", missing: ["linux", "windows"] },
  index: { for: "index", index: "pypi", missing: ["tool-5.0.0.tar.gz"] },
  "publish-command": { for: "publish-command", url: "https://github.com/octo/tool/releases/tag/untagged-1" },
  "run-end": { for: "run-end", url },
  channel: {
    for: "channel",
    channel: "ANNOUNCE_DISCORD",
    why: "answered 429: too many messages, nothing was posted",
  },
  "released-in": { for: "released-in", left: 43 },
  yank: { for: "yank", packages: [{ index: "pypi", name: "tool 5.0.0" }] },
  "announce-command": { for: "announce-command", channel: "ANNOUNCE_DISCORD" },
  answer: {
    for: "answer",
    whom: "GitHub",
    detail: "502 for the list of jobs",
    until: Date.UTC(2026, 10, 22, 21, 4),
  },
};
