import { factAt } from "../release/fact.ts";
import type { Publisher } from "../release/index-release.ts";
import { judgedProvenance, namesInQuestion } from "../release/provenance.ts";
import type { ProvenanceShown } from "../release/reason.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { askAll, askProvenance } from "./ask.ts";
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
  // GitHub is asked whose names these are before anybody is called a stranger.
  const step = askAll(
    namesInQuestion(judged).map((name) => ({
      fact: factAt(seen.repositoriesNamed, name),
      look: { at: "repositoryNamed", name },
    })),
  );
  if (step !== undefined) {
    return { step };
  }
  const files = judged.flatMap(({ filename, unexpected }) =>
    unexpected.map(({ about, expected, found }) => ({ filename, about, expected, found })),
  );
  return files.length > 0
    ? {
        step: { is: "stopped", because: { is: "provenance-mismatch", index, environment: gate.name, files } },
      }
    : { shown: summary(judged.flatMap(({ publishers }) => publishers[0] ?? [])) };
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
