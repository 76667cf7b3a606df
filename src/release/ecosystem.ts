import type { Gate, IndexName } from "./configuration.ts";
import { crateFile, isCrateName, sameCrate } from "./crate-file.ts";
import { distribution, isProjectName, normalisedProject } from "./distribution.ts";
import type { NamedFile } from "./name-and-version.ts";
import { isNpmName, npmTarball } from "./npm-tarball.ts";
import type { Scheme } from "./version.ts";

/** How an index's packages are named, and their versions and files with them. */
export type Ecosystem = {
  readonly scheme: Scheme;
  /** What a file's name says; `packages` are the names that the configuration gives. Undefined: no file for this index. */
  readonly read: (filename: string, packages: readonly string[]) => NamedFile | undefined;
  /** Two names are one package when this text of both is the same. */
  readonly key: (name: string) => string;
  readonly isName: (name: string) => boolean;
  /** Whether an upload of what is there already, byte for byte, succeeds: then a job that failed halfway can be run again. */
  readonly takesSameBytesAgain: boolean;
  /** Where the index says how a workflow is made its trusted publisher. */
  readonly trustedPublishing: string;
};

const python: Ecosystem = {
  scheme: "pep440",
  read: distribution,
  key: normalisedProject,
  isName: isProjectName,
  // `ConflictResult.Duplicate`: https://github.com/pypi/warehouse/blob/main/warehouse/forklift/legacy.py
  takesSameBytesAgain: true,
  trustedPublishing: "https://docs.pypi.org/trusted-publishers/",
};

/** What each index takes: the second line of a new registry, beside its address in `registries/registries.ts`. */
const ECOSYSTEMS: Readonly<Record<IndexName, Ecosystem>> = {
  pypi: python,
  testpypi: python,
  npm: {
    scheme: "semver",
    read: npmTarball,
    key: (name) => name,
    isName: isNpmName,
    // https://docs.npmjs.com/cli/commands/npm-publish: a name and version that exist are refused.
    takesSameBytesAgain: false,
    trustedPublishing: "https://docs.npmjs.com/trusted-publishers",
  },
  crates: {
    scheme: "semver",
    read: crateFile,
    key: sameCrate,
    isName: isCrateName,
    // https://doc.rust-lang.org/cargo/reference/publishing.html: a version can never be overwritten.
    takesSameBytesAgain: false,
    trustedPublishing: "https://crates.io/docs/trusted-publishing",
  },
};

export function ecosystemOf(index: IndexName): Ecosystem {
  return ECOSYSTEMS[index];
}

/** Whether what the gate publishes are wheels and source distributions. */
export function isForPython(gate: Pick<Gate, "index">): boolean {
  return ecosystemOfGate(gate) === python;
}

/** Of a gate without an index, wheels and source distributions are shown to whoever approves it. */
export function ecosystemOfGate(gate: Pick<Gate, "index">): Ecosystem {
  return gate.index === undefined ? python : ecosystemOf(gate.index);
}
