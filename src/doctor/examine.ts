import type { Setup } from "../release/setup.ts";
import { configurationChecks } from "./configuration.ts";
import { type Check, SUBJECTS, type Subject } from "./finding.ts";
import { gateChecks } from "./gates.ts";
import { appChecks } from "./installation.ts";
import { releaseChecks } from "./release.ts";
import { repositoryChecks } from "./repository.ts";
import { tagChecks } from "./tags.ts";
import { workflowChecks } from "./workflow.ts";

const EXAMINERS: Readonly<Record<Subject, (setup: Setup) => readonly Check[]>> = {
  app: appChecks,
  repository: repositoryChecks,
  configuration: configurationChecks,
  workflow: workflowChecks,
  gates: gateChecks,
  tags: tagChecks,
  release: releaseChecks,
};

export type Examined = { readonly subject: Subject; readonly checks: readonly Check[] };

/** Everything that can be told of how a repository is set up, by subject; those without a finding are left out. */
export function examine(setup: Setup): readonly Examined[] {
  return SUBJECTS.map((subject) => ({ subject, checks: EXAMINERS[subject](setup) })).filter(
    ({ checks }) => checks.length > 0,
  );
}
