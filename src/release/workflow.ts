import { listOf, namesOf, recordOf } from "./parsed.ts";
import { publishedTo } from "./publishing-step.ts";
import type { WorkflowTriggers } from "./workflow-triggers.ts";

/** The release workflow as it stands at the tagged commit, as far as publishing hangs on it. */
export type WorkflowFile = { readonly path: string } & (
  | { readonly is: "read"; readonly jobs: readonly WorkflowJob[]; readonly on?: WorkflowTriggers }
  /** `why` goes on from the file's name: "is not valid YAML". */
  | { readonly is: "unread"; readonly why: string }
);

export type WorkflowJob = {
  /** Its key under `jobs:`. */
  readonly id: string;
  readonly needs: readonly string[];
  readonly environment: JobEnvironment;
  /** May ask GitHub for an identity token: `id-token: write`. */
  readonly idToken: boolean;
  /** Some part of it is given a secret other than GitHub's own token: it may publish with that. */
  readonly hasSecrets: boolean;
  /** A step of it publishes on a package index. */
  readonly publishes: boolean;
  /** Its `if:` lets it begin after what has failed or was cancelled: a note to somebody, a clean-up. */
  readonly afterFailure: boolean;
  /** The reusable workflow it calls; what that does can't be seen here. */
  readonly calls?: string;
};

export type JobEnvironment =
  | { readonly is: "none" }
  | { readonly is: "named"; readonly name: string }
  /** Known only when the job runs: `${{ inputs.environment }}`. */
  | { readonly is: "expression"; readonly text: string };

/**
 * The jobs of a parsed workflow; undefined when it is none. What is no valid part of one is passed over: GitHub has
 * run it, so it knows better.
 * Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export function workflowJobs(value: unknown): readonly WorkflowJob[] | undefined {
  const workflow = recordOf(value);
  const jobs = recordOf(workflow?.["jobs"]);
  if (workflow === undefined || jobs === undefined) {
    return undefined;
  }
  const sharedSecrets = hasSecrets(workflow["env"]);
  return Object.entries(jobs).flatMap(([id, job]) => {
    const fields = recordOf(job);
    return fields === undefined
      ? []
      : [jobOf(id, fields, { permissions: workflow["permissions"], secrets: sharedSecrets })];
  });
}

/** What starts a parsed workflow: `push`, `workflow_dispatch`, …; undefined where that can't be told. */
export function workflowTriggers(value: unknown): readonly string[] | undefined {
  const on = recordOf(value)?.["on"];
  const named = recordOf(on);
  if (named !== undefined) {
    return Object.keys(named);
  }
  return typeof on === "string" || Array.isArray(on) ? namesOf(on) : undefined;
}

type Shared = { readonly permissions: unknown; readonly secrets: boolean };

function jobOf(id: string, fields: Readonly<Record<string, unknown>>, shared: Shared): WorkflowJob {
  const calls = fields["uses"];
  return {
    id,
    needs: namesOf(fields["needs"]),
    environment: environmentOf(fields["environment"]),
    // A job's own permissions stand in place of the workflow's, and are not added to them.
    idToken: writesIdToken("permissions" in fields ? fields["permissions"] : shared.permissions),
    hasSecrets: shared.secrets || hasSecrets(fields),
    publishes: listOf(fields["steps"]).some((step) => publishedTo(step) !== undefined),
    afterFailure: AFTER_FAILURE.test(String(fields["if"] ?? "")),
    ...(typeof calls === "string" ? { calls } : {}),
  };
}

/**
 * `!cancelled()` and `!failure()` are what checks say that only go on after skipped ones.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
const AFTER_FAILURE = /\b(?<!!\s*)(?:failure|cancelled|always)\s*\(/i;

/** Where nothing is said of permissions, no default of GitHub's holds `id-token`. */
function writesIdToken(permissions: unknown): boolean {
  return permissions === "write-all" || recordOf(permissions)?.["id-token"] === "write";
}

function environmentOf(value: unknown): JobEnvironment {
  const name = typeof value === "string" ? value : recordOf(value)?.["name"];
  if (typeof name !== "string" || name === "") {
    return { is: "none" };
  }
  return name.includes("${{") ? { is: "expression", text: name } : { is: "named", name };
}

/** GitHub's own token publishes on no package index. */
const SECRET = /\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b)\w|\[)/i;

function hasSecrets(value: unknown): boolean {
  if (typeof value === "string") {
    return SECRET.test(value);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(hasSecrets);
}
