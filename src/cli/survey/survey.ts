import { versionAtCommit } from "../../observe/version-file.ts";
import type { VersionFile } from "../../release/snapshot.ts";
import { readWorkflow, type WorkflowReading } from "../../workflows/read-workflow.ts";
import { findVersionFile } from "../find-version-file.ts";
import { type Git, said } from "../tag/git.ts";
import { placeOf } from "../tag/place.ts";
import { type Files, filesIn } from "./files.ts";
import { findPackages, type Packages } from "./packages.ts";
import { findPeople, type People } from "./people.ts";

/** What a checkout tells about how its repository is released. */
export type Survey = {
  readonly files: Files;
  /** Newest first; empty where there is no git. */
  readonly tags: readonly string[];
  readonly workflows: readonly WorkflowReading[];
  readonly version: VersionFile;
  readonly packages: Packages;
  readonly people: People;
  /** `owner/name` on GitHub, by the remote `origin`. */
  readonly repository?: string;
};

const WORKFLOWS = ".github/workflows";

/** Reads what lies in the folder; `git` is absent where that is no repository. */
export async function survey(directory: string, git: Git | undefined): Promise<Survey> {
  const files = filesIn(directory);
  const repository = await repositoryOf(git);
  const workflows: WorkflowReading[] = [];
  for (const file of await files.list(WORKFLOWS)) {
    const text = /\.ya?ml$/.test(file) ? await files.read(file) : undefined;
    if (text !== undefined) {
      workflows.push(readWorkflow(file, text));
    }
  }
  return {
    files,
    tags: await tagsOf(git),
    workflows,
    version: await versionOf(directory, files),
    packages: await findPackages(directory, files),
    people: await findPeople(files, git),
    ...(repository === undefined ? {} : { repository }),
  };
}

async function tagsOf(git: Git | undefined): Promise<readonly string[]> {
  const listed = git && said(await git("tag", "--list", "--sort=-version:refname", "--sort=-creatordate"));
  return (listed ?? "").split("\n").filter((tag) => tag !== "");
}

async function repositoryOf(git: Git | undefined): Promise<string | undefined> {
  const url = git && said(await git("remote", "get-url", "origin"));
  const place =
    url === undefined
      ? undefined
      : placeOf({ name: "origin", url, address: url, written: url }, "https://api.github.com");
  return place === undefined ? undefined : `${place.owner}/${place.name}`;
}

/** Where the app looks by itself; else as `check-version` finds it. */
async function versionOf(directory: string, { read }: Files): Promise<VersionFile> {
  const usual = await versionAtCommit(undefined, read);
  if (usual.is === "found" || usual.is === "unreadable") {
    return usual;
  }
  const found = await findVersionFile(directory);
  return found?.says.is === "found" ? { is: "found", path: found.path, version: found.says.version } : usual;
}
