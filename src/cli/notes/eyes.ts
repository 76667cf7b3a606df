import type { Reading } from "../../github/github.ts";
import { createMarkers } from "../../markers.ts";
import type { Eyes } from "../../observe/eyes.ts";
import { createRecent } from "../../recent.ts";
import type { Address } from "../../release/release.ts";

/** Reads a repository. */
export type ReadingOf = (place: Place) => Reading;

export type Place = Pick<Address, "owner" | "name">;

/** Eyes that see what GitHub shows of the repository, and no index, board or bytes. */
export function eyesWith(github: ReadingOf, place: Place): Eyes {
  return {
    github: github(place),
    elsewhere: github,
    permissions: async () => ({}),
    registries: new Map(),
    statusPage: { read: async () => undefined },
    markers: createMarkers(new Uint8Array(32)),
    downloads: { fetch, origins: [] },
    contents: createRecent(1),
    logs: createRecent(1),
    provenances: createRecent(1),
    details: new WeakMap(),
    ranges: { whole: createRecent(1), doubtful: new Map() },
  };
}
