import type { Group } from "./entry.ts";

export const FAULTS = {
  title: "Loss, order, time, crash",
  entries: {
    "out-of-order": { threat: "", needs: "" },
    "duplicated-waiting": { threat: "", needs: "" },
    "lost-hour": { threat: "", needs: "" },
    "lost-after-202": { threat: "", needs: "" },
    "restart-anywhere": { threat: "", needs: "" },
    "stale-read": { threat: "", needs: "" },
    "retry-duplicates": { threat: "", needs: "" },
    "primary-limit": { threat: "", needs: "" },
    "secondary-limit": { threat: "", needs: "" },
    "graphql-partial": { threat: "", needs: "" },
    "poison-event": { threat: "", needs: "" },
    "two-instances": { threat: "", needs: "" },
    "store-broken": { threat: "", needs: "" },
    "clock-skew": { threat: "", needs: "" },
    suspended: { threat: "", needs: "" },
    "stuck-silently": { threat: "", needs: "" },
  },
} as const satisfies Group;
