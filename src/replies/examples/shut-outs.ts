import type { ShutOut } from "../../release/plan.ts";

/** One of everything that shuts the app out. */
export const shutOutExamples: { readonly [Is in ShutOut["is"]]: Extract<ShutOut, { readonly is: Is }> } = {
  "no-access": {
    is: "no-access",
    detail: "no token of installation 1: 403 This installation has been suspended",
  },
  archived: { is: "archived" },
  "issues-off": { is: "issues-off" },
  locked: { is: "locked" },
  "not-granted": { is: "not-granted", permissions: ["issues: write", "checks: write"] },
};

/** Where access is lost for another cause. */
export const moreShutOuts: Readonly<Record<string, ShutOut>> = {
  "no-access (a namesake)": { is: "no-access", detail: "another repository has its name now" },
};
