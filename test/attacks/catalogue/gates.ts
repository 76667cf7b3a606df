import type { Group } from "./entry.ts";

export const GATES = {
  title: "The gate's own API",
  entries: {
    "callback-ssrf": { threat: "", needs: "" },
    "payload-lies": { threat: "", needs: "" },
    "422-as-success": { threat: "", needs: "" },
    "already-reviewed": { threat: "", needs: "" },
    "ambiguous-gate": { threat: "", needs: "" },
    "204-but-waiting": { threat: "", needs: "" },
    "late-matrix-job": { threat: "", needs: "" },
    "approve-and-hold-race": { threat: "", needs: "" },
    "approve-reject-race": { threat: "", needs: "" },
    "double-gate": { threat: "", needs: "" },
    "admin-bypass": { threat: "", needs: "" },
    "rule-off": { threat: "", needs: "" },
    "thirty-days": { threat: "", needs: "" },
    "report-budget": { threat: "", needs: "" },
    "wrong-token-kind": { threat: "", needs: "" },
    "order-skipped": { threat: "", needs: "" },
    "crash-around-post": { threat: "", needs: "" },
  },
} as const satisfies Group;
