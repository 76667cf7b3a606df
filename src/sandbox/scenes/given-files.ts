import { crate, npmTarball } from "../files/packed.ts";
import { sdist } from "../files/sdist.ts";
import { wheel } from "../files/wheel.ts";
import type { Files, JobContext } from "../github/workflows.ts";
import type { Neighbourhood } from "./project.ts";

/** What stands in an artifact: built packages, or something else where there are none. */
export type GivenArtifact = { readonly name: string; readonly builds: readonly GivenBuild[] };

export type GivenBuild = {
  readonly package: string;
  readonly kind: "wheel" | "sdist" | "npm" | "crate";
  /** What a wheel is for. */
  readonly tag?: string;
};

/** An upload of what the named artifacts hold; of what the job builds itself, where it names none. */
export type GivenUpload = {
  readonly index: "pypi" | "testpypi" | "npm" | "crates" | "elsewhere";
  readonly artifacts: readonly string[];
  readonly builds: readonly GivenBuild[];
};

type Source = { readonly version: string; readonly seed: string };

/** What is built of a version at a commit, by file name; something that is no package where nothing is. */
export async function filesOf(builds: readonly GivenBuild[], source: Source): Promise<Files> {
  const built = await Promise.all(builds.map((one) => build(one, source)));
  return built.length === 0
    ? { "built.txt": Buffer.from(`${source.version} ${source.seed}\n`) }
    : Object.fromEntries(built.map(({ filename, bytes }) => [filename, bytes]));
}

async function build({ package: name, kind, tag }: GivenBuild, source: Source) {
  switch (kind) {
    case "wheel":
      return wheel({ name, ...source, ...(tag === undefined ? {} : { tag }) });
    case "sdist":
      return sdist({ name, ...source });
    case "npm":
      return npmTarball({ name, ...source });
    case "crate":
      return crate({ name, ...source });
  }
}

type Publishing = {
  readonly places: Neighbourhood;
  readonly context: JobContext;
  readonly version: string;
  /** Which workflow uploads. */
  /** Takes note of each file that an index has taken. */
  readonly published: (index: GivenUpload["index"], filename: string) => void;
  readonly by: { readonly repository: string; readonly workflow: string; readonly environment?: string };
};

/** Uploads what the index takes of it; rejects in the words of the index. */
export async function publish({ index, artifacts, builds }: GivenUpload, at: Publishing): Promise<void> {
  const { places, context, version } = at;
  const held = await Promise.all(artifacts.map((name) => context.artifact(name)));
  const files: Files =
    artifacts.length === 0
      ? await filesOf(builds, { version, seed: context.sha })
      : Object.assign({}, ...held);
  const taken = Object.entries(files).filter(([filename]) => TAKEN[index].test(filename));
  for (const [filename, bytes] of taken) {
    if (index === "npm" || index === "crates") {
      places[index].publish({ bytes });
    } else if (index !== "elsewhere") {
      await places[index].upload(projectIn(filename), [{ filename, bytes }], { provenance: at.by });
    }
    at.published(index, filename);
  }
}

/** The files that an index takes, by their names. */
const TAKEN: { readonly [Index in GivenUpload["index"]]: RegExp } = {
  pypi: /\.whl$|\.tar\.gz$/,
  testpypi: /\.whl$|\.tar\.gz$/,
  npm: /\.tgz$/,
  crates: /\.crate$/,
  elsewhere: /(?!)/,
};

/** https://packaging.python.org/specifications/binary-distribution-format/#file-name-convention */
function projectIn(filename: string): string {
  return /^(?<project>.+?)-\d/.exec(filename)?.groups?.["project"] ?? filename;
}
