import { PAUSES, type Patience, patiently } from "../patience.ts";
import { type Registry, RegistryFault } from "./registry.ts";

type Manner = Pick<Patience, "clock" | "sleep">;

/** The same registries, each question asked up to three times where the answer was lost on the way. */
export function patient(
  registries: ReadonlyMap<string, Registry>,
  manner: Manner,
): ReadonlyMap<string, Registry> {
  return new Map([...registries].map(([name, one]) => [name, patientOne(one, manner)]));
}

function patientOne(registry: Registry, manner: Manner): Registry {
  const { provenance } = registry;
  return {
    ...registry,
    release: (project, version) => asked(manner, () => registry.release(project, version)),
    versions: (project) => asked(manner, () => registry.versions(project)),
    ...(provenance && { provenance: (file) => asked(manner, () => provenance(file)) }),
  };
}

function asked<T>(manner: Manner, ask: () => Promise<T>): Promise<T> {
  const mayPass = (error: unknown) => error instanceof RegistryFault && error.again;
  return patiently(ask, { ...manner, pauses: PAUSES, mayPass });
}
