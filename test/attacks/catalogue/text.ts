import type { Group } from "./entry.ts";

export const TEXT = {
  title: "Text from outside",
  entries: {
    "mention-bomb": { threat: "", needs: "" },
    "markdown-breakout": { threat: "", needs: "" },
    "comment-swallow": { threat: "", needs: "" },
    "bidi-name": { threat: "", needs: "" },
    "cross-reference-spam": { threat: "", needs: "" },
    "image-beacon": { threat: "", needs: "" },
    "copy-paste-trap": { threat: "", needs: "" },
    "log-forging": { threat: "", needs: "" },
    broadcast: { threat: "", needs: "" },
  },
} as const satisfies Group;
