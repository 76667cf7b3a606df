import type { Fault } from "../release/fact.ts";
import type { FileProvenance, IndexRelease } from "../release/index-release.ts";

/** A package registry as a source of facts; nothing is ever written to one. */
export type Registry = {
  /** The name of the index in configurations and replies. */
  readonly name: string;
  /** The address that pip is given for it; absent where people install with something else. */
  readonly installFrom?: string;
  /**
   * What the registry knows of one version, and the files of it that installers are served right now: a version
   * known without files is either on its way to the installers or `emptied`. Undefined: the registry answered,
   * and knows no such project or version (a deleted file may be remembered without being shown anywhere). Throws
   * RegistryFault when it did not answer, which is something else.
   */
  readonly release: (project: string, version: string) => Promise<IndexRelease | undefined>;
  /**
   * Every version of a project that the registry shows, yanked and emptied ones included, as it writes them; none for
   * a project it does not know. One whose release was deleted may be missing, though its file names stay taken. Throws
   * RegistryFault when it did not answer.
   */
  readonly versions: (project: string) => Promise<readonly string[]>;
  /** Who published a served file, as the registry shows it; absent where it shows no such thing. Throws as `release` does. */
  readonly provenance?: (file: ServedFile) => Promise<FileProvenance>;
};

/** A file as an index serves it. */
export type ServedFile = {
  readonly project: string;
  readonly version: string;
  readonly filename: string;
};

/** The registry did not answer, or nothing that can be understood. */
export class RegistryFault extends Error {
  override readonly name = "RegistryFault";
  readonly fault: Fault;
  /** Whether the same question may get an answer a moment later. */
  readonly again: boolean;

  constructor(fault: Fault, again = false) {
    super(`${fault.whom}: ${fault.detail}`);
    this.fault = fault;
    this.again = again;
  }
}
