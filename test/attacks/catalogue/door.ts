import type { Group } from "./entry.ts";

export const DOOR = {
  title: "The door for webhooks",
  entries: {
    "forged-body": { threat: "", needs: "" },
    "default-secret": { threat: "", needs: "" },
    replay: { threat: "", needs: "" },
    "replay-new-guid": { threat: "", needs: "" },
    "double-hook": { threat: "", needs: "" },
    "foreign-app-delivery": { threat: "", needs: "" },
    "oversized-body": { threat: "", needs: "" },
    "slow-body": { threat: "", needs: "" },
    "odd-request": { threat: "", needs: "" },
    "odd-shape": { threat: "", needs: "" },
    "no-installation": { threat: "", needs: "" },
    "secret-rotation": { threat: "", needs: "" },
    "error-status-leak": { threat: "", needs: "" },
  },
} as const satisfies Group;
