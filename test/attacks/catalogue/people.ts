import type { Group } from "./entry.ts";

export const PEOPLE = {
  title: "People and their rights",
  entries: {
    outsider: {
      threat: "says commands on the board of a public repository, as anybody can",
      promise: "Whoever has no right here opens, holds and closes nothing, and is told so once.",
    },
    "started-for-oneself": {
      threat:
        "has the app start the run with `/release`, so that its bot is the starter, approves it alone, and deletes the comment first",
      promise:
        "Whoever had the app start a run counts as its starter where nobody may approve their own; where nothing tells any more who that was, nobody's approval counts.",
    },
    "started-after-another": {
      threat:
        "has the app start a run of a tag that somebody else had it take up before, or that another request on the board could have started, and deletes the request",
      promise:
        "Who had the app start a run is remembered with that run: no other request makes it somebody else's, and a request for another tag counts for nothing.",
    },
    "association-trust": {
      threat: "counts on what GitHub calls somebody's association with the project",
      promise:
        "Nobody has a right by their association, and nobody is refused for it: the role in the repository counts.",
    },
    "triage-role": {
      threat: "approves with the role triage, which older answers of GitHub call read",
      promise: "The role triage approves nothing unless the configuration says so.",
    },
    "maintain-and-custom-role": {
      threat: "has a custom role, or maintain, which older answers of GitHub call write",
      promise:
        "The role maintain approves; a custom role counts for what it is based on, and by its own name where the configuration lists it, spelt as there.",
    },
    "ex-member": {
      threat: "loses the role between the comment and the opening",
      promise:
        "The right is looked up again right before a gate opens, and without it the approval is refused.",
    },
    "pending-invitation": {
      threat: "was invited to the approvers' team and has not accepted",
      promise: "Only an active member of a team has the team's right.",
    },
    "permission-endpoint-down": {
      threat: "GitHub does not say what a person may do",
      promise:
        "While a right cannot be looked up nothing opens and nobody is refused; the board says who does not answer, and the comment counts once it is told.",
    },
    "permission-404": {
      threat: "GitHub knows nobody of that name in the repository",
      promise: "Whoever GitHub does not know in the repository has no right there.",
    },
    "stale-cache": {
      threat: "counts on a right that was looked up before it was taken away",
      promise: "Every command asks GitHub anew what its author may do.",
    },
    "renamed-user": {
      threat: "an approver's account gets another name while their word is being acted on",
      promise: "People are their account's number: the approval counts once, under the new name.",
    },
    "recycled-login": {
      threat: "takes a name that an approver has given up",
      promise:
        "A name carries no right: what counts is the number of the account, and where name and number do not fit together nothing does.",
    },
    "login-case": {
      threat: "is listed in other letters than their name is written in",
      promise: "Names in the configuration are compared without regard to case, as GitHub does.",
    },
    "self-approval": {
      threat: "approves the tag that they have pushed themselves",
      promise:
        "Where the configuration forbids it, nobody approves what they have pushed or started; GitHub does not keep them from it, so the app does.",
    },
    "re-runner-approval": {
      threat: "runs somebody else's run again and approves it",
      promise: "Whoever ran it again has started it, too.",
    },
    "re-runner-by-command": {
      threat:
        "has the app run a failed run again (`/retry`), which GitHub knows the app for, and approves it",
      promise: "The ledger knows for whom: they can't approve it, and where it was lost nobody can.",
    },
    "same-person-twice": {
      threat:
        "gives two approvals with one account, also under another name or through somebody they lent their right to",
      promise:
        "Approvals are counted by people: one person, and whoever speaks in their place, are one voice.",
    },
    "team-drift": {
      threat: "the team that gave the right has other members afterwards",
      promise:
        "The ledger says of each gate that was opened who approved, by account number, by which right, and when.",
    },
    "linked-token-mix-up": {
      threat: "says a reviewer's command while somebody else has linked an account",
      promise:
        "The app reviews in the name of whoever said it, and only with the token that GitHub says is theirs.",
    },
    "oauth-csrf": {
      threat: "sends somebody a forged, foreign or used answer of a login",
      promise:
        "An answer links an account only in the browser that began it, within ten minutes and once; the code is bound to it, too.",
    },
    "device-code-phishing": {
      threat: "has somebody type a code from an issue into GitHub",
      promise:
        "No comment of the app holds a code to type in or a login to confirm; accounts are linked on the server's own pages only.",
    },
    "refresh-race": {
      threat: "two releases need the same person's expired token at once",
      promise: "A token is refreshed once, and both go on with what came of it.",
    },
    "revoked-authorisation": {
      threat: "a person takes the authorization back on GitHub",
      promise:
        "Their tokens are forgotten at once, and their next word is answered with where to click or link again.",
    },
    "sso-missing": {
      threat: "the organization wants a sign-in that the person's token has not got",
      promise: "The gate stays shut, and the answer says what is missing and where to click meanwhile.",
    },
  },
} as const satisfies Group;
