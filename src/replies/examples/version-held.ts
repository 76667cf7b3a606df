import { absent, seen } from "../../release/fact.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { CONFIGURED } from "./prepared.ts";
import { EXAMPLE } from "./release.ts";

/** Two spellings of one version, of which neither has reached anybody. */
const NOTHING_OUT: Snapshot = {
  ...EXAMPLE,
  configuration: seen({
    is: "valid",
    blob: "0f09c0b245",
    configuration: { ...CONFIGURED, gates: CONFIGURED.gates.slice(0, 1) },
  }),
  tags: seen(["5.0.0", "v5.0.0"]),
  neighbours: seen([{ tag: "5.0.0" }, { tag: "v5.0.0" }]),
  githubReleases: seen([]),
  index: { pypi: absent },
};

/** Where either of the tags may go. */
export const versionHeld: Readonly<Record<string, readonly [Problem, Snapshot]>> = {
  "version-held (by one that has reached nobody)": [{ is: "version-held", tag: "5.0.0" }, NOTHING_OUT],
};
