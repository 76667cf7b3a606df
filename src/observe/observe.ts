import type { Fact } from "../release/fact.ts";
import { isOfMany, keyOf, type Look, type LookOfMany, RECORDS, type Sight } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { unwatched } from "../watch/watch.ts";
import { account } from "./account.ts";
import { rangesAhead, versionAhead } from "./ahead.ts";
import { aims } from "./aims.ts";
import { artifacts, contents } from "./artifacts.ts";
import { board, boardOfTag } from "./board.ts";
import { artifactsOfRun, dispatched, failedJobsOfRun, runsOfTag, trigger } from "./builds.ts";
import { checkRun } from "./check-run.ts";
import { comments } from "./comments.ts";
import { configuration, configuredAt } from "./configuration.ts";
import { deployments } from "./deployments.ts";
import { environments } from "./environments.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { githubReleases, latestRelease } from "./github-releases.ts";
import { guarded } from "./guarded.ts";
import { head } from "./head.ts";
import { indexRelease } from "./index-release.ts";
import { indexStatus } from "./index-status.ts";
import { indexVersions } from "./index-versions.ts";
import { introFile } from "./intro-file.ts";
import { jobLog } from "./job-log.ts";
import { jobs } from "./jobs.ts";
import { membership } from "./membership.ts";
import { neighbours } from "./neighbours.ts";
import { notesFile } from "./notes-file.ts";
import { notesMembers } from "./notes-members.ts";
import { pending } from "./pending.ts";
import { permissions } from "./permissions.ts";
import { provenance } from "./provenance.ts";
import { ranges } from "./ranges.ts";
import { repository } from "./repository.ts";
import { repositoryNamed } from "./repository-named.ts";
import { reviewing } from "./reviewing.ts";
import { reviews, supersededReviews } from "./reviews.ts";
import { right } from "./right.ts";
import { runs } from "./runs.ts";
import { branchCheck, branchFile } from "./setup/branch.ts";
import { setup, setupCheck, setupCommit } from "./setup/told.ts";
import { peeledRef, tag } from "./tag.ts";
import { tagBranch } from "./tag-branch.ts";
import { tagOriginAt } from "./tag-origin.ts";
import { taggedCommit } from "./tagged-commit.ts";
import { tags } from "./tags.ts";
import { thread } from "./thread.ts";
import { versionFile } from "./version-file.ts";
import { workflowChanges } from "./workflow-changes.ts";
import { workflowFile } from "./workflow-file.ts";

/** A reader for everything there is to look at. A new fact does not compile without one. */
const READERS: { readonly [S in Sight]: Reader<Snapshot[S]> } = {
  repository,
  permissions,
  configuration,
  configuredAt,
  tag,
  taggedCommit,
  versionFile,
  workflowFile,
  tagBranch,
  workflowChanges,
  runs,
  jobs,
  deployments,
  pending,
  environments,
  reviews,
  supersededReviews,
  artifacts,
  contents,
  board,
  comments,
  checkRun,
  githubReleases,
  latestRelease,
  introFile,
  tags,
  neighbours,
  ranges,
  notesFile,
  notesMembers,
  indexStatus,
  head,
  versionAhead,
  rangesAhead,
  aims,
  setupCommit,
  setupCheck,
  setup,
  branchFile,
  branchCheck,
};

/** What must be known before something can be looked for at all: a run's jobs need the run, a run the tag. */
const NEEDS: { readonly [S in Sight]?: readonly Sight[] } = {
  configuration: ["repository"],
  taggedCommit: ["tag"],
  versionFile: ["configuration", "tag"],
  workflowFile: ["configuration", "tag", "runs", "board", "deployments", "pending"],
  tagBranch: ["configuration", "tag"],
  workflowChanges: ["repository", "configuration", "tag", "runs", "board", "deployments", "pending"],
  jobs: ["configuration", "tag", "runs", "board", "deployments", "pending"],
  deployments: ["tag", "board"],
  pending: ["configuration", "tag", "runs", "board", "deployments"],
  environments: ["configuration", "tag", "runs", "board", "deployments", "pending"],
  reviews: ["configuration", "tag", "runs", "board", "deployments", "pending"],
  supersededReviews: ["configuration", "tag", "runs", "board"],
  artifacts: ["configuration", "tag", "runs", "board", "deployments", "pending"],
  contents: ["configuration", "artifacts"],
  board: ["repository"],
  comments: ["board"],
  checkRun: ["tag"],
  ranges: ["configuration", "versionFile", "tag", "tags", "board", "comments"],
  notesFile: ["repository"],
  notesMembers: ["repository", "configuration", "permissions"],
  introFile: ["configuration"],
  head: ["repository", "configuration"],
  versionAhead: ["configuration", "head"],
  rangesAhead: ["configuration", "versionAhead", "head", "tags", "board", "comments"],
  aims: ["repository", "configuration"],
  neighbours: ["repository"],
  setupCommit: ["repository"],
  setupCheck: ["setupCommit"],
  setup: ["repository", "permissions", "configuration"],
  branchCheck: ["branchFile"],
};

