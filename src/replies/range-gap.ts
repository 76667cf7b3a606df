import type { RangeGap } from "../release/range.ts";

/** What a range lacks, and what can be done about it. */
export const GAP_TEXTS: Readonly<Record<RangeGap["is"], { readonly says: string; readonly remedy: string }>> =
  {
    "older-commits": {
      says: "No version came before this one, and of the history only the newest 1,000 commits are in the notes.",
      remedy: "Start them from any tag with `/notes base <tag>`.",
    },
    "crowded-commit": {
      says: "A commit names more people, or came with more pull requests, than GitHub tells of at once.",
      remedy: "Write into the draft who is missing: it is kept.",
    },
    "commits-withheld": {
      says: "GitHub counts more commits in this range than it gave.",
      remedy: "They are asked for again; `/notes` asks at once.",
    },
    "too-many-commits": {
      says: "More came since the tag that the notes start from than is read: only 10,000 commits are in the notes.",
      remedy: "Start from a nearer tag with `/notes base <tag>`.",
    },
    "shipped-unread": {
      says: "The tag that the notes start from has more commits of its own than are read: what had shipped there may be listed again.",
      remedy: "Start from a tag of this release's own line with `/notes base <tag>`.",
    },
    "no-base": {
      says: "The tag names no version, so that nothing tells where its notes start: they list no changes.",
      remedy: "Say where with `/notes base <tag>`.",
    },
    "base-passed-over": {
      says: "The tag that was chosen to start from is gone, or has no history in common with this release: the notes do without it.",
      remedy: "Choose another with `/notes base <tag>`.",
    },
    "nothing-since": {
      says: "No commit of this release came after the tag that was chosen to start from: the notes list no changes.",
      remedy: "Choose another with `/notes base <tag>`.",
    },
    "newcomers-unknown": {
      says: "GitHub did not tell who contributed for the first time: the notes greet nobody.",
      remedy: "It is asked again; `/notes` asks at once.",
    },
  };
