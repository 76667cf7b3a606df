import type { Gate } from "../../release/configuration.ts";
import { type GateState, gateState, gatesOf } from "../../release/gate.ts";
import type { Instant } from "../../release/instant.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { decidedBy } from "../gate-opener.ts";
import { asCode } from "../safe.ts";
import { names, utc } from "../words.ts";
import { atMost, section, table } from "./markup.ts";

/** Once the run has come to a gate, each gate: where it stands, since when, how many approvals it has, and who opened it. */
export function gateTable(phases: readonly PlannedPhase[], seen: Snapshot): string {
  const gates = gatesOf(seen);
  if (gates.every((gate) => gateState(seen, gate.name).is === "not-reached")) {
    return "";
  }
  const { shown, more } = atMost(gates, 30);
  const rows = shown.map((gate) => {
    const state = gateState(seen, gate.name);
    return [
      `${asCode(gate.name)}${gate.optional ? " (optional)" : ""}`,
      STATES[state.is],
      sinceText(state),
      approvalsText(gate, phases),
      decidedText(gate, seen),
    ];
  });
  return section("Gates", table(["Gate", "State", "Since", "Approvals", "Decided by"], rows) + more);
}

const STATES: { readonly [State in GateState["is"]]: string } = {
  "not-reached": "⚪ not reached",
  waiting: "👤 waiting",
  open: "⏳ open, publishing",
  published: "✅ published",
  failed: "❌ failed",
};

function sinceText(state: GateState): string {
  const since = sinceOf(state);
  return since === undefined ? "" : utc(since);
}

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
