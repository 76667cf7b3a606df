import { pipeline } from "../../pipeline/pipeline.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { PhaseName } from "../../release/step.ts";
import { type PhaseState, phaseState } from "../phase-state.ts";
import { phaseTitle } from "../phase-title.ts";
import { asLabel } from "../safe.ts";

/** Colours that are read on white and on black; the sign says the same to who sees no colour. */
const LOOKS: {
  readonly [State in Exclude<PhaseState, "left-out">]: { readonly sign: string; readonly style: string };
} = {
  done: { sign: "✓ ", style: "fill:#1a7f37,stroke:#116329,color:#ffffff" },
  people: { sign: "● ", style: "fill:#9a6700,stroke:#d4a72c,color:#ffffff,stroke-width:3px" },
  machines: { sign: "… ", style: "fill:#0969da,stroke:#0550ae,color:#ffffff" },
  stopped: { sign: "✗ ", style: "fill:#cf222e,stroke:#a40e26,color:#ffffff,stroke-width:3px" },
  "to-come": { sign: "", style: "fill:#6e7781,stroke:#57606a,color:#ffffff" },
};

type Node = { readonly name: PhaseName; readonly needs: readonly PhaseName[] };

/** The phases as a Mermaid flowchart, coloured by state; optional ones dashed, those not needed left out. */
export function diagram(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const shown = phases.filter(({ step }) => phaseState(step) !== "left-out");
  if (shown.length === 0) {
    return "";
  }
  const ids = new Map(shown.map(({ name }, index) => [name, `p${index}`]));
  const edges = graph(pipeline(seen), ids).flatMap(({ name, needs }) =>
    needs.map((need) => `  ${ids.get(need)} --> ${ids.get(name)}`),
  );
  return [
    "```mermaid",
    "flowchart LR",
    ...shown.map((phase) => node(phase, ids)),
    ...edges,
    ...classes(shown, ids),
    "```",
  ].join("\n");
}

function node({ name, step }: PlannedPhase, ids: ReadonlyMap<PhaseName, string>): string {
  const state = phaseState(step);
  const { words, about } = phaseTitle(name);
  const sign = state === "left-out" ? "" : LOOKS[state].sign;
  return `  ${ids.get(name)}["${sign}${words}${about === undefined ? "" : ` ${asLabel(about)}`}"]:::${state}`;
}

function classes(shown: readonly PlannedPhase[], ids: ReadonlyMap<PhaseName, string>): readonly string[] {
  const optional = shown.filter((phase) => phase.optional).map(({ name }) => ids.get(name));
  return [
    ...Object.entries(LOOKS).map(([state, { style }]) => `  classDef ${state} ${style}`),
    ...(optional.length === 0
      ? []
      : ["  classDef optional stroke-dasharray:5 5", `  class ${optional.join(",")} optional`]),
  ];
}

/** What each shown phase waits for, with the ones left out passed over, and without arrows that others imply. */
function graph(all: readonly Node[], ids: ReadonlyMap<PhaseName, string>): readonly Node[] {
  const needs = new Map(all.map((phase) => [phase.name, phase.needs]));
  const shownNeeds = (name: PhaseName): readonly PhaseName[] =>
    (needs.get(name) ?? []).flatMap((need) => (ids.has(need) ? [need] : shownNeeds(need)));
  const leadsTo = (from: PhaseName, to: PhaseName): boolean =>
    shownNeeds(to).some((need) => need === from || leadsTo(from, need));
  return all
    .filter(({ name }) => ids.has(name))
    .map(({ name }) => {
      const direct = [...new Set(shownNeeds(name))];
      return {
        name,
        needs: direct.filter((need) => !direct.some((other) => other !== need && leadsTo(need, other))),
      };
    });
}
