import { artifactsOfRun, expectedArtifacts, spareGates } from "../release/evidence.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Objection, objectionsTo } from "./objection.ts";

/** Every artifact that is to be published or attached is there, and was not deleted since. */
export function artifactsThere(seen: Snapshot): readonly Objection[] {
  const there = artifactsOfRun(seen);
  const expected = expectedArtifacts(seen);
  const present = there.map(({ name }) => name);
  const deleted = there.filter(({ expired }) => expired).map(({ name }) => name);
  const missing = expected.filter((name) => !present.includes(name));
  const expired = expected.filter((name) => deleted.includes(name));
  const spareAt = (name: string) => spareGates(seen, name);
  return [
    ...objectionsTo(missing, spareAt, (names) => ({ is: "artifact-missing", names, present })),
    ...objectionsTo(expired, spareAt, (names) => ({ is: "artifact-expired", names })),
  ];
}
