import { memoryOf, runsKnown } from "./attempt.ts";
import { sameEnvironment } from "./environment-name.ts";
import { factAt, given } from "./fact.ts";
import { gatesOf } from "./gate.ts";
import { githubReleaseOf, hasLostTag } from "./github-release.ts";
import type { Look, Sight } from "./look.ts";
import type { GithubRelease, Review, Run, Snapshot } from "./snapshot.ts";

/** What there is of a release, wherever it is: what stays behind when it is withdrawn or given up. */
export type Remains = {
  readonly served: readonly Served[];
  /** Gates that somebody has opened, of which no index shows anything. */
  readonly opened: readonly Place[];
  /** Gates at which jobs still wait. */
  readonly waiting: readonly Place[];
  /** Runs that have not ended. */
  readonly runs: readonly { readonly id: number; readonly url: string }[];
  readonly release?: {
    readonly is: "draft" | "public" | "untagged";
    readonly url: string;
    readonly files: number;
    readonly byApp: boolean;
  };
  readonly discussion?: string;
  /** Posts; unclear: nobody can tell whether it was made. */
  readonly posts: readonly {
    readonly channel: string;
    readonly url?: string;
    readonly unclear?: true;
  }[];
  /** Whether something ran for the tag, and at which gates is not known: what it published can't be told. */
  readonly gatesUnknown?: true;
  /** Who did not answer what there is. */
  readonly silent: readonly string[];
};

/** Files of one project on an index. */
export type Served = {
  readonly index: string;
  readonly project: string;
  readonly version: string;
  readonly known: "served" | "yanked" | "emptied";
  readonly files: readonly string[];
};

type Place = { readonly environment: string; readonly url: string };

/** What has to be looked at to tell what remains of a release whose tag is gone. */
const SIGHTS = [
  "runs",
  "deployments",
  "pending",
  "supersededReviews",
  "githubReleases",
  "board",
] as const satisfies readonly Sight[];

/** The looks that are still to be taken before `remainsOf` tells everything. */
export function remainsLooks(seen: Snapshot): readonly Look[] {
  const sights = SIGHTS.filter((at) => seen[at].is === "unseen").map((at): Look => ({ at }));
  const indexes = gatesOf(seen)
    .filter(({ index, name }) => index !== undefined && factAt(seen.index, name).is === "unseen")
    .map(({ name }): Look => ({ at: "index", gate: name }));
  return [...sights, ...indexes];
}

/** What remains of a release, as far as it was looked at. */
export function remainsOf(seen: Snapshot): Remains {
  const served = servedOf(seen);
  const release = githubReleaseOf(seen);
  return {
    served: served.flatMap(({ files }) => files),
    opened: openedOf(seen, new Set(served.filter(({ files }) => files.length > 0).map(({ gate }) => gate))),
    waiting: waitingOf(seen),
    runs: unfinished(seen).map(({ id, url }) => ({ id, url })),
    ...(release === undefined ? {} : { release: releaseIn(seen, release) }),
    ...(release?.discussion === undefined ? {} : { discussion: release.discussion }),
    posts: postsOf(seen),
    ...(knowsNoGates(seen) ? { gatesUnknown: true as const } : {}),
    silent: silentOf(seen),
  };
}

function knowsNoGates(seen: Snapshot): boolean {
  return seen.tag.is === "absent" && gatesOf(seen).length === 0 && (given(seen.runs) ?? []).length > 0;
}

/** Whether something of a release has reached its users, or may have: then nothing of it is deleted by the app. */
export function isOut({ served, opened, release, posts, gatesUnknown, silent }: Remains): boolean {
  return (
    gatesUnknown === true ||
    served.some(({ index }) => !isForTests(index)) ||
    opened.some(({ environment }) => !isForTests(environment)) ||
    (release !== undefined && release.is !== "draft") ||
    posts.length > 0 ||
    silent.length > 0
  );
}

