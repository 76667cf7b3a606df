import type { Group } from "./entry.ts";

export const RUNS = {
  title: "Runs, jobs, artifacts",
  entries: {
    "fork-run": { threat: "", needs: "" },
    "wrong-workflow": { threat: "", needs: "" },
    "workflow-edited-at-tag": { threat: "", needs: "" },
    "wrong-event": { threat: "", needs: "" },
    "dispatch-from-branch": { threat: "", needs: "" },
    "rerun-reuses-approval": { threat: "", needs: "" },
    "green-by-absence": { threat: "", needs: "" },
    "forged-check": { threat: "", needs: "" },
    "job-name-trick": { threat: "", needs: "" },
    "second-workflow": { threat: "", needs: "" },
    "red-run-green-publish": { threat: "", needs: "" },
    "swapped-artifact": { threat: "", needs: "" },
    "foreign-artifact": { threat: "", needs: "" },
    "unknown-environment": { threat: "", needs: "" },
    "environment-spelling": { threat: "", needs: "" },
    "cancelled-mid-release": { threat: "", needs: "" },
  },
} as const satisfies Group;
