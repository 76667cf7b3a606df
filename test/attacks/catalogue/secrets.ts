import type { Group } from "./entry.ts";

export const SECRETS = {
  title: "Secrets and the server",
  entries: {
    "token-in-log": { threat: "", needs: "" },
    "payload-in-log": { threat: "", needs: "" },
    "header-log": { threat: "", needs: "" },
    "error-echo": { threat: "", needs: "" },
    "setup-exposed": { threat: "", needs: "" },
    "dotenv-override": { threat: "", needs: "" },
    "broad-token": { threat: "", needs: "" },
    "truncated-token": { threat: "", needs: "" },
    "open-dashboard": { threat: "", needs: "" },
    sigterm: { threat: "", needs: "" },
  },
} as const satisfies Group;
