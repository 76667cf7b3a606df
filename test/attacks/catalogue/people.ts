import type { Group } from "./entry.ts";

export const PEOPLE = {
  title: "People and their rights",
  entries: {
    outsider: { threat: "", needs: "" },
    "association-trust": { threat: "", needs: "" },
    "triage-role": { threat: "", needs: "" },
    "maintain-and-custom-role": { threat: "", needs: "" },
    "ex-member": { threat: "", needs: "" },
    "pending-invitation": { threat: "", needs: "" },
    "permission-endpoint-down": { threat: "", needs: "" },
    "permission-404": { threat: "", needs: "" },
    "stale-cache": { threat: "", needs: "" },
    "renamed-user": { threat: "", needs: "" },
    "recycled-login": { threat: "", needs: "" },
    "login-case": { threat: "", needs: "" },
    "self-approval": { threat: "", needs: "" },
    "re-runner-approval": { threat: "", needs: "" },
    "same-person-twice": { threat: "", needs: "" },
    "team-drift": { threat: "", needs: "" },
    "linked-token-mix-up": { threat: "", needs: "" },
    "oauth-csrf": { threat: "", needs: "" },
    "device-code-phishing": { threat: "", needs: "" },
    "refresh-race": { threat: "", needs: "" },
    "revoked-authorisation": { threat: "", needs: "" },
    "sso-missing": { threat: "", needs: "" },
  },
} as const satisfies Group;
