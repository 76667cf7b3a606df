import { createHash } from "node:crypto";
import { blake2b256 } from "./blake2b.ts";
import { type FileName, readFileName } from "./file-name.ts";
import { createHistory, type History } from "./history.ts";
import { readMetadata } from "./metadata.ts";
import type { Now } from "./outages.ts";
import {
  addressOf,
  type Digests,
  type IndexedFile,
  type Project,
  type Publisher,
  type Release,
  releaseOf,
  withoutRelease,
  withRelease,
} from "./project.ts";
import { createPublishers } from "./publishers.ts";
import { type Candidate, refusalOf } from "./refusals.ts";

interface Upload {
  readonly filename: string;
  readonly bytes: Uint8Array;
}

/** How far two views of an index are behind its uploads, yanks and deletions, in seconds. */
interface Lag {
  readonly jsonSeconds: number;
  readonly simpleSeconds: number;
}

/** What an index holds, and what people and workflows do to it. */
export interface Catalogue {
  /**
   * Uploads the files one by one, as twine does: those before a refused one stay.
   * Rejects with the words of the index's 400 (see refusals.ts).
   */
  upload(project: string, files: readonly Upload[], options?: { provenance?: Publisher }): Promise<void>;
  /** Throws when the version is not there. */
  yank(project: string, version: string, reason?: string): void;
  /** Throws when the version is not there. */
  unyank(project: string, version: string): void;
  /** Deletes a file for good: its name stays reserved. Throws when it is not there. */
  deleteFile(project: string, filename: string): void;
  /** Deletes a version and its files: no page shows it any more, and the names stay reserved. Throws when it is not there. */
  deleteRelease(project: string, version: string): void;
  /** From now on only these workflows may upload to the project; before the first, whoever says where it comes from may. */
  trust(project: string, publisher: Publisher): void;
  /** Other bytes under the same name, which no index allows: what a broken-in one serves. Throws when it is not there. */
  replaceBytes(project: string, filename: string, bytes: Uint8Array): Promise<void>;
  /** From now on; both are 0 at first. A smaller lag shows at once what was still on its way. */
  lag(lag: Partial<Lag>): void;
  /** The project as the JSON or the simple pages show it now; undefined when they show none. */
  seen(view: "json" | "simple", project: string): Project | undefined;
  /** The file at an address under /packages/ at once, whatever the lag. */
  stored(address: string): IndexedFile | undefined;
}

export function createCatalogue(clock: Now): Catalogue {
  const history = createHistory(clock);
  const reserved = new Set<string>();
  const publishers = createPublishers();
  let lag: Lag = { jsonSeconds: 0, simpleSeconds: 0 };

  return {
    async upload(project, files, { provenance } = {}) {
      publishers.admit(project, provenance);
      for (const file of files) {
        if (isThere(history, project, file)) continue;
        const metadata = file.filename.endsWith(".whl") ? await readMetadata(file.bytes) : null;
        const read = admitted({ history, reserved }, project, { filename: file.filename, metadata });
        reserved.add(file.filename);
        const sums = digests(file.bytes);
        const attested = provenance ? { publisher: provenance, sha256: sums.sha256 } : null;
        const { packagetype } = read;
        const uploaded = { ...file, packagetype, digests: sums, uploadedAt: clock.now(), metadata, attested };
        history.change(project, (earlier) => {
          const release = releaseOf(earlier, read.version) ?? {
            version: read.version,
            yanked: false,
            files: [],
          };
          return withRelease(earlier, { ...release, files: [...release.files, uploaded] });
        });
      }
    },
    yank: (project, version, reason = "") => setYanked(history, { project, version }, reason || true),
    unyank: (project, version) => setYanked(history, { project, version }, false),
    deleteFile: (project, filename) => changeFile(history, { project, filename }, () => []),
    deleteRelease(project, version) {
      const release = releaseIn(history, project, (known) => releaseOf(known, version));
      history.change(project, (earlier) => withoutRelease(earlier, release));
    },
    trust: publishers.trust,
    async replaceBytes(project, filename, bytes) {
      const metadata = await readMetadata(bytes);
      changeFile(history, { project, filename }, (file) => [
        { ...file, bytes, metadata, digests: digests(bytes) },
      ]);
    },
    lag(change) {
      lag = { ...lag, ...change };
    },
    seen: (view, project) => history.before(project, view === "json" ? lag.jsonSeconds : lag.simpleSeconds),
    stored: (address) =>
      history
        .all()
        .flatMap(({ releases }) => releases.flatMap(({ files }) => files))
        .find((file) => addressOf(file) === address),
  };
}

/**
 * The same bytes under the same name are taken, and nothing changes: `ConflictResult.Duplicate` in
 * warehouse/forklift/legacy.py.
 */
function isThere(history: History, project: string, { filename, bytes }: Upload): boolean {
  const releases = history.before(project, 0)?.releases ?? [];
  const there = releases.flatMap(({ files }) => files).find((file) => file.filename === filename);
  return there !== undefined && there.digests.sha256 === digests(bytes).sha256;
}

interface Known {
  readonly history: History;
  /** Every file name that was ever used. */
  readonly reserved: ReadonlySet<string>;
}

/** What the name of a welcome file says; throws the words in which the index refuses any other. */
function admitted(known: Known, project: string, file: Pick<Candidate, "filename" | "metadata">): FileName {
  const read = readFileName(file.filename);
  const releases = known.history.before(project, 0)?.releases ?? [];
  const present = releases.some(({ files }) => files.some(({ filename }) => filename === file.filename));
  const earlier = known.reserved.has(file.filename) ? "deleted" : "never";
  const refusal = refusalOf({ ...file, project, read, earlier: present ? "present" : earlier });
  if (refusal !== undefined || !read) throw new Error(`400 Bad Request: ${refusal}`);
  return read;
}

function setYanked(
  history: History,
  named: { project: string; version: string },
  yanked: true | string | false,
) {
  const release = releaseIn(history, named.project, (project) => releaseOf(project, named.version));
  history.change(named.project, (earlier) => withRelease(earlier, { ...release, yanked }));
}

function changeFile(
  history: History,
  named: { project: string; filename: string },
  change: (file: IndexedFile) => readonly IndexedFile[],
) {
  const isIt = (file: IndexedFile) => file.filename === named.filename;
  const release = releaseIn(history, named.project, ({ releases }) =>
    releases.find(({ files }) => files.some(isIt)),
  );
  const files = release.files.flatMap((file) => (isIt(file) ? change(file) : file));
  history.change(named.project, (earlier) => withRelease(earlier, { ...release, files }));
}

type Find = (project: Project) => Release | undefined;

function releaseIn(history: History, project: string, find: Find): Release {
  const known = history.before(project, 0);
  const release = known && find(known);
  if (!release) throw new Error(`the index has no such file or version of ${project}; upload it first`);
  return release;
}

function digests(bytes: Uint8Array): Digests {
  const hash = (name: string) => createHash(name).update(bytes).digest("hex");
  return { sha256: hash("sha256"), md5: hash("md5"), blake2b_256: blake2b256(bytes) };
}
