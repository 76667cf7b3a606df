import type { Group } from "./entry.ts";

export const RELEASES = {
  title: "GitHub releases and assets",
  entries: {
    "twin-drafts": {
      threat: "the answer to creating the draft is lost, or a person has made one for the tag already",
      promise:
        "There is one draft for a tag: the app finds its own again, and goes on with a person's. Of two made at once the first goes on, and the board names the other.",
    },
    "draft-tampering": {
      threat: "somebody replaces an asset of the draft by another of that name",
      promise:
        "The GitHub release is not published while an asset's digest is not the one built, and the board names both.",
    },
    "human-published-first": {
      threat: "a person publishes the draft by hand before anybody says so to the app",
      promise:
        "That counts as done: nothing is published again, and what is left, the announcement, is done once.",
    },
    "human-notes-overwritten": {
      threat: "a person rewrites title and notes of the draft while the app is still at it",
      promise:
        "What a person has written is never written over: the app renews its own sections alone, as long as nobody has touched them, and publishes what stands there.",
    },
    "untagged-draft": {
      threat:
        "the tag of a published release is deleted, and its GitHub release falls back to an unnamed draft",
      promise:
        "Once the tag is there again, the draft is found by the app's mark or its number and gets the tag back: no second one is made.",
    },
    "workflows-404": {
      threat: "GitHub hides a release whose target commit has other workflows than the default branch",
      promise: "The app never names a target: the tag says which commit it is.",
    },
    "half-upload": {
      threat: "an upload breaks off and leaves an empty asset of that name",
      promise:
        "What is not completely uploaded is deleted and uploaded again, and nothing is published before.",
    },
    "asset-renamed": {
      threat: "GitHub renames files it does not like, and two names become one",
      promise:
        "Names are chosen so that GitHub keeps them; two files of one name stop the release before anything is attached.",
    },
    "published-incomplete": {
      threat: "somebody says /publish while an asset can't be uploaded",
      promise: "The GitHub release becomes public only with every asset there; the word is kept until then.",
    },
    "burnt-tag": {
      threat: "an immutable GitHub release is published too early, and its tag can never be used again",
      promise:
        "Where releases are immutable the board warns before /publish; a tag whose name is used up is told as that, and is not tried again.",
    },
    "prerelease-as-latest": {
      threat: "a release candidate, or a fix of an old line, is published after a newer version",
      promise:
        "Which release is the latest follows from the order of versions, never from the order of time.",
    },
    "wrong-base": {
      threat:
        "tags of other branches, release candidates and tags that are no version are newer than the release before",
      promise:
        "The notes start at the highest lower final version, and a fix of an old line at its own line.",
    },
    "release-before-registry": {
      threat: "the publish job is green, but the index has no files",
      promise: "Without the built files on the index nothing is drafted, and /publish is refused.",
    },
    "notes-too-long": {
      threat: "1300 pull requests make notes longer than GitHub accepts",
      promise:
        "The notes are folded until GitHub accepts them; no pull request is left out, and nothing that people wrote is.",
    },
    "discussion-404": {
      threat:
        "the category of the discussion does not exist, which GitHub answers with 404 to the publication",
      promise: "The GitHub release is published without a discussion, and the board says so.",
    },
  },
} as const satisfies Group;
