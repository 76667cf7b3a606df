import { seen } from "../../release/fact.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { BUSY } from "./busy.ts";
import { CONFIGURED } from "./prepared.ts";
import { problemExamples } from "./problems.ts";
import { AT_NPM, EXAMPLE, run } from "./release.ts";

const ATTACHING: Snapshot = {
  ...EXAMPLE,
  configuration: seen({
    is: "valid",
    blob: "0f09c0b245",
    configuration: { ...CONFIGURED, assets: [{ artifact: "installer", files: "installer-*.zip" }] },
  }),
};

/** What is too old to go on with, where another build is not the way on, or may not be. */
export const expired: Readonly<Record<string, readonly [Problem, Snapshot]>> = {
  "artifact-expired (of a run that has succeeded)": [
    problemExamples["artifact-expired"],
    { ...EXAMPLE, runs: seen([{ ...run, status: "completed", conclusion: "success" }]) },
  ],
  "artifact-expired (after every gate, with files to attach)": [
    { ...problemExamples["artifact-expired"], names: ["dist", "installer"], letOut: true },
    ATTACHING,
  ],
  "gate-expired (another index has the version)": [
    {
      ...problemExamples["gate-expired"],
      environment: "npm",
      out: { on: ["pypi"], unclear: [] },
      next: { version: "5.0.1", tag: "v5.0.1" },
    },
    AT_NPM,
  ],
  "gate-expired (an index is silent)": [
    { ...problemExamples["gate-expired"], out: { on: [], unclear: ["npm"] } },
    EXAMPLE,
  ],
  "gate-expired (an optional gate)": [{ ...problemExamples["gate-expired"], environment: "testpypi" }, BUSY],
};
