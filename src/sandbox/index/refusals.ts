import { eq, explain } from "@renovatebot/pep440";
import { type FileName, normaliseName } from "./file-name.ts";
import type { Metadata } from "./metadata.ts";

/** One file somebody wants to upload, and what the index knows about its name. */
export interface Candidate {
  readonly project: string;
  readonly filename: string;
  readonly read: FileName | null;
  readonly metadata: Metadata | null;
  readonly earlier: "never" | "present" | "deleted";
}

type Refusal = (candidate: Candidate) => string | false;

/**
 * Why PyPI answers 400 to an upload, in its words and in the order it asks.
 * Source: warehouse/forklift/legacy.py and metadata.py; for used names "File name reuse" in PyPI's help.
 */
const REFUSALS: readonly Refusal[] = [
  ({ read, filename }) => !read && `Invalid distribution filename: ${filename}`,
  ({ read, project }) =>
    read !== null &&
    normaliseName(read.name) !== normaliseName(project) &&
    `Start filename for '${project}' with '${normaliseName(project).replaceAll("-", "_")}'`,
  ({ read }) =>
    read !== null &&
    explain(read.version)?.local != null &&
    `The use of local versions in <Version('${read.version}')> is not allowed`,
  ({ earlier, filename }) =>
    earlier === "present" && `File already exists ('${filename}'). See file-name-reuse`,
  ({ earlier }) =>
    earlier === "deleted" &&
    "This filename has already been used, use a different version. See file-name-reuse",
  ({ read, metadata }) =>
    read?.packagetype === "bdist_wheel" &&
    !metadata &&
    "Invalid distribution file. No METADATA could be read",
  ({ read, metadata }) =>
    read !== null &&
    metadata !== null &&
    !eq(metadata.version ?? "0", read.version) &&
    `Version in filename should be '${metadata.version}' not '${read.version}'`,
  ({ metadata }) => {
    // A requirement with a URL has the form `name @ https://…` (PEP 508).
    const direct = metadata?.requires.find((requirement) => /^[^;]*@/.test(requirement));
    return direct !== undefined && `Can't have direct dependency: ${direct}`;
  },
];

/** The first reason to refuse the file; undefined when it is welcome. */
export function refusalOf(candidate: Candidate): string | undefined {
  for (const refusal of REFUSALS) {
    const message = refusal(candidate);
    if (message !== false) return message;
  }
  return undefined;
}
