import type { CommandName, Refusal, Said } from "../../release/answer.ts";
import { DAY } from "../../release/instant.ts";
import { dispatchRefusalExamples } from "./dispatch-refusals.ts";

type Examples = { readonly [Is in Refusal["is"]]: readonly [Extract<Refusal, { readonly is: Is }>, Said] };

export const approve = said("approve", "pypi");

/** One of every refusal, with the line it answers. */
export const refusalExamples: Examples = {
  "no-right": [{ is: "no-right", needs: "maintain", has: "write", who: ["lstein"] }, approve],
  "right-unknown": [{ is: "right-unknown", detail: "503 for the collaborator's permission" }, approve],
  edited: [{ is: "edited" }, approve],
  "wrong-words": [{ is: "wrong-words", usage: "/approve <gate> [commit]" }, said("approve")],
  "which-release": [
    { is: "which-release", command: "approve", tags: ["core-v1.0.0", "cli-v2.0.0"] },
    said("approve", "pypi"),
  ],
  "before-board": [{ is: "before-board" }, approve],
  "unknown-command": [{ is: "unknown-command", word: "aprove", near: "approve" }, said(undefined, "pypi")],
  "unknown-gate": [
    { is: "unknown-gate", said: "PyPI", gates: ["testpypi", "pypi"] },
    said("approve", "PyPI"),
  ],
  "gate-not-waiting": [{ is: "gate-not-waiting", gate: "pypi", why: "no job has come to it yet" }, approve],
  "too-early": [{ is: "too-early", gate: "pypi", since: Date.UTC(2026, 10, 22, 21, 4) }, approve],
  "already-open": [{ is: "already-open", gate: "pypi", by: ["lstein"] }, approve],
  "wrong-commit": [
    { is: "wrong-commit", said: "abc1234", commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21" },
    said("approve", "pypi", "abc1234"),
  ],
  "commit-required": [
    { is: "commit-required", gate: "pypi", commit: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21" },
    approve,
  ],
  "artifacts-replaced": [
    { is: "artifacts-replaced", gate: "pypi", names: ["dist"], at: Date.UTC(2026, 10, 22, 21, 4) },
    approve,
  ],
  expired: [{ is: "expired", gate: "pypi", after: 14 * DAY }, approve],
  "no-such-account": [{ is: "no-such-account", login: "octokat" }, said("delegate", "@octokat", "pypi")],
  "own-right": [{ is: "own-right", gate: "pypi" }, said("delegate", "@octocat", "pypi")],
  "nothing-to-test": [
    { is: "nothing-to-test", why: "the run has not uploaded all of its artifacts" },
    said("tested", "linux"),
  ],
  "self-approval": [{ is: "self-approval", gate: "pypi" }, approve],
  "own-click": [
    {
      is: "own-click",
      gate: "pypi",
      url: "https://github.com/octo/tool/actions/runs/1",
      reviewers: ["lstein"],
    },
    approve,
  ],
  "phase-not-done": [
    { is: "phase-not-done", gate: "pypi", phases: ["rehearse", "verify testpypi"] },
    approve,
  ],
  held: [{ is: "held", by: "ebr", reason: "the installer's icon is last year's" }, approve],
  "nothing-held": [{ is: "nothing-held" }, said("unhold")],
  "nothing-failed": [{ is: "nothing-failed" }, said("retry")],
  "retry-in-vain": [
    {
      is: "retry-in-vain",
      gate: "pypi",
      why: "file-name-used",
      way: "next-version",
      next: { version: "5.0.1", tag: "v5.0.1" },
    },
    said("retry"),
  ],
  "refused-thrice": [
    { is: "refused-thrice", action: "rerun-failed-jobs", url: "https://github.com/octo/tool/actions/runs/1" },
    said("retry"),
  ],
  "still-running": [{ is: "still-running" }, said("retry")],
  "not-granted": [{ is: "not-granted", permissions: ["actions: write"] }, said("retry")],
  "not-running": [{ is: "not-running" }, said("cancel")],
  "not-drafted": [{ is: "not-drafted", waitsFor: "verify pypi" }, said("publish")],
  "no-notes-yet": [{ is: "no-notes-yet" }, said("notes")],
  "notes-full": [
    { is: "notes-full", over: 1200, url: "https://github.com/octo/tool/releases/tag/v5.0.0" },
    said("notes"),
  ],
  "no-tag": [{ is: "no-tag", tag: "v5.0.0" }, said("notes")],
  "no-such-base": [
    { is: "no-such-base", said: "v4.9", own: false, tags: ["v4.9.0", "v4.8.1"] },
    said("notes", "base", "v4.9"),
  ],
  "already-published": [
    { is: "already-published", url: "https://github.com/octo/tool/releases/tag/v5.0.0" },
    said("publish"),
  ],
  "unknown-test": [
    { is: "unknown-test", said: "solaris", tests: ["linux", "windows"] },
    said("tested", "solaris"),
  ],
  "unknown-channel": [
    { is: "unknown-channel", said: "irc", channels: ["ANNOUNCE_DISCORD"] },
    said("announce", "irc"),
  ],
  "wrong-channel": [
    { is: "wrong-channel", variable: "ANNOUNCE_NEWS", configured: "discord" },
    said("announce", "ANNOUNCE_NEWS"),
  ],
  "not-released-yet": [{ is: "not-released-yet" }, said("announce")],
  "configuration-broken": [{ is: "configuration-broken" }, approve],
  "configuration-changed": [{ is: "configuration-changed", blob: "0f09c0b245d3e8a1" }, approve],
  "run-too-old": [{ is: "run-too-old", tag: "v5.0.0" }, said("retry")],
  superseded: [{ is: "superseded" }, approve],
  "moved-meanwhile": [
    { is: "moved-meanwhile", gate: "pypi", url: "https://github.com/octo/tool/actions/runs/1" },
    approve,
  ],
  "out-of-place": [{ is: "out-of-place", isRequest: true }, said("prepare", "v4.3.0")],
  "call-out-over": [{ is: "call-out-over", tag: "v4.3.0", prepared: true }, said("call-out")],
  "nobody-to-call": [{ is: "nobody-to-call", tag: "v4.3.0" }, said("call-out")],
  "too-long": [{ is: "too-long", most: 200 }, said("call-out")],
  "no-tag-said": [{ is: "no-tag-said", next: ["v4.2.10", "v4.3.0", "v5.0.0"] }, said("prepare")],
  "no-release-tag": [{ is: "no-release-tag", said: "4.3", patterns: ["v*"] }, said("prepare", "4.3")],
  "tag-there": [{ is: "tag-there", tag: "v4.3.0" }, said("prepare", "v4.3.0")],
  "board-there": [
    {
      is: "board-there",
      tag: "v4.3.0",
      url: "https://github.com/octo/tool/issues/12",
      state: "open",
      closedByApp: false,
    },
    said("prepare", "v4.3.0"),
  ],
  ...dispatchRefusalExamples(said),
  finished: [{ is: "finished" }, approve],
  "not-out-yet": [{ is: "not-out-yet" }, said("yank", "no front end")],
  yanked: [{ is: "yanked" }, approve],
  abandoned: [{ is: "abandoned" }, approve],
  contradicted: [{ is: "contradicted", by: "/hold" }, approve],
};

/** A line that somebody said alone in a comment. */
export function said(command: CommandName | undefined, ...words: readonly string[]): Said {
  const word = command ?? "aprove";
  const line = [`/${word}`, ...words].join(" ");
  const author = { id: 1, login: "octocat", bot: false };
  return {
    command,
    word,
    words,
    line,
    position: 0,
    comment: {
      id: 1,
      node: "IC_1",
      author,
      viaApp: false,
      body: line,
      createdAt: 0,
      edited: false,
      url: "https://github.com/octo/tool/issues/1#issuecomment-1",
      claimed: false,
    },
  };
}
