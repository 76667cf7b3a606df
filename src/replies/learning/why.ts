import type { Refusal } from "../../release/answer.ts";

/** Why a command was refused, in a word or a few: the whole is in the reply that it got. */
export const WHY: { readonly [Why in Refusal["is"]]: string } = {
  "no-right": "no right to it",
  "right-unknown": "right not known",
  edited: "edited afterwards",
  "wrong-words": "not how it is said",
  "unknown-command": "no such command",
  "unknown-gate": "no such gate",
  "gate-not-waiting": "the gate did not wait",
  "too-early": "before the gate waited",
  "already-open": "already open",
  "commit-required": "without the commit",
  "artifacts-replaced": "artifacts replaced since",
  expired: "said too long ago",
  "no-such-account": "no such account",
  "own-right": "had the right already",
  "nothing-to-test": "nothing to try yet",
  "wrong-commit": "another commit",
  "not-granted": "permission missing",
  "self-approval": "own release",
  "own-click": "needed a click of their own",
  "phase-not-done": "what comes before was not done",
  held: "on hold",
  "nothing-held": "nothing was held",
  "nothing-failed": "nothing had failed",
  "retry-in-vain": "could only fail again",
  "still-running": "still running",
  "not-running": "not running",
  "not-drafted": "no draft to publish yet",
  "no-notes-yet": "no notes yet",
  "notes-full": "notes too long",
  "no-tag": "the tag was gone",
  "no-such-base": "no such tag to start from",
  "already-published": "already public",
  "unknown-test": "no such smoke test",
  "unknown-channel": "no such channel",
  "wrong-channel": "no address of the channel",
  "not-released-yet": "not released yet",
  "configuration-broken": "configuration broken",
  "configuration-changed": "configuration changed",
  superseded: "of an earlier attempt",
  "moved-meanwhile": "the tag moved meanwhile",
  finished: "already finished",
  abandoned: "board closed by hand",
  contradicted: "rejected by somebody else",
};

/** The words; undefined for a kind that this version of the app does not know. */
export function whyText(why: string | undefined): string | undefined {
  return why !== undefined && Object.hasOwn(WHY, why) ? WHY[why as Refusal["is"]] : undefined;
}
