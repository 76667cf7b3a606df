import type { Refusal, Said } from "../../release/answer.ts";
import { approve, refusalExamples, said } from "./refusals.ts";

const [noRight] = refusalExamples["no-right"];
const [ownClick] = refusalExamples["own-click"];
const [boardThere] = refusalExamples["board-there"];
const linkUrl = "https://conductor.example.org/link";
const publish = said("publish");

/** Where one kind of refusal is said in several ways: the others, with the line each answers. */
export const moreRefusals: Readonly<Record<string, readonly [Refusal, Said]>> = {
  "no-right (none at all)": [{ ...noRight, has: "none" }, approve],
  "no-right (only named people)": [{ ...noRight, needs: "none", who: ["lstein", "ebr"] }, approve],
  "no-right (a team out of sight)": [{ ...noRight, teamsHidden: true }, approve],
  "not-granted (to read)": [{ is: "not-granted", permissions: ["pull_requests: read"] }, said("call-out")],
  "call-out-over (a board that came with its tag)": [
    { is: "call-out-over", tag: "v4.3.0", prepared: false },
    said("call-out"),
  ],
  "run-too-old (an index has the version)": [
    { is: "run-too-old", tag: "v5.0.0", out: { on: ["pypi", "npm"], unclear: [] } },
    said("retry"),
  ],
  "run-too-old (an index is silent)": [
    { is: "run-too-old", tag: "v5.0.0", out: { on: [], unclear: ["pypi"] } },
    said("retry"),
  ],
  "run-too-old (an optional gate)": [
    { is: "run-too-old", tag: "v5.0.0", without: "testpypi" },
    said("retry"),
  ],
  "no-tag-said (the first)": [{ is: "no-tag-said", next: [] }, said("prepare")],
  "unknown-command (like none)": [{ is: "unknown-command", word: "deploy" }, said(undefined)],
  "unknown-gate (none reached)": [{ is: "unknown-gate", said: "PyPI", gates: [] }, approve],
  "wrong-channel (of another kind)": [
    { is: "wrong-channel", variable: "ANNOUNCE_NEWS", configured: "discord", kind: "slack" },
    said("announce", "ANNOUNCE_NEWS"),
  ],
  "unknown-channel (none configured)": [
    { is: "unknown-channel", said: "irc", channels: [] },
    said("announce", "irc"),
  ],
  "gate-not-waiting (its job failed)": [
    { is: "gate-not-waiting", gate: "pypi", why: "its job has failed" },
    approve,
  ],
  "gate-not-waiting (somebody rejected it)": [
    { is: "gate-not-waiting", gate: "pypi", why: "lstein rejected it" },
    approve,
  ],
  "gate-not-waiting (open, to reject)": [
    { is: "gate-not-waiting", gate: "pypi", why: "it is open, and its job runs" },
    said("reject", "pypi"),
  ],
  "gate-not-waiting (published, to reject)": [
    { is: "gate-not-waiting", gate: "pypi", why: "its job has ended" },
    said("reject", "pypi"),
  ],
  "already-open (by a click)": [{ is: "already-open", gate: "pypi", by: [] }, approve],
  "artifacts-replaced (several)": [
    {
      is: "artifacts-replaced",
      gate: "pypi",
      names: ["dist", "installer"],
      at: Number.POSITIVE_INFINITY,
    },
    approve,
  ],
  "nothing-to-test (built afterwards)": [
    { is: "nothing-to-test", why: "what there is now was built afterwards" },
    said("tested", "linux"),
  ],
  "own-click (can be linked)": [{ ...ownClick, linkUrl }, approve],
  "own-click (link ended)": [{ ...ownClick, linkUrl, refused: "link-ended" }, approve],
  "own-click (single sign-on)": [{ ...ownClick, linkUrl, refused: "sso-missing" }, approve],
  "own-click (no access)": [{ ...ownClick, linkUrl, refused: "no-access" }, approve],
  "own-click (app not ticked)": [{ ...ownClick, reviewers: [] }, approve],
  "refused-thrice (not of the run)": [{ is: "refused-thrice", action: "publish-release" }, publish],
  "retry-in-vain (to be rebuilt)": [
    { is: "retry-in-vain", gate: "pypi", why: "id-token-missing", way: "rebuild" },
    said("retry"),
  ],
  "retry-in-vain (other bytes)": [
    { is: "retry-in-vain", gate: "pypi", why: "other-bytes", way: "next-version" },
    said("retry"),
  ],
  "retry-in-vain (an optional gate)": [
    { is: "retry-in-vain", gate: "testpypi", why: "file-name-used", way: "without" },
    said("retry"),
  ],
  "no-such-base (the release's own)": [
    { is: "no-such-base", said: "v5.0.0", own: true, tags: [] },
    said("notes", "base", "v5.0.0"),
  ],
  "out-of-place (no request)": [{ is: "out-of-place", isRequest: false }, approve],
  "board-there (finished)": [
    { ...boardThere, state: "closed", closedByApp: true },
    said("prepare", "v4.3.0"),
  ],
  "no-trigger (of a tag)": [
    { is: "no-trigger", workflow: "release.yml", ref: "refs/tags/v5.0.0", tag: "v5.0.0" },
    said("release", "v5.0.0"),
  ],
  "release-workflow-unknown (several)": [
    {
      is: "release-workflow-unknown",
      paths: [".github/workflows/container.yml", ".github/workflows/release.yml"],
    },
    said("release", "v5.0.0"),
  ],
  "not-a-tag (a commit)": [{ is: "not-a-tag", said: "5a2f9c1", kind: "commit" }, said("release", "5a2f9c1")],
  "build-failed (cancelled)": [
    {
      is: "build-failed",
      conclusion: "cancelled",
      jobs: [],
      url: "https://github.com/octo/tool/actions/runs/7",
    },
    said("build", "main"),
  ],
  "board-there (closed by hand)": [{ ...boardThere, state: "closed" }, said("prepare", "v4.3.0")],
  "self-approval (nobody known)": [{ is: "self-approval", gate: "pypi", starterUnknown: true }, approve],
  "phase-not-done (one)": [{ is: "phase-not-done", gate: "pypi", phases: ["rehearse"] }, approve],
  "held (without a reason)": [{ is: "held", by: "ebr" }, approve],
  "not-drafted (stopped)": [{ is: "not-drafted", waitsFor: "what the board names as stopped" }, publish],
  "not-drafted (no draft)": [{ is: "not-drafted", waitsFor: "the draft" }, publish],
};
