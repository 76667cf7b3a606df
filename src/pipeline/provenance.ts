import { factAt } from "../release/fact.ts";
import { judgedProvenance } from "../release/provenance.ts";
import type { ProvenanceShown } from "../release/reason.ts";
import type { Publisher, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { askOne, askProvenance } from "./ask.ts";
import type { Comparison } from "./served.ts";

/**
 * Who published the built files, as the index shows it: a step while that is not known, or when somebody else did. None
 * is no fault, since nobody has to attest; where the index tells no such thing, nothing is said.
 */
export function provenance(
  seen: Snapshot,
  { gate, index }: Comparison,
): { readonly step: Step } | { readonly shown?: ProvenanceShown } {
  const asked = askProvenance(seen, gate.name);
  if ("step" in asked) {
    return asked;
  }
  const judged = judgedProvenance(seen, gate);
  if (judged === undefined) {
    return {};
  }
  const files = judged.flatMap(({ filename, unexpected }) => unexpected.map((one) => ({ filename, ...one })));
  const strangers = files.flatMap(({ about, found }) =>
    about === "repository" && found !== "" ? found : [],
  );
  const named = askNames(seen, [...new Set(strangers)]);
  if (named !== undefined) {
    return { step: named };
  }
  return files.length > 0
    ? {
        step: { is: "stopped", because: { is: "provenance-mismatch", index, environment: gate.name, files } },
      }
    : { shown: summary(judged.flatMap(({ publishers }) => publishers[0] ?? [])) };
}

/** GitHub is asked whose name it is before anybody is called a stranger: undefined once it has answered. */
function askNames(seen: Snapshot, names: readonly string[]): Step | undefined {
  const steps = names.map((name) =>
    askOne<number>(factAt(seen.repositoriesNamed, name), { at: "repositoryNamed", name }),
  );
  return steps.flatMap((asked) => ("step" in asked ? asked.step : []))[0];
}

function summary(attested: readonly Publisher[]): ProvenanceShown {
  const [first] = attested;
  if (first === undefined) {
    return { files: 0 };
  }
  const { repository = "", workflow = "", environment } = first;
  return {
    files: attested.length,
    by: { repository, workflow, ...(environment === undefined ? {} : { environment }) },
  };
}
