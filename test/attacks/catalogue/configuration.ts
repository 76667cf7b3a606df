import type { Group } from "./entry.ts";

export const CONFIGURATION = {
  title: "Configuration",
  entries: {
    "config-in-tag": {
      threat: "tags a commit whose configuration makes themselves an approver",
      promise: "Only the file on the default branch counts; the one in the tagged commit is never read.",
    },
    "config-in-branch": {
      threat: "pushes a branch whose configuration makes themselves an approver, and tags it",
      promise: "Whether a branch's file has faults is told there, and nothing else comes of it.",
    },
    "config-moves-mid-release": {
      threat: "changes who approves on the default branch while a gate waits",
      promise:
        "The change applies at once, approvals given before it lapse, the board says so, and a comment by a new approver counts.",
    },
    "foreign-extends": {
      threat:
        "lets the configuration inherit from another repository, or leaves it out in the hope for a fallback of the organization",
      promise:
        "Inheriting is a fault that says why, a missing file is no configuration, and no other repository is asked.",
    },
    "config-typo": {
      threat: "misspells keys and types, so that a stricter rule silently does not hold",
      promise:
        "Every fault is listed with its path at once, and nothing can be approved until all are mended.",
    },
    "yaml-bomb": {
      threat: "commits a configuration of aliases of aliases, of endless nesting or of enormous size",
      promise: "It is refused within a moment with the reason on the board, and opens nothing.",
    },
    "url-in-config": {
      threat: "names an address as channel or index, to have announcements or checks go elsewhere",
      promise:
        "Channels and indexes are names of the server's own settings: an address is a fault, is never asked and never repeated.",
    },
    "seeded-state": {
      threat: "commits files that claim that everything was approved and published already",
      promise:
        "No state is read from the repository's files: of them the app reads its configuration and the version, nothing else.",
    },
  },
} as const satisfies Group;
