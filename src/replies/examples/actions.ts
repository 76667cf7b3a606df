import type { Action, Bindings } from "../../release/action.ts";
import { emptyMemory } from "../../release/memory.ts";

const [board, run, release, comment] = [7, 1, 2, 3];
const written = { text: { body: "", news: "" }, memory: emptyMemory, at: 0 };

const bindings = {
  repository: 1,
  tag: "v5.0.0",
  environment: "pypi",
  run,
  runAttempt: 1,
  attempt: "b81c3e9/5a2f9c1/1",
  commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
  configuration: "0f09c0b245",
  approvals: [{ by: 4, login: "lstein", comment, right: "role maintain" }],
  artifacts: [`dist sha256:${"b".repeat(64)}`],
  digests: [`tool-5.0.0.tar.gz sha256:${"a".repeat(64)}`],
  letThrough: 0,
} satisfies Bindings;

/** One of every action. */
export const actionExamples: { readonly [Do in Action["do"]]: Extract<Action, { readonly do: Do }> } = {
  "create-board": { do: "create-board", title: "Release v5.0.0", labels: ["release"], ...written },
  "close-twin": { do: "close-twin", twin: 13, board: 12 },
  "write-board": { do: "write-board", board, state: "open", ...written },
  remember: { do: "remember", board, change: { to: "unhold", until: 0 } },
  "write-check-run": { do: "write-check-run", commit: "5a2f9c1", title: "Waiting", summary: "" },
  react: { do: "react", comment, with: "eyes" },
  reply: { do: "reply", comment, to: [] },
  "prepare-release": {
    do: "prepare-release",
    tag: "v4.3.0",
    labels: ["release"],
    prepared: { by: "lstein", issue: 12, comment, at: 0 },
  },
  "take-up-release": {
    do: "take-up-release",
    tag: "v4.2.0",
    labels: ["release"],
    takenUp: { by: { id: 4, login: "lstein" }, issue: 12, comment, at: 0 },
  },
  dispatch: { do: "dispatch", workflow: "build.yml", ref: "refs/heads/main", commit: "5a2f9c1", comment },
  "open-gate": { do: "open-gate", ...bindings },
  "review-gate": { do: "review-gate", as: { id: 4, login: "lstein" }, environmentId: 5, ...bindings },
  remind: { do: "remind", key: "1/1/pypi/reminder/1", text: "" },
  "close-gate": {
    do: "close-gate",
    environment: "pypi",
    run,
    because: { is: "rejected", by: "lstein", comment, runAttempt: 1, reason: "no front end" },
  },
  "report-gate": { do: "report-gate", environment: "pypi", run, text: "" },
  "rerun-failed-jobs": { do: "rerun-failed-jobs", run, runAttempt: 1, by: 4 },
  "cancel-run": { do: "cancel-run", run },
  "create-draft": {
    do: "create-draft",
    tag: "v5.0.0",
    name: "tool v5.0.0",
    prerelease: false,
    body: "0a",
  },
  "update-draft": { do: "update-draft", release, tag: "v5.0.0", body: "0b", was: "0a" },
  "mark-yanked": { do: "mark-yanked", release, tag: "v5.0.0", text: "", comment },
  "upload-asset": {
    do: "upload-asset",
    release,
    artifact: 5,
    file: "installer.zip",
    name: "installer.zip",
    sha256: "a",
  },
  "delete-draft": { do: "delete-draft", release, body: "0f09c0b245d3e8a1", comment: 1 },
  "delete-asset": { do: "delete-asset", release, asset: 6, name: "installer.zip" },
  "publish-release": {
    do: "publish-release",
    release,
    tag: "v5.0.0",
    attempt: "b81c3e9/5a2f9c1/1",
    prerelease: false,
    latest: true,
    by: 4,
  },
  announce: {
    do: "announce",
    channel: "ANNOUNCE_DISCORD",
    text: "",
    tries: 0,
  },
  "edit-announcement": {
    do: "edit-announcement",
    channel: "ANNOUNCE_DISCORD",
    message: "1",
    text: "",
    tries: 0,
  },
  "call-out": { do: "call-out", text: "", ended: false },
  "tell-released": { do: "tell-released", thread: 41, text: "" },
};
