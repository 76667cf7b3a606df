import type { Gate } from "../../release/configuration.ts";
import { type GateState, gateState, gatesOf } from "../../release/gate.ts";
import type { Instant } from "../../release/instant.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { decidedBy } from "../gate-opener.ts";
import { asCode } from "../safe.ts";
import { names, utc } from "../words.ts";
import { atMost, section, table } from "./markup.ts";

/** A gate as it is told: where it stands, since when, how many approvals it has, and who decided. Words in Markdown. */
export type GateRow = {
  readonly gate: string;
  readonly is: GateState["is"];
  readonly since?: Instant;
  readonly approvals: string;
  readonly decided: string;
};

/** Once the run has come to a gate, each gate; none before. */
export function gateRows(phases: readonly PlannedPhase[], seen: Snapshot): readonly GateRow[] {
  const gates = gatesOf(seen).map((gate) => ({ gate, state: gateState(seen, gate.name) }));
  return gates.every(({ state }) => state.is === "not-reached")
    ? []
    : gates.map(({ gate, state }) => {
        const since = sinceOf(state);
        return {
          gate: `${asCode(gate.name)}${gate.optional ? " (optional)" : ""}`,
          is: state.is,
          ...(since === undefined ? {} : { since }),
          approvals: approvalsText(gate, phases),
          decided: decidedText(gate, seen),
        };
      });
}

/** The gates as a table. */
export function gateTable(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const { shown, more } = atMost(gateRows(phases, seen), 30);
  const rows = shown.map(({ gate, is, since, approvals, decided }) => [
    gate,
    GATE_STATES[is],
    since === undefined ? "" : utc(since),
    approvals,
    decided,
  ]);
  return section("Gates", table(GATE_HEADS, rows) + more);
}

export const GATE_HEADS = ["Gate", "State", "Since", "Approvals", "Decided by"];

/** The states of a gate in words, each with a sign. */
export const GATE_STATES: { readonly [State in GateState["is"]]: string } = {
  "not-reached": "⚪ not reached",
  waiting: "👤 waiting",
  open: "⏳ open, publishing",
  published: "✅ published",
  failed: "❌ failed",
};

function sinceOf(state: GateState): Instant | undefined {
  switch (state.is) {
    case "not-reached":
      return undefined;
    case "waiting":
      return state.since;
    case "open":
      return newest(state.jobs.flatMap((job) => job.startedAt ?? []));
    case "published":
      return newest(state.jobs.flatMap((job) => job.completedAt ?? []));
    case "failed":
      return state.job.completedAt;
  }
}

function newest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : Math.max(...instants);
}

function approvalsText(gate: Gate, phases: readonly PlannedPhase[]): string {
  const step = phases.find(({ name }) => name === `publish ${gate.name}`)?.step;
  if (step?.is === "done") {
    return "";
  }
  if (step?.is !== "waiting" || step.on.for !== "approval") {
    return `needs ${gate.approvals}`;
  }
  const { given, needed } = step.on;
  return `${given.length} of ${needed}${given.length === 0 ? "" : `: ${names(given)}`}`;
}

function decidedText(gate: Gate, seen: Snapshot): string {
  const opened = decidedBy(seen, gate.name, "approved");
  const rejected = decidedBy(seen, gate.name, "rejected");
  return rejected.length > 0 ? `${names(rejected)} (rejected)` : names(opened);
}
