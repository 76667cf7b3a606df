import type { Group } from "./entry.ts";

export const ARCHIVES = {
  title: "Archives and downloads",
  entries: {
    "zip-slip": { threat: "", needs: "" },
    "zip-bomb": { threat: "", needs: "" },
    "zip-liar": { threat: "", needs: "" },
    "not-a-zip": { threat: "", needs: "" },
    "token-on-redirect": { threat: "", needs: "" },
    "redirect-inside": { threat: "", needs: "" },
    "expired-url": { threat: "", needs: "" },
    "digest-mismatch": { threat: "", needs: "" },
    "metadata-bomb": { threat: "", needs: "" },
  },
} as const satisfies Group;
