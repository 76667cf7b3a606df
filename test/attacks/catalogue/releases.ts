import type { Group } from "./entry.ts";

export const RELEASES = {
  title: "GitHub releases and assets",
  entries: {
    "twin-drafts": { threat: "", needs: "" },
    "draft-tampering": { threat: "", needs: "" },
    "human-published-first": { threat: "", needs: "" },
    "human-notes-overwritten": { threat: "", needs: "" },
    "untagged-draft": { threat: "", needs: "" },
    "workflows-404": { threat: "", needs: "" },
    "half-upload": { threat: "", needs: "" },
    "asset-renamed": { threat: "", needs: "" },
    "published-incomplete": { threat: "", needs: "" },
    "burnt-tag": { threat: "", needs: "" },
    "prerelease-as-latest": { threat: "", needs: "" },
    "wrong-base": { threat: "", needs: "" },
    "release-before-registry": { threat: "", needs: "" },
    "notes-too-long": { threat: "", needs: "" },
    "discussion-404": { threat: "", needs: "" },
  },
} as const satisfies Group;
