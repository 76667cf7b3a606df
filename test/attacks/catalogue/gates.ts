import type { Group } from "./entry.ts";

export const GATES = {
  title: "The gate's own API",
  entries: {
    "callback-ssrf": {
      threat: "a gate request names another address for the answer",
      promise:
        "The address in a request is never used: the answer goes where the run is, and no other host is ever asked.",
    },
    "payload-lies": {
      threat: "a gate request states another commit, environment, ref or event than its run",
      promise:
        "A request only makes the app look: what it says decides nothing, and the gate is judged by the run as GitHub lists it.",
    },
    "422-as-success": {
      threat: "GitHub answers an opening with the words for nothing pending, while the gate still waits",
      promise:
        "A refusal is never taken for success: the gate counts as waiting while GitHub lists it, and is answered again after a look.",
    },
    "already-reviewed": {
      threat: "the app's own first answer is missing from GitHub's log for a while",
      promise:
        "A second answer that GitHub refuses changes nothing: the first one stands, and after three tries nothing is sent any more.",
    },
    "ambiguous-gate": {
      threat: "three jobs of a matrix come to one gate at once, and GitHub has a problem with the answer",
      promise:
        "There is one answer under way at a time, and before it is sent again the pending gates are read again.",
    },
    "204-but-waiting": {
      threat: "GitHub accepts the answer, and the gate goes on waiting",
      promise:
        "A gate is open when GitHub lists it as pending no more: until then the board says that it waits, and an answer without effect is given again.",
    },
    "late-matrix-job": {
      threat: "another job comes to the gate after it was approved and opened",
      promise:
        "The approval covers a job that comes later in the same run attempt, by an answer of its own, and only if every rule still holds at that moment.",
    },
    "approve-and-hold-race": {
      threat: "somebody says hold in the seconds in which an approval is being carried out",
      promise:
        "Comments are the last thing read before a gate is opened: a hold that is there by then wins, and one that comes later is answered with what it was too late for and with `/cancel`.",
    },
    "approve-reject-race": {
      threat: "two maintainers approve and reject the same gate at the same time",
      promise:
        "There is one decision: of two words that are there together the rejection wins, else the first to be carried out does, and the other is refused.",
    },
    "double-gate": {
      threat: "an environment is guarded by the app's rule and by required reviewers",
      promise:
        "The app answers for its own part once and says that a reviewer's click is still missing; open is only what both have let through.",
    },
    "admin-bypass": {
      threat: "an admin starts all waiting jobs past every rule",
      promise:
        "What was opened by hand is told with who did it, nothing is sent to GitHub about it, and the checks that follow are made all the same.",
    },
    "rule-off": {
      threat: "the app is unticked as the environment's rule while a job waits",
      promise:
        "An approval is refused with what to tick and where to click, nothing is tried at the gate, and it works again once the rule is back.",
    },
    "thirty-days": {
      threat: "nobody answers for a month",
      promise:
        "People are reminded in ever longer pauses and warned after 25 days; what GitHub ends after 30 stops with the cause and with `/retry`.",
    },
    "report-budget": {
      threat: "much happens at a waiting gate, and its approvers make a long list",
      promise:
        "The app reports at a gate when it waits and when its end is near, once each, shortened to what GitHub takes.",
    },
    "wrong-token-kind": {
      threat: "the environment wants reviewers, who can only be people",
      promise:
        "The app never reviews with its own token: an approval by somebody whose account is not linked is refused with whose click is needed.",
    },
    "order-skipped": {
      threat: "a gate is approved before the one it comes after is verified",
      promise: "The configured order is kept: the approval is refused with what is missing.",
    },
    "crash-around-post": {
      threat: "the app dies right before or right after it answers for a gate, with or without its store",
      promise:
        "After a restart it looks first: every gate gets exactly one decision, and the release ends as it would have.",
    },
  },
} as const satisfies Group;
