import type { Clock } from "../clock.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import { type Registry, RegistryFault } from "./registry.ts";

/** Whoever only stumbled is asked again after each of these. */
const PAUSES = [SECOND, 2 * SECOND];

export type Patience = {
  readonly clock: Pick<Clock, "now">;
  /** Sleeps until the given moment. */
  readonly sleep: (at: Instant) => Promise<void>;
};

/** The same registries, each question asked up to three times where the answer was lost on the way. */
export function patient(
  registries: ReadonlyMap<string, Registry>,
  patience: Patience,
): ReadonlyMap<string, Registry> {
  return new Map([...registries].map(([name, one]) => [name, patientOne(one, patience)]));
}

function patientOne(registry: Registry, patience: Patience): Registry {
  const { provenance } = registry;
  return {
    ...registry,
    release: (project, version) => repeated(patience, () => registry.release(project, version)),
    versions: (project) => repeated(patience, () => registry.versions(project)),
    ...(provenance && { provenance: (file) => repeated(patience, () => provenance(file)) }),
  };
}

async function repeated<T>({ clock, sleep }: Patience, ask: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RegistryFault && error.again)) throw error;
      await sleep(clock.now() + pause);
    }
  }
  return await ask();
}
