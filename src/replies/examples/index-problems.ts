import type { Problem } from "../../release/problem.ts";

type OfIndex = Extract<Problem["is"], `index-${string}` | "provenance-mismatch">;

/** One of every problem with what an index serves. */
export const indexProblemExamples: { readonly [Is in OfIndex]: Extract<Problem, { readonly is: Is }> } = {
  "index-missing-files": { is: "index-missing-files", index: "pypi", missing: ["tool-5.0.0.tar.gz"] },
  "index-other-bytes": {
    is: "index-other-bytes",
    index: "pypi",
    files: [{ filename: "tool-5.0.0.tar.gz", built: "a".repeat(64), served: "b".repeat(64) }],
  },
  "index-yanked": { is: "index-yanked", index: "pypi", version: "5.0.0", projects: ["tool"] },
  "index-extra-files": {
    is: "index-extra-files",
    index: "pypi",
    environment: "pypi",
    files: ["tool-5.0.0-cp312-cp312-win_amd64.whl"],
  },
  "provenance-mismatch": {
    is: "provenance-mismatch",
    index: "pypi",
    environment: "pypi",
    files: [
      {
        filename: "tool-5.0.0.tar.gz",
        about: "repository",
        expected: "octo/tool",
        found: "octo/tool-mirror",
      },
    ],
  },
  "index-status": {
    is: "index-status",
    page: "https://status.example.org",
    readAt: Date.UTC(2026, 10, 22, 21, 4),
    components: [{ name: "Uploads", status: "major_outage" }],
    incidents: [
      {
        name: "Uploads fail",
        status: "investigating",
        impact: "major",
        url: "https://status.example.org/incidents/1",
      },
    ],
  },
  "index-without-digests": { is: "index-without-digests", index: "pypi", files: ["tool-5.0.0.tar.gz"] },
  "index-requires-python": {
    is: "index-requires-python",
    index: "pypi",
    files: [{ filename: "tool-5.0.0-py3-none-any.whl", built: ">=3.11", served: "" }],
  },
};
