import type { Configuration, Gate } from "../../release/configuration.ts";
import { defaultGate } from "../../release/gate.ts";
import { workflowJobs } from "../../release/workflow.ts";
import { onOf, startsOnTag, workflowTriggers } from "../../release/workflow-triggers.ts";

/** Paths of the workflows that GitHub starts on the tag. */
export function workflowsStarted(workflows: ReadonlyMap<string, unknown>, tag: string): readonly string[] {
  return [...workflows]
    .filter(([, workflow]) => startsOnTag(tag, workflowTriggers(onOf(workflow))))
    .map(([path]) => path);
}

/** The configured gates, else those at which jobs of the started workflows will wait, as far as the files tell. */
export function gatesAhead(
  { gates, workflow }: Pick<Configuration, "gates" | "workflow">,
  workflows: ReadonlyMap<string, unknown>,
  started: readonly string[],
): readonly Gate[] {
  if (gates !== undefined) {
    return gates;
  }
  const own = workflow === undefined ? started : [`.github/workflows/${workflow}`];
  const environments = own
    .flatMap((path) => workflowJobs(workflows.get(path)) ?? [])
    .flatMap(({ environment }) => (environment.is === "named" ? [environment.name] : []));
  return [...new Set(environments)].map(defaultGate);
}
