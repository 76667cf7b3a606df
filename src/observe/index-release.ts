import { packagesOf } from "../release/evidence.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import type { IndexRelease } from "../release/index-release.ts";
import { versionOn } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** What the index of a gate knows of the release's version, for each package that is known there. */
export async function indexRelease(
  eyes: Eyes,
  known: Snapshot,
  gateName: string,
): Promise<Fact<readonly IndexRelease[]>> {
  const gate = gateNamed(known, gateName);
  const packages = gate === undefined ? [] : packagesOf(known, gate);
  const index = gate?.index;
  const registry = index === undefined ? undefined : eyes.registries.get(index);
  const version = index === undefined ? undefined : versionOn(known, index);
  if (registry === undefined || version === undefined) {
    return absent;
  }
  const found: IndexRelease[] = [];
  // One after the other: indexes ask their clients to be modest.
  for (const name of packages) {
    const release = await registry.release(name, version.canonical);
    if (release !== undefined) {
      found.push(release);
    }
  }
  return found.length === 0 ? absent : seen(found);
}
