import type { DownloadSettings } from "../artifacts/download.ts";
import type { Reading } from "../github/github.ts";
import type { Markers } from "../markers.ts";
import type { Registry } from "../registries/registry.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** What the readers look with. Nothing here can write. */
export type Eyes = {
  readonly github: Reading;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly markers: Markers;
  readonly downloads: DownloadSettings;
  /** The board's number as the ledger has it: a hint, checked like any other. */
  readonly knownBoard?: number;
  /** What was read from bytes that can't change, across conducts. */
  readonly contents: ContentsCache;
};

/** Contents of artifacts by their id and digest: an artifact is downloaded once. */
export type ContentsCache = Map<string, import("../release/snapshot.ts").ArtifactContents>;

/** One look: from what is known so far to one more fact. Throws a fault of its folder when nobody answered. */
export type Reader<F> = (eyes: Eyes, seen: Snapshot) => Promise<F>;
