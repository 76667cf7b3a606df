import { normaliseName } from "./file-name.ts";
import type { Now } from "./outages.ts";
import type { Project } from "./project.ts";

export interface History {
  /** The project as it was that many seconds ago. */
  before(project: string, seconds: number): Project | undefined;
  /** Every project as it is now. */
  all(): readonly Project[];
  /** Puts a new state of the project on record, under the next serial number of the index. */
  change(project: string, change: (earlier: Project) => Project): void;
}

/** Every state each project had: a cache that lags shows an earlier one. */
export function createHistory(clock: Now): History {
  const projects = new Map<string, { readonly at: number; readonly project: Project }[]>();
  let serial = 1000;
  const states = (project: string) => projects.get(normaliseName(project)) ?? [];

  return {
    before(project, seconds) {
      const moment = clock.now() - seconds * 1000;
      return states(project).findLast(({ at }) => at <= moment)?.project;
    },
    all: () => [...projects.values()].flatMap((moments) => moments.at(-1)?.project ?? []),
    change(project, change) {
      const earlier = states(project).at(-1)?.project ?? { name: project, serial, releases: [] };
      serial += 1;
      const state = { at: clock.now(), project: { ...change(earlier), serial } };
      projects.set(normaliseName(project), [...states(project), state]);
    },
  };
}
