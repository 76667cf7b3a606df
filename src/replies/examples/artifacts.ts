import type { Problem } from "../../release/problem.ts";
import { problemExamples } from "./problems.ts";

const KINDS = ["artifact-missing", "artifact-expired", "artifact-refused", "metadata-mismatch"] as const;

const OUT = { out: { on: ["pypi"], unclear: [] }, next: { version: "5.0.1", tag: "v5.0.1" } };

/** What is wrong with artifacts and is said in several ways: the others. */
export const artifactProblems: Readonly<Record<string, Problem>> = {
  "artifact-missing (none there)": { ...problemExamples["artifact-missing"], present: [] },
  "artifact-missing (after every gate)": { ...problemExamples["artifact-missing"], letOut: true },
  "artifact-expired (after every gate)": { ...problemExamples["artifact-expired"], letOut: true },
  "artifact-missing (an index has the version)": { ...problemExamples["artifact-missing"], ...OUT },
  "artifact-expired (an index has the version)": { ...problemExamples["artifact-expired"], ...OUT },
  "artifact-expired (an index is silent)": {
    ...problemExamples["artifact-expired"],
    out: { on: [], unclear: ["pypi"] },
  },
  ...Object.fromEntries(
    KINDS.map((is) => [`${is} (at an optional gate)`, { ...problemExamples[is], optional: ["testpypi"] }]),
  ),
};
