import { type Saying, said } from "../../replies/saying.ts";
import { shapeRefusalText } from "../../replies/shape.ts";
import type { ShapeRefusal } from "../../workflows/shape.ts";

const AT = { path: ".github/workflows/release.yml", job: "publish" };

const REFUSALS: {
  readonly [Is in ShapeRefusal["is"]]: Extract<ShapeRefusal, { readonly is: Is }>;
} = {
  "no-workflow": { is: "no-workflow" },
  "workflow-absent": { is: "workflow-absent", path: AT.path },
  "workflow-faulty": {
    is: "workflow-faulty",
    path: AT.path,
    line: 12,
    says: "Job 'publish' depends on unknown job 'tests'",
  },
  "release-first": { is: "release-first", ...AT },
  "branch-first": { is: "branch-first", ...AT },
  "by-hand": { is: "by-hand", ...AT },
  "other-event": { is: "other-event", ...AT, events: ["schedule"] },
  "job-left-out": { is: "job-left-out", ...AT, condition: "github.ref_name == 'main'" },
  "other-tags": { is: "other-tags", path: AT.path, tag: "v5.0.0", patterns: ["core-v*", "cli-v*"] },
  "nothing-starts": { is: "nothing-starts", tag: "v5.0.0", paths: [AT.path, ".github/workflows/ci.yml"] },
  "no-environment": { is: "no-environment", ...AT, index: "pypi" },
  "gate-before-build": {
    is: "gate-before-build",
    path: AT.path,
    job: "build",
    environment: "pypi",
    publishing: "publish",
  },
  "environment-unseen": {
    is: "environment-unseen",
    ...AT,
    where: "acme/workflows/.github/workflows/publish.yml@v3",
  },
  "several-workflows": { is: "several-workflows", paths: [AT.path, ".github/workflows/docs.yml"] },
};

const MORE: Readonly<Record<string, ShapeRefusal>> = {
  "workflow-faulty as a whole": {
    is: "workflow-faulty",
    path: AT.path,
    says: "Required property is missing: jobs",
  },
  "gate-before-build, in the one job": {
    is: "gate-before-build",
    path: AT.path,
    job: "publish",
    environment: "pypi",
  },
  "nothing-starts in the one workflow": { is: "nothing-starts", tag: "v5.0.0", paths: [AT.path] },
  "no-environment, and nothing known that publishes": { ...REFUSALS["no-environment"], index: undefined },
};

/** Why a repository's workflows are not conducted. */
export function shapeSayings(): readonly Saying[] {
  return [...said("shape", REFUSALS, shapeRefusalText), ...said("shape", MORE, shapeRefusalText)];
}
