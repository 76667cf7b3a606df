import { ArtifactFault } from "../artifacts/refused.ts";
import { faultOf } from "../github/fault.ts";
import { RegistryFault } from "../registries/registry.ts";
import { type Fact, type Fault, unknown } from "../release/fact.ts";

/** A fault of whoever was asked is a fact: "unknown, because". Anything else thrown is a bug of ours. */
export async function guarded<T>(look: () => Promise<Fact<T>>): Promise<Fact<T>> {
  try {
    return await look();
  } catch (error) {
    const fault = faultIn(error);
    if (fault === undefined) {
      throw error;
    }
    return unknown(fault);
  }
}

function faultIn(error: unknown): Fault | undefined {
  return error instanceof RegistryFault || error instanceof ArtifactFault ? error.fault : faultOf(error);
}
