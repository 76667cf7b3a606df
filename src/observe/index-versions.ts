import { packagesOf } from "../release/evidence.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** Every version that the index of a gate knows of any of its packages: a release has one version for all of them. */
export async function indexVersions(
  eyes: Eyes,
  known: Snapshot,
  gateName: string,
): Promise<Fact<readonly string[]>> {
  const gate = gateNamed(known, gateName);
  const packages = gate === undefined ? [] : packagesOf(known, gate);
  const registry = gate?.index === undefined ? undefined : eyes.registries.get(gate.index);
  if (registry === undefined || packages.length === 0) {
    return absent;
  }
  const versions = new Set<string>();
  for (const name of packages) {
    for (const version of await registry.versions(name)) versions.add(version);
  }
  return seen([...versions]);
}
