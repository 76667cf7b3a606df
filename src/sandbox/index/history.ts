import { normaliseName } from "./file-name.ts";
import type { Now } from "./outages.ts";
import type { Project } from "./project.ts";
import { createTimeline } from "./timeline.ts";

export interface History {
  /** The project as it was that many seconds ago. */
  before(project: string, seconds: number): Project | undefined;
  /** Every project as it is now. */
  all(): readonly Project[];
  /** Puts a new state of the project on record, under the next serial number of the index. */
  change(project: string, change: (earlier: Project) => Project): void;
}

/** Projects by their names in any spelling, under the serial numbers of one index. */
export function createHistory(clock: Now): History {
  const projects = createTimeline<Project>(clock);
  let serial = 1000;

  return {
    before: (project, seconds) => projects.before(normaliseName(project), seconds),
    all: projects.all,
    change(project, change) {
      projects.change(normaliseName(project), (earlier = { name: project, serial, releases: [] }) => {
        const changed = change(earlier);
        serial += 1;
        return { ...changed, serial };
      });
    },
  };
}
