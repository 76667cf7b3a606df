import type { Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { defaultGate } from "../release/gate.ts";
import type { Setup } from "../release/setup.ts";
import { type Shape, shapeOf } from "../workflows/shape.ts";
import { configured } from "./configuration.ts";

/** What the workflows make of the tag; undefined while they can't be seen. */
export function setupShape(
  setup: Pick<Setup, "workflows" | "configuration" | "tag" | "repository">,
): Shape | undefined {
  const workflows = given(setup.workflows);
  const workflow = configured(setup)?.workflow;
  const { owner, name } = setup.repository;
  return workflows === undefined
    ? undefined
    : shapeOf({
        workflows,
        tag: setup.tag,
        repository: `${owner}/${name}`,
        ...(workflow === undefined ? {} : { workflow: `.github/workflows/${workflow}` }),
      });
}

/** The gates that a release will have: those of the configuration, else the environments of the workflow. */
export function setupGates(setup: Parameters<typeof setupShape>[0]): readonly Gate[] {
  const shape = setupShape(setup);
  const environments = shape?.is === "tag-first" ? shape.environments : [];
  return configured(setup)?.gates ?? environments.map(defaultGate);
}
