import type { Group } from "./entry.ts";

export const TAGS = {
  title: "What a tag points at",
  entries: {
    "moved-tag": {
      threat:
        "the tag moves on after an approval, and the last approval comes before any event has told of it",
      promise:
        "What the tag points at is read again right before a gate is answered: approvals of the old commit count no more, and the board lists them with the reason.",
    },
    "moved-tag-in-the-window": {
      threat: "the tag moves in the very moment in which the gate is being opened",
      promise:
        "The approval is answered with an alarm and the board warns while the old run is at work, both with the way to cancel it; with `cancel-superseded: true` the app cancels it itself.",
    },
    "delete-and-recreate": {
      threat: "the tag is deleted and pushed again, and the events come in any order",
      promise:
        "Whatever order the events come in, the ref decides: there is one board, on the newest attempt, and the earlier run stays shut.",
    },
    "late-delete": {
      threat: "the events of a deletion arrive after the tag was pushed again",
      promise: "They make the app look, and as the tag is there nothing is written.",
    },
    "deleted-while-waiting": {
      threat: "the tag is deleted while a gate waits for its second approval",
      promise:
        "The release stops, the waiting gates are shut, and later approvals are refused with when to say them again.",
    },
    "annotated-tag": {
      threat: "the ref of an annotated tag holds the tag object's sha instead of the commit's",
      promise:
        "Tags are peeled everywhere: board, run and approvals go by the commit, and the tag object's own sha names nothing.",
    },
    "strange-tag-object": {
      threat: "a tag points at another tag, or at a tree",
      promise:
        "Tags of tags are followed to their commit; a tag that leads to none is never taken up, and a release whose tag comes to do so stops with its gates shut.",
    },
    "retagged-same-commit": {
      threat: "the tag is replaced by another tag object at the same commit",
      promise:
        "Another tag object is another attempt: approvals start over, and the earlier run's gates are shut.",
    },
    "branch-like-tag": {
      threat: "a branch has the tag's name, and the release workflow is dispatched on it",
      promise:
        "A branch is no tag: nothing of its run is ever opened; while such a run is the newest of that name the tag's own gates stay shut, too, until the tag is pushed again.",
    },
    "four-tags": {
      threat: "more than three tags are pushed at once, so that GitHub sends no event and starts no run",
      promise:
        "A sweep finds the tags without any event. Once no run has started for ten minutes, each that is young and a version gets its board, stopped with the causes there can be and with how to start it; once somebody dispatches it, the release goes on there.",
    },
    "side-branch-tag": {
      threat: "a commit is tagged that no branch has from which releases come",
      promise:
        "Where `branches` names them, such a commit is not released, whatever a gate's conditions: the board says which branches there are, and goes on once one of them has the commit.",
    },
    "hostile-tag-name": {
      threat: "a tag's name carries markup, mentions, shell syntax or invisible characters",
      promise:
        "A name that is no version gets no board and opens nothing; in the check run that says so it is harmless text, and no command to paste contains it.",
    },
    "one-version-two-tags": {
      threat: "one version is tagged twice, in two spellings",
      promise:
        "A version has one release, that of the tag with a board, else of the older one: the other gets no board and opens nothing, and its check run names the tag that has the version.",
    },
    "stale-approval": {
      threat: "an approval reaches the app only after the tag has moved and the new run stands at the gate",
      promise:
        "Only what is said after the gate began to wait in this attempt counts: an older approval is refused with the words to say now.",
    },
    "zombie-approval": {
      threat: "an approval lies about for long before the last one needed is given",
      promise:
        "Approvals expire after the time the gate sets, 14 days unless configured: an older one counts no more, and the board says why.",
    },
    "wrong-short-sha": {
      threat: "an approval names another commit than the tagged one, or none where the gate wants one",
      promise:
        "A named commit has to be the tagged one, by seven of its characters or more; with `commit: required` an approval without one is refused with the exact words.",
    },
    "superseded-run": {
      threat:
        "the run that the tag has left behind is approved after all, by a comment, a gate request or a click",
      promise:
        "The app never opens it and shuts the gates it guards; a gate that others guard is warned of on the board, and again once somebody has opened it, with the way to cancel the run.",
    },
    "repository-recreated": {
      threat:
        "the repository is renamed, or deleted and made anew under the same name, in the middle of a release",
      promise:
        "A release is bound to the repository's number: it goes with a rename, and another repository of that name inherits nothing.",
    },
  },
} as const satisfies Group;
