import type { Group } from "./entry.ts";

export const CONFIGURATION = {
  title: "Configuration",
  entries: {
    "config-in-tag": { threat: "", needs: "" },
    "config-moves-mid-release": { threat: "", needs: "" },
    "foreign-extends": { threat: "", needs: "" },
    "config-typo": { threat: "", needs: "" },
    "yaml-bomb": { threat: "", needs: "" },
    "url-in-config": { threat: "", needs: "" },
    "seeded-state": { threat: "", needs: "" },
  },
} as const satisfies Group;