/** The snapshot with these looks answered, what they need first included. Nobody's silence is an exception here. */
export async function observe(eyes: Eyes, known: Snapshot, looks: readonly Look[]): Promise<Snapshot> {
  let seen = known;
  for (const round of inOrder(looks, known)) {
    const answers = await Promise.all(round.map((look) => lookAt(eyes, seen, look)));
    seen = answers.reduce((all, answer) => answer(all), seen);
  }
  return { ...seen, now: eyes.github.seenAt() ?? seen.now };
}

type Answer = (seen: Snapshot) => Snapshot;

async function lookAt(eyes: Eyes, seen: Snapshot, look: Look): Promise<Answer> {
  const { watch = unwatched } = eyes;
  const watched = (read: () => Promise<Fact<unknown>>) =>
    watch.during("look", { at: look.at }, async (note) => {
      const fact = await guarded(read);
      note({ fact: fact.is });
      return fact;
    });
  if (isOfMany(look)) {
    const fact = await watched(() => readOne(eyes, seen, look));
    const record = RECORDS[look.at];
    return (all) => ({ ...all, [record]: { ...all[record], [keyOf(look)]: fact } });
  }
  const reader: Reader<Fact<unknown>> = READERS[look.at];
  const fact = await watched(() => reader(eyes, seen));
  return (all) => ({ ...all, [look.at]: fact });
}

function readOne(eyes: Eyes, seen: Snapshot, look: LookOfMany): Promise<Fact<unknown>> {
  switch (look.at) {
    case "index":
      return indexRelease(eyes, seen, look.gate);
    case "versions":
      return indexVersions(eyes, seen, look.gate);
    case "provenance":
      return provenance(eyes, seen, look.gate);
    case "repositoryNamed":
      return repositoryNamed(eyes, look.name);
    case "jobLog":
      return jobLog(eyes, look.job);
    case "rights":
      return right(eyes, { id: look.user, login: look.login });
    case "membership":
      return membership(eyes, seen, look);
    case "account":
      return account(eyes, look.login);
    case "reviewing":
      return reviewing(eyes, seen, look.user);
    case "thread":
      return thread(eyes, seen, look.number);
    case "boardOf":
      return boardOfTag(eyes, seen, look.tag);
    case "ref":
      return peeledRef(eyes.github, look.ref);
    case "dispatched":
      return dispatched(eyes, look.ref);
    case "runsOf":
      return runsOfTag(eyes, look.tag);
    case "artifactsOf":
      return artifactsOfRun(eyes, look.run);
    case "failedJobsOf":
      return failedJobsOfRun(eyes, look.run);
    case "trigger":
      return trigger(eyes, look);
    case "tagOrigin":
      return tagOriginAt(eyes, seen, look);
  }
}

/** The looks in rounds: each round needs only what earlier rounds or the snapshot have seen. */
function inOrder(looks: readonly Look[], known: Snapshot): readonly (readonly Look[])[] {
  const sights = new Set<Sight>();
  const others: Look[] = [];
  for (const look of looks) {
    if (isOfMany(look)) {
      others.push(look);
    } else {
      collect(look.at, known, sights);
    }
  }
  const rounds: Look[][] = [];
  const done = new Set<Sight>();
  while (done.size < sights.size) {
    const ready = [...sights].filter(
      (at) => !done.has(at) && needsOf(at, sights).every((need) => done.has(need)),
    );
    rounds.push(ready.map((at) => ({ at })));
    for (const at of ready) {
      done.add(at);
    }
  }
  return others.length === 0 ? rounds : [...rounds, others];
}

function collect(at: Sight, known: Snapshot, sights: Set<Sight>): void {
  sights.add(at);
  for (const need of NEEDS[at] ?? []) {
    if (known[need].is === "unseen" && !sights.has(need)) {
      collect(need, known, sights);
    }
  }
}

function needsOf(at: Sight, sights: ReadonlySet<Sight>): readonly Sight[] {
  return (NEEDS[at] ?? []).filter((need) => sights.has(need));
}
