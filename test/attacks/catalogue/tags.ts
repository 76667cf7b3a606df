import type { Group } from "./entry.ts";

export const TAGS = {
  title: "What a tag points at",
  entries: {
    "moved-tag": { threat: "", needs: "" },
    "moved-tag-in-the-window": { threat: "", needs: "" },
    "delete-and-recreate": { threat: "", needs: "" },
    "late-delete": { threat: "", needs: "" },
    "deleted-while-waiting": { threat: "", needs: "" },
    "annotated-tag": { threat: "", needs: "" },
    "strange-tag-object": { threat: "", needs: "" },
    "retagged-same-commit": { threat: "", needs: "" },
    "branch-like-tag": { threat: "", needs: "" },
    "four-tags": { threat: "", needs: "" },
    "side-branch-tag": { threat: "", needs: "" },
    "hostile-tag-name": { threat: "", needs: "" },
    "one-version-two-tags": { threat: "", needs: "" },
    "stale-approval": { threat: "", needs: "" },
    "zombie-approval": { threat: "", needs: "" },
    "wrong-short-sha": { threat: "", needs: "" },
    "superseded-run": { threat: "", needs: "" },
    "repository-recreated": { threat: "", needs: "" },
  },
} as const satisfies Group;
