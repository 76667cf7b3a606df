import { INDEXES } from "../../release/configuration.ts";
import type { GivenJob } from "../../sandbox/scenes/given.ts";
import type { GivenBuild, GivenUpload } from "../../sandbox/scenes/given-files.ts";
import { artifactsOf, jobsNamed } from "../../workflows/artifacts.ts";
import type { PlannedJob } from "../../workflows/job.ts";
import type { Packages } from "../survey/packages.ts";

/** What is built for the release: its packages, by the tag where a repository has several. */
export type Building = { readonly packages: Packages; readonly tag: string; readonly fallback: string };

/** The jobs of a workflow as the sandbox runs them. Two of one name get a number: GitHub tells them apart by more. */
export function givenJobs(jobs: readonly PlannedJob[], building: Building): readonly GivenJob[] {
  const names = namesOf(jobs);
  const named = (job: PlannedJob) => names.get(job) ?? job.name;
  const kinds = kindsByArtifact(jobs);
  return jobs.map((job) => ({
    name: named(job),
    needs: job.needs.flatMap((id) => jobsNamed(id, jobs)).map(named),
    seconds: job.environment.is === "named" ? 40 : 90,
    ...(job.environment.is === "named" ? { environment: job.environment.name } : {}),
    uploads: job.work.flatMap((one) =>
      one.does === "upload" && one.name !== undefined
        ? [{ name: one.name, builds: buildsIn(one.name, kinds.get(one.name), building) }]
        : [],
    ),
    publishes: uploadsOf(job, jobs, building),
    releases: job.work.some(({ does }) => does === "release"),
  }));
}

function namesOf(jobs: readonly PlannedJob[]): ReadonlyMap<PlannedJob, string> {
  const names = new Map<PlannedJob, string>();
  for (const job of jobs) {
    const same = [...names.keys()].filter(({ name }) => name === job.name).length;
    names.set(job, same === 0 ? job.name : `${job.name} (${same + 1})`);
  }
  return names;
}

type Kind = keyof Packages;

/** What an artifact holds, by the indexes that jobs publish it to. */
function kindsByArtifact(jobs: readonly PlannedJob[]): ReadonlyMap<string, Kind> {
  return new Map(
    jobs.flatMap((job) =>
      job.work.flatMap((one) => {
        const kind = one.does === "publish" ? kindOf(one.index) : undefined;
        return kind === undefined ? [] : artifactsOf(job, jobs).map((name) => [name, kind] as const);
      }),
    ),
  );
}

function kindOf(index: string): Kind | undefined {
  return index === "npm" || index === "crates"
    ? index
    : INDEXES.some((one) => one === index)
      ? "python"
      : undefined;
}

function uploadsOf(job: PlannedJob, jobs: readonly PlannedJob[], building: Building): readonly GivenUpload[] {
  return job.work.flatMap((one) => {
    if (one.does !== "publish") {
      return [];
    }
    const kind = kindOf(one.index);
    const builds = kind === undefined ? [] : buildsIn("", kind, building);
    // `cargo publish` packs the crate itself, whatever was uploaded before.
    const own = one.index === "crates" ? [] : artifactsOf(job, jobs);
    return [{ index: one.index, artifacts: own, builds }];
  });
}

function buildsIn(artifact: string, kind: Kind | undefined, building: Building): readonly GivenBuild[] {
  if (kind === undefined) {
    return [];
  }
  const named = nameFor(
    artifact,
    building.packages[kind].map(({ name }) => name),
    building,
  );
  switch (kind) {
    case "npm":
      return [{ package: named, kind: "npm" }];
    case "crates":
      return [{ package: named, kind: "crate" }];
    case "python": {
      const platform = /(?:wheel|whl)s?[-_.]?(?<of>.+)/i.exec(artifact)?.groups?.["of"];
      const tag =
        platform === undefined ? {} : { tag: `cp312-cp312-${platform.replace(/\W+/g, "_").toLowerCase()}` };
      const isWheel = /wheel|whl/i.test(artifact);
      const isSource = /sdist|source/i.test(artifact);
      return [
        ...(isSource && !isWheel ? [] : [{ package: named, kind: "wheel", ...tag } as const]),
        ...(isWheel && !isSource ? [] : [{ package: named, kind: "sdist" } as const]),
      ];
    }
  }
}

/** The package that the artifact's name or the tag speaks of, else the first. */
function nameFor(artifact: string, all: readonly string[], { tag, fallback }: Building): string {
  const spoken = (text: string) =>
    all
      .filter(
        (name) =>
          text.includes(name) || name.split(/[-_.]/).some((part) => text.split(/[-_.@/]/)[0] === part),
      )
      .toSorted((a, b) => b.length - a.length)[0];
  return spoken(artifact) ?? (all.length > 1 ? spoken(tag) : undefined) ?? all[0] ?? fallback;
}
