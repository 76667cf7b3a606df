import type { Problem } from "../../release/problem.ts";
import { problemExamples } from "./problems.ts";

const KINDS = ["artifact-missing", "artifact-expired", "artifact-refused", "metadata-mismatch"] as const;

/** What is wrong with artifacts and is said in several ways: the others. */
export const artifactProblems: Readonly<Record<string, Problem>> = {
  "artifact-missing (none there)": { ...problemExamples["artifact-missing"], present: [] },
  ...Object.fromEntries(
    KINDS.map((is) => [`${is} (at an optional gate)`, { ...problemExamples[is], optional: ["testpypi"] }]),
  ),
};
