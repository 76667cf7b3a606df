import type { Group } from "./entry.ts";

export const REGISTRIES = {
  title: "Indexes and announcements",
  entries: {
    "already-on-registry": { threat: "", needs: "" },
    "index-lag": { threat: "", needs: "" },
    "wrong-bytes": { threat: "", needs: "" },
    "missing-wheel": { threat: "", needs: "" },
    "testpypi-for-pypi": { threat: "", needs: "" },
    "provenance-mismatch": { threat: "", needs: "" },
    yanked: { threat: "", needs: "" },
    "local-version": { threat: "", needs: "" },
    "status-page-noise": { threat: "", needs: "" },
    "double-announce": { threat: "", needs: "" },
    "silent-announce": { threat: "", needs: "" },
    "webhook-url-leak": { threat: "", needs: "" },
  },
} as const satisfies Group;
