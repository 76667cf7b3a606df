import type { IndexName } from "../release/configuration.ts";
import { recordOf } from "../release/parsed.ts";
import { actionNamed, publishedTo } from "../release/publishing-step.ts";
import { type Contexts, filled } from "./expression.ts";

/** What a step does that a release hangs on; a step that does nothing of it is left out. */
export type StepWork =
  | { readonly does: "publish"; readonly index: IndexName | "elsewhere" }
  /** `name` is absent where only the run knows it. */
  | { readonly does: "upload"; readonly name?: string }
  /** Artifacts of the run: one by its name, those of a pattern, or, without either, all. */
  | { readonly does: "download"; readonly name?: string; readonly pattern?: string }
  /** Makes a GitHub release. */
  | { readonly does: "release" };

/** Reads a step by the actions it uses and the commands it runs. */
export function workOf(step: unknown, contexts: Contexts): StepWork | undefined {
  const index = publishedTo(step);
  if (index !== undefined) {
    return { does: "publish", index };
  }
  const { uses, run, with: given } = recordOf(step) ?? {};
  if (typeof uses === "string") {
    return workOfAction(actionNamed(uses), recordOf(given) ?? {}, contexts);
  }
  return typeof run === "string" && RELEASE.test(run) ? { does: "release" } : undefined;
}

type Inputs = Readonly<Record<string, unknown>>;

function workOfAction(action: string, inputs: Inputs, contexts: Contexts): StepWork | undefined {
  switch (action) {
    case "actions/upload-artifact": {
      const name = filled(String(inputs["name"] ?? "artifact"), contexts);
      return { does: "upload", ...(name === undefined ? {} : { name }) };
    }
    case "actions/download-artifact":
      return {
        does: "download",
        ...filledIn("name", inputs, contexts),
        ...filledIn("pattern", inputs, contexts),
      };
    default:
      return RELEASING.includes(action) ? { does: "release" } : undefined;
  }
}

/** What only the run knows may be any: then all are meant. */
function filledIn<K extends string>(
  key: K,
  inputs: Inputs,
  contexts: Contexts,
): { readonly [P in K]?: string } {
  const text = inputs[key] === undefined ? undefined : filled(String(inputs[key]), contexts);
  return text === undefined ? {} : ({ [key]: text } as { readonly [P in K]: string });
}

const RELEASING: readonly string[] = [
  "softprops/action-gh-release",
  "ncipollo/release-action",
  "actions/create-release",
  "svenstaro/upload-release-action",
  "googleapis/release-please-action",
];

const RELEASE = /\bgh release create\b/;
