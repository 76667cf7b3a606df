import type { Late, NoRunCause } from "../../release/overdue.ts";
import type { Problem } from "../../release/problem.ts";

const url = "https://github.com/octo/tool/actions/runs/1";
const since = Date.UTC(2026, 10, 22, 21, 4);
const path = ".github/workflows/release.yml";

type Example<Is extends Problem["is"]> = Extract<Problem, { readonly is: Is }>;

/** Of each cause, why a tag has no run. */
const causes: { readonly [Is in NoRunCause["is"]]: Extract<NoRunCause, { readonly is: Is }> } = {
  "workflow-absent": { is: "workflow-absent", path },
  "workflow-unread": {
    is: "workflow-unread",
    path,
    why: "can't be read here (line 3, column 1: it is not valid YAML)",
  },
  "not-in-on": { is: "not-in-on", path, dispatchable: false },
  "skip-ci": { is: "skip-ci" },
  "no-event": { is: "no-event", dispatchable: true },
};

/** Of each wait that can last too long, what is told then. */
const lates: { readonly [For in Late["for"]]: Extract<Late, { readonly for: For }> } = {
  job: {
    for: "job",
    name: "tests / gpu",
    url: `${url}/job/2`,
    status: "queued",
    labels: ["self-hosted", "gpu"],
  },
  "more-jobs": { for: "more-jobs", url },
  "which-workflow": { for: "which-workflow", paths: [path, ".github/workflows/docs.yml"] },
  "gate-opening": { for: "gate-opening", environment: "pypi", url, reviewers: [], otherRules: [] },
  "publish-job": { for: "publish-job", environment: "pypi", url: `${url}/job/3` },
  channel: { for: "channel", channel: "ANNOUNCE_DISCORD" },
  "released-in": { for: "released-in" },
  answer: { for: "answer", whom: "GitHub" },
  gate: { for: "gate", environment: "pypi" },
  unhold: { for: "unhold", by: "ebr" },
  "smoke-tests": { for: "smoke-tests", missing: ["linux", "windows"] },
  tag: { for: "tag", tag: "v4.3.0" },
  yank: { for: "yank", packages: ["tool (pypi)"] },
  "publish-command": { for: "publish-command", url: "https://github.com/octo/tool/releases/tag/untagged-1" },
};

const noRun = (cause: NoRunCause): Example<"no-run"> => ({ is: "no-run", tag: "v5.0.0", since, cause });
const overdue = (late: Late): Example<"overdue"> => ({ is: "overdue", since, late });

/** One of each. */
export const lateExamples = { "no-run": noRun(causes["no-event"]), overdue: overdue(lates.job) } as const;

/** The others. */
export const moreLate: Readonly<Record<string, Problem>> = {
  ...Object.fromEntries(Object.values(causes).map((cause) => [`no-run (${cause.is})`, noRun(cause)])),
  "no-run (not in on, but by hand)": noRun({ ...causes["not-in-on"], dispatchable: true }),
  "no-run (no event, not by hand)": noRun({ ...causes["no-event"], dispatchable: false }),
  ...Object.fromEntries(Object.values(lates).map((late) => [`overdue (${late.for})`, overdue(late)])),
  "overdue (job, no labels told)": overdue({ ...lates.job, labels: [] }),
  "overdue (job held back)": overdue({ ...lates.job, status: "pending" }),
  "overdue (job without an end)": overdue({ ...lates.job, status: "in_progress" }),
  "overdue (gate-opening, other guards)": overdue({
    ...lates["gate-opening"],
    reviewers: ["lstein"],
    otherRules: ["security-scan"],
  }),
  "overdue (answer, an index)": overdue({ for: "answer", whom: "pypi" }),
  "overdue (answer, not shown to the app)": overdue({ ...lates.answer, forbidden: true }),
};
