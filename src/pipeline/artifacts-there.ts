import type { ArtifactProblem } from "../release/artifact-problem.ts";
import { artifactsOfRun, expectedArtifacts, spareGates } from "../release/evidence.ts";
import { isLetOut } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Objection, objectionsTo } from "./objection.ts";

type Lost = Extract<ArtifactProblem, { readonly is: "artifact-missing" | "artifact-expired" }>;

/**
 * Every artifact that is to be published or attached is there, and was not deleted since. Once what was in them is out,
 * nothing stops for them: GitHub deletes artifacts after some time, and another build would have other bytes.
 */
export function artifactsThere(seen: Snapshot): readonly Objection[] {
  const lost = lostArtifacts(seen);
  return isLetOut(seen) ? lost.map(onceOut) : lost;
}

function onceOut({ problem, stops }: Objection<Lost>): Objection<Lost> {
  return { problem: stops ? { ...problem, letOut: true } : problem, stops: false };
}

function lostArtifacts(seen: Snapshot): readonly Objection<Lost>[] {
  const expected = expectedArtifacts(seen);
  const there = artifactsOfRun(seen);
  const present = there.map(({ name }) => name);
  const missing = expected.filter((name) => !present.includes(name));
  const expired = there.filter((one) => one.expired && expected.includes(one.name)).map(({ name }) => name);
  const spareAt = (name: string) => spareGates(seen, name);
  return [
    ...objectionsTo<Lost>(missing, spareAt, (names) => ({ is: "artifact-missing", names, present })),
    ...objectionsTo<Lost>(expired, spareAt, (names) => ({ is: "artifact-expired", names })),
  ];
}
