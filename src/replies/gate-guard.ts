import { strategiesOf } from "../commands/strategies.ts";
import { environmentNamed } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { asCode } from "./safe.ts";
import { listed, names } from "./words.ts";

/** What opens a gate, as far as its guard is known: a comment, the click of a reviewer, or both. */
export function gateOpener(environment: string, seen: Snapshot): string {
  const approve = asCode(`/approve ${environment}`);
  const guard = environmentNamed(seen, environment);
  if (guard === undefined) {
    return approve;
  }
  const strategies = strategiesOf(seen, environment);
  const click =
    guard.reviewers.length === 0
      ? "a guard that comments can't open"
      : `the click of ${names(guard.reviewers, 5, "or")}`;
  const parts = [
    ...(strategies.some((one) => one !== "link") ? [approve] : []),
    ...(strategies.includes("link") ? [click] : []),
  ];
  return listed(parts);
}
