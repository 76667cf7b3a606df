/** What GitHub refuses, by name. Which status and words it uses for each is a row of `rest/refusals.ts`. */
export type Refusal =
  | "not-found"
  | "no-commit-for-sha"
  | "no-pending-deployment"
  | "already-reviewed"
  | "report-too-long"
  | "too-many-reports"
  | "comment-required"
  | "not-cancellable"
  | "already-running"
  | "nothing-failed"
  | "run-too-old"
  | "artifact-expired"
  | "issues-disabled"
  | "issue-deleted"
  | "issue-locked"
  | "reaction-locked"
  | "body-too-long"
  | "title-too-long"
  | "title-missing"
  | "body-missing"
  | "release-body-too-long"
  | "release-exists"
  | "tag-name-missing"
  | "immutable-tag-used"
  | "immutable-assets"
  | "immutable-tag"
  | "discussion-not-created"
  | "draft-cannot-be-latest"
  | "asset-exists"
  | "asset-name-missing"
  | "check-fields"
  | "conclusion-missing"
  | "output-incomplete"
  | "too-many-actions"
  | "too-many-annotations"
  | "annotation-incomplete"
  | "annotations-invalid"
  | "no-such-permission"
  | "no-such-repository"
  | "suspended"
  | "workflows-differ"
  | "push-needed"
  | "plan-too-small"
  | "bad-field"
  | "no-dispatch-trigger"
  | "no-ref"
  | "unexpected-field"
  | "actions-disabled";

/** An error that GitHub would answer with. `detail` names what it is about, for GitHub's `errors` list. */
export interface Refused extends Error {
  readonly refusal: Refusal;
  readonly detail: string | undefined;
}

/** Throws GitHub's refusal. (A declaration, because only so the compiler knows that nothing comes after it.) */
export function refuse(refusal: Refusal, detail?: string): never {
  const words = detail === undefined ? refusal : `${refusal}: ${detail}`;
  throw Object.assign(new Error(`The sandbox's GitHub refuses (${words})`), { refusal, detail });
}

export const isRefused = (error: unknown): error is Refused =>
  error instanceof Error && "refusal" in error && typeof error.refusal === "string";
