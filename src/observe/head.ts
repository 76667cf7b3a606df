import { GitHubFault } from "../github/fault.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { branchOf, type ChecksState, type Head } from "../release/preparation.ts";
import type { Reader } from "./eyes.ts";

const COMMIT = `query($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) { ref(qualifiedName: $ref) { target { oid } } } }`;

const WITH_CHECKS = `query($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $ref) { target { oid ... on Commit { statusCheckRollup { state } } } } } }`;

/** GitHub's word for what checks and statuses of a commit come to. */
export type RawRollup = { readonly state: string } | null;

type Answer = {
  readonly repository: {
    readonly ref: {
      readonly target: { readonly oid: string; readonly statusCheckRollup?: RawRollup } | null;
    } | null;
  } | null;
};

/** The branch that is to be tagged, and what its checks say. Absent: there is no such branch. */
export const head: Reader<Fact<Head>> = async ({ github }, known) => {
  const branch = branchOf(known);
  if (branch === undefined) {
    return absent;
  }
  const { owner, name } = known.address;
  const variables = { owner, name, ref: `refs/heads/${branch}` };
  const answer = await withChecks((checks) =>
    github.query<Answer>(checks ? WITH_CHECKS : COMMIT, variables, { partial: true }),
  );
  const target = answer.repository?.ref?.target;
  if (!target) {
    return absent;
  }
  return seen({ branch, commit: target.oid, ...checksOf(target.statusCheckRollup) });
};

/**
 * Asks with checks, and without them where GitHub refuses: statuses that other Apps set are shown only to who may read
 * them (reported by users: philips-software/pull-request-report-action#557).
 */
export async function withChecks<T>(ask: (checks: boolean) => Promise<T>): Promise<T> {
  try {
    return await ask(true);
  } catch (error) {
    if (error instanceof GitHubFault && /not accessible/i.test(error.fault.detail)) {
      return ask(false);
    }
    throw error;
  }
}

/** https://docs.github.com/graphql/reference/enums#statusstate */
export function checksOf(rollup: RawRollup | undefined): { readonly checks?: ChecksState } {
  switch (rollup?.state) {
    case undefined:
      return {};
    case "SUCCESS":
      return { checks: "green" };
    case "FAILURE":
    case "ERROR":
      return { checks: "failing" };
    default:
      return { checks: "running" };
  }
}
