import { absent, type Fact, factAt, given, seen } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import type { FileProvenance, Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** Who published the files that the index of a gate serves. A file that was not answered for leaves the whole unknown. */
export async function provenance(
  eyes: Eyes,
  known: Snapshot,
  gateName: string,
): Promise<Fact<readonly FileProvenance[]>> {
  const index = gateNamed(known, gateName)?.index;
  const ask = index === undefined ? undefined : eyes.registries.get(index)?.provenance;
  if (ask === undefined) {
    return absent;
  }
  const served = factAt(known.index, gateName);
  if (served.is === "unseen" || served.is === "unknown") {
    return served;
  }
  const found: FileProvenance[] = [];
  // One after the other: indexes ask their clients to be modest.
  for (const { project, version, files } of given(served) ?? []) {
    for (const { filename } of files) {
      found.push(await ask({ project, version, filename }));
    }
  }
  return seen(found);
}
