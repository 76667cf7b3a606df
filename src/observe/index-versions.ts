import { RegistryFault } from "../registries/registry.ts";
import { packageOf } from "../release/evidence.ts";
import { absent, type Fact, seen, unknown } from "../release/fact.ts";
import { gateNamed } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** Every version that the index of a gate knows of the project. */
export async function indexVersions(
  eyes: Eyes,
  known: Snapshot,
  gateName: string,
): Promise<Fact<readonly string[]>> {
  const gate = gateNamed(known, gateName);
  const project = gate === undefined ? undefined : packageOf(known, gate);
  const registry = gate?.index === undefined ? undefined : eyes.registries.get(gate.index);
  if (registry === undefined || project === undefined) {
    return absent;
  }
  try {
    return seen(await registry.versions(project));
  } catch (error) {
    if (error instanceof RegistryFault) {
      return unknown(error.fault);
    }
    throw error;
  }
}
