import type { DownloadSettings } from "../artifacts/download.ts";
import type { Reading } from "../github/github.ts";
import type { Markers } from "../markers.ts";
import type { Recent } from "../recent.ts";
import type { Registry } from "../registries/registry.ts";
import type { StatusPage } from "../registries/status-page.ts";
import type { FileProvenance } from "../release/index-release.ts";
import type { JobLog } from "../release/job-log.ts";
import type { Ranges } from "../release/range.ts";
import type { ArtifactContents, Granted, Snapshot } from "../release/snapshot.ts";
import type { Watch } from "../watch/watch.ts";

/** What the readers look with. Nothing here can write. */
export type Eyes = {
  readonly github: Reading;
  /** Reads another repository, with what this one's token may see of it. */
  readonly elsewhere: (place: { readonly owner: string; readonly name: string }) => Reading;
  /** What the installation has granted; the app asks as itself. */
  readonly permissions: () => Promise<Granted>;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly statusPage: StatusPage;
  readonly markers: Markers;
  readonly downloads: DownloadSettings;
  /** The eyes of a person who linked their account; absent where the server offers no linking. */
  readonly person?: (user: number) => Promise<PersonsEyes>;
  /** The board's number as the ledger has it: a hint, checked like any other. */
  readonly knownBoard?: number;
  /** What was read from bytes that can't change, across conducts. */
  readonly contents: ContentsCache;
  /** What the logs of jobs told, across conducts: an ended job's does not change. */
  readonly logs: LogsCache;
  /** Who an index showed to have published a file, across conducts; empty where everything is looked at afresh. */
  readonly provenances: ProvenancesCache;
  /** What GraphQL told of comments, across conducts; empty where everything is looked at afresh. */
  readonly details: DetailsCache;
  /** What the notes are about: to tell it takes a query for every 100 commits, and some more. */
  readonly ranges: RangesCache;
  /** Told of each look; absent: nobody watches. */
  readonly watch?: Watch;
};

/** GitHub as a person sees it, where their account is linked and its token still good. */
export type PersonsEyes =
  | { readonly is: "linked"; readonly github: Pick<Reading, "read"> }
  | { readonly is: "not-linked" };

/** Contents of artifacts by their id and digest: an artifact is downloaded once. */
export type ContentsCache = Recent<ArtifactContents>;

/** By the job's number. */
export type LogsCache = Recent<JobLog>;

/** By index, file name and digest: an index takes attestations along with the file, never later. */
export type ProvenancesCache = Recent<FileProvenance>;

/**
 * By the object that GitHub's list of comments holds: "not modified" gives the same object again, and any edit or
 * reaction another one.
 */
export type DetailsCache = WeakMap<object, CommentDetail>;

/** What only GraphQL tells: a true edit (`updated_at` may move by itself), and which reactions are our own. */
export type CommentDetail = {
  readonly lastEditedAt: string | null;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
};

/**
 * By repository, commit, what its ranges may start from, and the rules of the notes. Whole ones across conducts: what
 * came between two commits does not change. Those of which GitHub may tell more within the conduct.
 */
export type RangesCache = { readonly whole: Recent<ReadRanges>; readonly doubtful: Map<string, ReadRanges> };

/** Ranges, and the newest comment that had asked for notes by then: titles, labels and people do change. */
export type ReadRanges = { readonly asked: number; readonly ranges: Ranges };

/** One look: from what is known so far to one more fact. Throws a fault of its folder when nobody answered. */
export type Reader<F> = (eyes: Eyes, seen: Snapshot) => Promise<F>;
