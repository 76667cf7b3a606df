import { RegistryFault } from "../registries/registry.ts";
import { packageOf } from "../release/evidence.ts";
import { absent, type Fact, seen, unknown } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { IndexRelease, Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** What the index of a gate knows of the release's version. */
export async function indexRelease(
  eyes: Eyes,
  known: Snapshot,
  gateName: string,
): Promise<Fact<IndexRelease>> {
  const gate = gateNamed(known, gateName);
  const version = releaseVersion(known);
  const project = gate === undefined ? undefined : packageOf(known, gate);
  const registry = gate?.index === undefined ? undefined : eyes.registries.get(gate.index);
  if (registry === undefined || project === undefined || version === undefined) {
    return absent;
  }
  try {
    const found = await registry.release(project, version.canonical);
    return found === undefined ? absent : seen(found);
  } catch (error) {
    if (error instanceof RegistryFault) {
      return unknown(error.fault);
    }
    throw error;
  }
}
