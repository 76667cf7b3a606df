import { configurationPath, readConfiguration } from "../../config/configuration.ts";
import { readYaml } from "../../config/yaml.ts";
import { type TextAt, versionAtCommit } from "../../observe/version-file.ts";
import type { ConfigurationFile } from "../../release/configuration.ts";
import type { VersionFile } from "../../release/snapshot.ts";
import { findVersionFile } from "../find-version-file.ts";
import { type Git, parts, said } from "./git.ts";
import type { RulesPlace } from "./visit.ts";

/** What the commit itself says of its release, as the rules have it: what lies about beside it is not tagged. */
export type HeadFiles = {
  /** Of the default branch, else of the commit. */
  readonly configuration: ConfigurationFile;
  /** There is such a file; else it is read as an empty one. */
  readonly configured: boolean;
  /** The branch of the remote that has the configuration; absent: it is the commit's. */
  readonly rulesOf?: string;
  readonly version: VersionFile;
  /** Workflows by their paths, parsed. */
  readonly workflows: ReadonlyMap<string, unknown>;
};

/** Reads files as they are in the commit. */
export function filesAt(git: Git, commit: string): TextAt {
  return async (path) => {
    const shown = await git("show", `${commit}:${path}`);
    return shown.code === 0 ? shown.output : undefined;
  };
}

type At = {
  readonly commit: string;
  /** The folder of the checkout. */
  readonly top: string;
  /** Absent: the configuration is read from the commit. */
  readonly rules: RulesPlace | undefined;
};

export async function readHeadFiles(git: Git, { commit, top, rules }: At): Promise<HeadFiles> {
  const read = filesAt(git, commit);
  const text = await filesAt(git, rules?.revision ?? commit)(configurationPath);
  const configuration = readConfiguration(text ?? "", "");
  const rule = configuration.is === "valid" ? configuration.configuration.version.file : undefined;
  const version = await versionAtCommit(rule, read);
  return {
    configuration,
    configured: text !== undefined,
    ...(rules === undefined ? {} : { rulesOf: rules.name }),
    version: rule === undefined && version.is === "none" ? await elsewhere(git, top) : version,
    workflows: await workflowsAt(git, commit, read),
  };
}

/** As `check-version` finds it, where the app itself would look no further; only what is under version control. */
async function elsewhere(git: Git, top: string): Promise<VersionFile> {
  const found = await findVersionFile(top);
  const tracked = found && (await git("ls-files", "--error-unmatch", "--", found.path)).code === 0;
  return tracked && found.says.is === "found"
    ? { is: "found", path: found.path, version: found.says.version }
    : { is: "none" };
}

const FOLDER = ".github/workflows/";

async function workflowsAt(git: Git, commit: string, read: TextAt): Promise<ReadonlyMap<string, unknown>> {
  const listed = said(await git("ls-tree", "-z", "--name-only", commit, FOLDER)) ?? "";
  const workflows = new Map<string, unknown>();
  for (const path of parts(listed).filter((name) => /\.ya?ml$/.test(name))) {
    workflows.set(path, readYaml((await read(path)) ?? "").value);
  }
  return workflows;
}
