import type { Problem } from "../../release/problem.ts";
import { problemExamples } from "./problems.ts";

const one = problemExamples["published-incomplete"];

/** What may be wrong with the files of a public GitHub release: the others. */
export const incomplete: Readonly<Record<string, Problem>> = {
  "published-incomplete (other bytes)": { ...one, missing: [], other: ["installer.zip"] },
  "published-incomplete (files of another build)": { ...one, missing: [], extra: ["installer-rc1.zip"] },
  "published-incomplete (immutable)": { ...one, immutable: true },
};
