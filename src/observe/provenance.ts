import { servedDigest } from "../release/evidence.ts";
import { absent, type Fact, factAt, given, seen } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import type { FileProvenance } from "../release/index-release.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/**
 * Who published the files that the index of a gate serves. A file that was not answered for leaves the whole unknown. What
 * was shown once is not asked again; that nobody attested is, for what shows it may lag behind the files.
 */
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
    for (const file of files) {
      const { filename } = file;
      const key = `${index} ${filename} ${servedDigest(file)}`;
      const shown = eyes.provenances.get(key) ?? (await ask({ project, version, filename }));
      if (shown.publishers.length > 0) {
        eyes.provenances.set(key, shown);
      }
      found.push(shown);
    }
  }
  return seen(found);
}
