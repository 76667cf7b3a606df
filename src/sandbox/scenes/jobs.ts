import { sdist } from "../files/sdist.ts";
import { wheel } from "../files/wheel.ts";
import { zip } from "../files/zip.ts";
import type { RepositoryHandle } from "../github/handle.ts";
import { StepFailed } from "../github/job-logs.ts";
import type { JobPlan } from "../github/workflows.ts";
import type { PackageIndex } from "../index/package-index.ts";
import { refusedUpload } from "./upload-log.ts";

/** What InvokeAI's distributions are called. */
export const DISTRIBUTION = "InvokeAI";

/** Jobs before the gates and how long they run, in seconds. */
export const CHECKS: Readonly<Record<string, number>> = {
  "check-version": 20,
  "frontend-checks / frontend-checks": 200,
  "frontend-tests / frontend-tests": 150,
  "python-checks / python-checks": 60,
  ...Object.fromEntries(
    ["3.10", "3.11"].flatMap((python) =>
      ["linux-cuda-11_7", "linux-rocm-5_2", "linux-cpu", "macos-default", "windows-cpu"].map(
        (platform, index) => [`python-tests / py${python}: ${platform}`, 300 + 45 * index],
      ),
    ),
  ),
};

const BUILD = "build / build-installer";

type Place = {
  readonly repo: RepositoryHandle;
  readonly distribution: string;
  readonly pypi: PackageIndex;
  readonly testpypi: PackageIndex;
};

/** What a release runs: the checks, the build, and a publish job at each of the two environments. */
export function jobs(
  checks: Readonly<Record<string, number>>,
  { pypi, testpypi, ...place }: Place,
): JobPlan[] {
  const { distribution } = place;
  const before = [...Object.keys(checks), BUILD];
  return [
    ...Object.entries(checks).map(([name, seconds]) => ({ name, seconds })),
    { name: BUILD, seconds: 120, artifacts: [distributions(distribution), installer(distribution)] },
    publishing({ environment: "testpypi", index: testpypi, ...place }, before),
    publishing({ environment: "pypi", index: pypi, ...place }, before),
  ];
}

/** What the project builds at a commit. */
export function builtSource(
  { version, sha }: { readonly version: string; readonly sha: string },
  distribution = DISTRIBUTION,
) {
  return { name: distribution, version, seed: sha };
}

type Artifact = NonNullable<JobPlan["artifacts"]>[number];

function distributions(distribution: string): Artifact {
  return {
    name: "dist",
    files: async (context) => {
      const source = builtSource(context, distribution);
      const built = [await wheel(source), sdist(source)];
      return Object.fromEntries(built.map(({ filename, bytes }) => [filename, bytes]));
    },
  };
}

function installer(distribution: string): Artifact {
  return {
    name: "installer",
    files: async (context) => {
      const { filename, bytes } = await wheel(builtSource(context, distribution));
      const files = {
        "InvokeAI-Installer/install.sh": "#!/bin/sh\n",
        [`InvokeAI-Installer/lib/${filename}`]: bytes,
      };
      return { [`InvokeAI-installer-${context.tag}.zip`]: await zip(files) };
    },
  };
}

type Publishing = {
  readonly environment: string;
  readonly repo: RepositoryHandle;
  readonly distribution: string;
  readonly index: PackageIndex;
};

function publishing(
  { environment, repo, distribution, index }: Publishing,
  needs: readonly string[],
): JobPlan {
  return {
    name: `publish-${environment}`,
    needs: [...needs],
    environment,
    seconds: 45,
    step: "pypa/gh-action-pypi-publish@release/v1",
    onSuccess: async (context) => {
      const files = Object.entries(await context.artifact("dist")).map(([filename, bytes]) => ({
        filename,
        bytes,
      }));
      // The identity of a job names the repository as it is called while the job runs.
      const provenance = { repository: repo.fullName, workflow: "release.yml", environment };
      try {
        await index.upload(distribution, files, { provenance });
      } catch (error) {
        const names = files.map(({ filename }) => filename);
        const upload = { context, repository: repo.fullName, environment, files: names };
        throw new StepFailed(refusedUpload(error instanceof Error ? error.message : "", upload));
      }
    },
  };
}