function isForTests(index: string): boolean {
  return index.toLowerCase() === "testpypi";
}

function servedOf(seen: Snapshot) {
  return gatesOf(seen).flatMap(({ name, index }) => {
    const there = index === undefined ? undefined : given(factAt(seen.index, name));
    return index === undefined || there === undefined
      ? []
      : [
          {
            gate: name,
            files: there.map(({ project, version, known, files }) => ({
              index,
              project,
              version,
              known,
              files: files.map(({ filename }) => filename),
            })),
          },
        ];
  });
}

/** As GitHub's own record of the runs has it, clicks in its pages included, and as its deployments tell where nobody was asked. */
function openedOf(seen: Snapshot, shown: ReadonlySet<string>): readonly Place[] {
  const runs = given(seen.runs) ?? [];
  const urlOf = (run: number) => runs.find(({ id }) => id === run)?.url ?? "";
  const approved = (given(seen.supersededReviews) ?? [])
    .filter(isApproval)
    .flatMap(({ environments, run }) => environments.map((environment) => ({ environment, run })));
  const all = [...approved, ...letThrough(seen)].map(({ environment, run }) => ({
    environment,
    url: urlOf(run),
  }));
  const fresh = all.filter(
    ({ environment }) => ![...shown].some((gate) => sameEnvironment(gate, environment)),
  );
  return [...new Map(fresh.map((place) => [`${place.environment} ${place.url}`, place])).values()];
}

/** A deployment is in progress once its job has started; a later one of the environment makes a good one inactive. */
const STARTED = ["in_progress", "success", "inactive"];

function letThrough(seen: Snapshot): readonly { readonly environment: string; readonly run: number }[] {
  const known = seen.tag.is === "absent" ? runsKnown(seen) : [];
  return (given(seen.deployments) ?? []).flatMap(({ environment, run, state }) =>
    run !== undefined && known.includes(run) && STARTED.includes(state) ? [{ environment, run }] : [],
  );
}

function isApproval({ state }: Review): boolean {
  return state === "approved";
}

function waitingOf(seen: Snapshot): readonly Place[] {
  const runs = given(seen.runs) ?? [];
  return (given(seen.pending) ?? []).map(({ environment, run }) => ({
    environment,
    url: runs.find(({ id }) => id === run)?.url ?? "",
  }));
}

/** Only those that the board knows: other workflows may run for the tag, and other tags have that name, too. */
function unfinished(seen: Snapshot): readonly Run[] {
  const known = new Set(runsKnown(seen));
  const waits = new Set((given(seen.pending) ?? []).map(({ run }) => run));
  return (given(seen.runs) ?? []).filter(
    ({ id, status }) => status !== "completed" && (known.has(id) || waits.has(id)),
  );
}

function releaseIn(seen: Snapshot, release: GithubRelease): NonNullable<Remains["release"]> {
  const state = release.draft ? "draft" : "public";
  return {
    is: hasLostTag(release, seen) ? "untagged" : state,
    url: release.url,
    files: release.assets.length,
    byApp: release.byApp,
  };
}

function postsOf(seen: Snapshot): Remains["posts"] {
  return memoryOf(seen).announcements.flatMap(({ channel, outcome }) => {
    if (outcome?.is === "failed") {
      return [];
    }
    const { url } = outcome ?? {};
    return [
      {
        channel,
        ...(url === undefined ? {} : { url }),
        ...(outcome === undefined ? { unclear: true as const } : {}),
      },
    ];
  });
}

function silentOf(seen: Snapshot): readonly string[] {
  const sights = [seen.runs, seen.deployments, seen.pending, seen.supersededReviews, seen.githubReleases];
  const indexes = gatesOf(seen).map(({ name }) => factAt(seen.index, name));
  const silent = [...sights, ...indexes].flatMap((fact) =>
    fact.is === "unknown" ? [fact.because.whom] : [],
  );
  return [...new Set(silent)];
}
