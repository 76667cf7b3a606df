import { recordOf } from "../release/parsed.ts";
import { type Contexts, filled } from "./expression.ts";

/** The inputs of a called workflow, by the defaults that it gives and what its caller passes. Nothing where one of them is known to the run alone. */
export function inputsOf(
  called: unknown,
  given: Readonly<Record<string, unknown>>,
  contexts: Contexts,
): Contexts {
  const call = recordOf(recordOf(recordOf(called)?.["on"])?.["workflow_call"]);
  const defaults = Object.entries(recordOf(call?.["inputs"]) ?? {}).map(
    ([name, input]) => [name, recordOf(input)?.["default"] ?? ""] as const,
  );
  const filledIn = Object.entries(given).map(
    ([name, value]) => [name, typeof value === "string" ? filled(value, contexts) : value] as const,
  );
  const all = { ...Object.fromEntries(defaults), ...Object.fromEntries(filledIn) };
  return Object.values(all).includes(undefined) ? {} : { inputs: all };
}
