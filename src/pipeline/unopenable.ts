import { isReportOver, type ReportGate } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { environmentNamed } from "../release/gate.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { gateReportText } from "../replies/gate.ts";

/**
 * Gates that wait for us though nothing here can open them: the configuration is missing or broken, or does not
 * cover the tag. Each gets one status report with the remedy, so that nobody waits thirty days in silence.
 */
export function unopenable(seen: Snapshot): {
  readonly look: readonly Look[];
  readonly due: readonly ReportGate[];
} {
  const sights = (["tag", "runs", "pending", "environments"] as const).filter(
    (at) => seen[at].is === "unseen",
  );
  if (sights.length > 0) {
    return { look: sights.map((at) => ({ at })), due: [] };
  }
  const due = (given(seen.pending) ?? [])
    .filter((gate) => environmentNamed(seen, gate.environment)?.rule === true)
    .map(
      ({ run, environment }): ReportGate => ({
        do: "report-gate",
        run,
        environment,
        text: gateReportText(environment, seen),
      }),
    )
    .filter((one) => !isReportOver(one, seen));
  return { look: [], due };
}
