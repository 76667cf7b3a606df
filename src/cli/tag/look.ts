import type { Configuration, IndexName } from "../../release/configuration.ts";
import { matchesPattern } from "../../release/tag-pattern.ts";
import type { Scheme } from "../../release/version.ts";
import { type Checkout, checkoutProblems, type Found, readCheckout } from "./checkout.ts";
import { gatesAhead, workflowsStarted } from "./gates.ts";
import type { Git } from "./git.ts";
import { filesAt, type HeadFiles, readHeadFiles } from "./head-files.ts";
import { type Named, nameTag, releaseOf } from "./naming.ts";
import { type Place, placeNamed, placeOf } from "./place.ts";
import type { Holder, TagProblem } from "./problem.ts";
import { projectNames } from "./project-names.ts";
import { type Asked, askForRelease, askIndexes, type Reach, type Shelves } from "./published.ts";
import {
  behind,
  branchesWith,
  chooseRemote,
  commitsSince,
  localTag,
  type Remote,
  type RemoteRefs,
  whoTagged,
} from "./remote.ts";
import { tagBefore, twinsOf } from "./tags.ts";
import { rulesPlace, type Visit, visit } from "./visit.ts";

/** What is asked for on the command line. */
export type Wish = {
  readonly version?: string;
  readonly remote?: string;
  readonly repository?: string;
  readonly move: boolean;
  readonly offline: boolean;
};

/** The tag as it would be made. */
export type Plan = {
  readonly tag: string;
  readonly version: string;
  readonly commit: string;
  readonly subject: string;
  readonly branch: string;
  /** So many commits of the remote's branch are not here. */
  readonly behind: number;
  readonly remote: Remote;
  /** What the tag is on the remote, where it is moved from there. */
  readonly moves?: Holder;
  readonly previous?: { readonly tag: string; readonly commits?: number };
  readonly indexes: readonly Asked[];
  /** Indexes that were not asked: nobody knows what for. */
  readonly unasked: readonly IndexName[];
  readonly offline: boolean;
  /** Workflows that GitHub starts on the tag. */
  readonly workflows: readonly string[];
  /** Without a configuration the app leaves the repository alone. */
  readonly configured: boolean;
  /** The branch of the remote whose configuration counts; absent: the commit's own does. */
  readonly rulesOf?: string;
  readonly untracked: readonly string[];
  readonly place?: Place;
};

export type View = { readonly plan?: Plan; readonly problems: readonly TagProblem[] };

type Scene = {
  readonly git: Git;
  readonly checkout: Checkout;
  readonly files: HeadFiles;
  readonly wish: Wish;
  readonly reach: Reach;
  readonly rule: Configuration;
  readonly scheme: Scheme;
};

/** Everything that a tag hangs on, looked at in one go: all that is in its way, and the tag as it would be made. */
export async function look(git: Git, found: Found, wish: Wish, reach: Reach): Promise<View> {
  const checkout = await readCheckout(git);
  const chosen = await chooseRemote(git, checkout, wish.remote);
  const visited = "problem" in chosen ? undefined : await visit(git, chosen.remote, found.shallow);
  const { commit } = checkout.head;
  const files = await readHeadFiles(git, { commit, top: found.top, rules: rulesPlace(visited) });
  const here = [...misnamed(wish), ...checkoutProblems(checkout, visited?.refs?.main)];
  const choice = "problem" in chosen ? [chosen.problem] : [];
  if (files.configuration.is === "broken") {
    const { rulesOf, configuration } = files;
    const of = rulesOf === undefined ? {} : { rulesOf };
    const broken: TagProblem = { is: "configuration-broken", faults: configuration.faults, ...of };
    return { problems: [...here, broken, ...choice] };
  }
  const rule = files.configuration.configuration;
  const { version: word } = wish;
  const naming = nameTag({
    configuration: rule,
    file: files.version,
    ...(word === undefined ? {} : { word }),
  });
  const scene: Scene = { git, checkout, files, wish, reach, rule, scheme: naming.scheme };
  const problems = [...here, ...naming.problems, ...choice];
  const { named } = naming;
  const [target, shelves] = await Promise.all([
    visited && atRemote(scene, visited, named),
    named && onShelves(scene, named),
  ]);
  const told = [...problems, ...(target?.problems ?? []), ...(shelves?.problems ?? [])];
  return named === undefined || target?.plan === undefined
    ? { problems: told }
    : { problems: told, plan: { ...target.plan, ...shelved(shelves), ...started(scene, named.tag) } };
}

function misnamed({ repository }: Wish): readonly TagProblem[] {
  return repository === undefined || placeNamed(repository) !== undefined
    ? []
    : [{ is: "repository-misnamed", name: repository }];
}

function shelved(shelves: Shelves | undefined): Pick<Plan, "indexes" | "unasked"> {
  return { indexes: shelves?.asked ?? [], unasked: shelves?.unasked ?? [] };
}

function started({ files }: Scene, tag: string): Pick<Plan, "workflows"> {
  return { workflows: workflowsStarted(files.workflows, tag) };
}

async function onShelves({ git, checkout, files, wish, reach, rule }: Scene, named: Named): Promise<Shelves> {
  const gates = gatesAhead(rule, files.workflows, workflowsStarted(files.workflows, named.tag));
  const isNamed = gates.every(({ index, packages }) => index === undefined || packages !== undefined);
  const nameOn = isNamed ? () => undefined : await projectNames(filesAt(git, checkout.head.commit));
  const { move, offline } = wish;
  const seen = releaseOf(named.tag, rule, files.version);
  const shelves = await askIndexes({ seen, named, gates, nameOn, move, offline: offline && !move }, reach);
  // What nobody has asked may hold the version: then nothing is moved.
  const blind: readonly TagProblem[] =
    move && shelves.unasked.length > 0 ? [{ is: "indexes-unasked", indexes: shelves.unasked }] : [];
  return { ...shelves, problems: [...shelves.problems, ...blind] };
}

type Target = {
  readonly plan?: Omit<Plan, "indexes" | "unasked" | "workflows">;
  readonly problems: readonly TagProblem[];
};

/** What the remote says of the commit and of the tag. */
async function atRemote(
  scene: Scene,
  { remote, refs, problem }: Visit,
  named: Named | undefined,
): Promise<Target> {
  const silent = problem === undefined ? [] : [problem];
  if (refs === undefined) {
    return { problems: silent };
  }
  const ofCommit = problem === undefined ? await whereFrom(scene, remote, refs) : silent;
  if (named === undefined) {
    return { problems: ofCommit };
  }
  const ofTag = await whatIsThere(scene, { remote, refs, named });
  const problems = [...ofCommit, ...ofTag];
  return { problems, plan: await planOf(scene, { remote, refs, named }) };
}

/** The commit is on the remote, and there on an allowed branch. */
async function whereFrom(
  { git, checkout, rule }: Scene,
  remote: Remote,
  refs: RemoteRefs,
): Promise<readonly TagProblem[]> {
  const on = await branchesWith(git, remote, refs, checkout.head.commit);
  const { branch } = checkout;
  if (on.length === 0) {
    return [{ is: "not-pushed", remote: remote.name, ...(branch === undefined ? {} : { branch }) }];
  }
  const { branches: patterns } = rule;
  return patterns === undefined || on.some((name) => matchesPattern(name, patterns))
    ? []
    : [{ is: "off-branches", remote: remote.name, patterns, on }];
}

type Aim = { readonly remote: Remote; readonly refs: RemoteRefs; readonly named: Named };

/** Other tags that stand in the way of this one. */
async function whatIsThere(scene: Scene, aim: Aim): Promise<readonly TagProblem[]> {
  const { git, rule, scheme, wish } = scene;
  const { remote, refs, named } = aim;
  const { tag, version } = named;
  if ((await git("check-ref-format", `refs/tags/${tag}`)).code !== 0) {
    return [{ is: "tag-misshapen", tag }];
  }
  const twins = twinsOf(named, refs.tags.keys(), { patterns: rule.tags, scheme });
  const of = { remote: remote.name, version: version.canonical };
  const there = refs.tags.get(tag);
  return [
    ...twins.map((twin): TagProblem => ({ is: "twin", twin, ...of })),
    ...(wish.move ? await againstMoving(scene, aim) : await againstMaking(scene, aim)),
    ...(await againstLocal(scene, aim, there)),
  ];
}

async function againstMaking(
  { git, checkout }: Scene,
  { remote, refs, named }: Aim,
): Promise<readonly TagProblem[]> {
  const { tag } = named;
  const there = refs.tags.get(tag);
  if (there === undefined) {
    return [];
  }
  const holder = await whoTagged(git, remote, tag, there);
  const same = there.commit === checkout.head.commit;
  return [{ is: "tag-there", tag, remote: remote.name, holder, same }];
}

/** A tag is moved only while nobody can have anything of it. */
async function againstMoving(scene: Scene, { remote, refs, named }: Aim): Promise<readonly TagProblem[]> {
  const { git, checkout, wish, reach } = scene;
  const { tag } = named;
  const there = refs.tags.get(tag);
  if (there === undefined) {
    return [{ is: "nothing-to-move", tag, remote: remote.name }];
  }
  // Brings its object here: nobody could put it back without.
  await whoTagged(git, remote, tag, there);
  const already: readonly TagProblem[] =
    there.commit === checkout.head.commit ? [{ is: "moved-already", tag, remote: remote.name }] : [];
  const place = placeFor(wish, remote, reach);
  const { baseUrl: api } = reach.outlook.github;
  if (place === undefined) {
    // A name that is none is told already.
    return wish.repository === undefined ? [...already, { is: "no-place", url: remote.url, api }] : already;
  }
  const released = await askForRelease(place, tag, reach);
  return released === undefined ? already : [...already, released];
}

/** A tag of that name here, which is not the remote's. */
async function againstLocal(
  { git }: Scene,
  { remote, named: { tag } }: Aim,
  there: Holder | undefined,
): Promise<readonly TagProblem[]> {
  const here = await localTag(git, tag);
  return here === undefined || here.object === there?.object
    ? []
    : [{ is: "tag-here", tag, remote: remote.name, commit: here.commit }];
}

function placeFor({ repository }: Wish, remote: Remote, { outlook }: Reach): Place | undefined {
  return repository === undefined ? placeOf(remote, outlook.github.baseUrl) : placeNamed(repository);
}

async function planOf(scene: Scene, { remote, refs, named }: Aim): Promise<NonNullable<Target["plan"]>> {
  const { git, checkout, files, wish, reach, rule, scheme } = scene;
  const { tag, version } = named;
  const { head, branch = "" } = checkout;
  const before = tagBefore(tag, refs.tags.keys(), { patterns: rule.tags, scheme });
  const from = before === undefined ? undefined : refs.tags.get(before)?.commit;
  const commits = from === undefined ? undefined : await commitsSince(git, from, head.commit);
  const moves = wish.move ? refs.tags.get(tag) : undefined;
  const place = placeFor(wish, remote, reach);
  return {
    tag,
    version: version.canonical,
    ...head,
    branch,
    behind: refs.branches.has(branch) ? await behind(git, remote, branch) : 0,
    remote,
    ...(moves === undefined ? {} : { moves }),
    ...(before === undefined
      ? {}
      : { previous: { tag: before, ...(commits === undefined ? {} : { commits }) } }),
    offline: wish.offline,
    configured: files.configured,
    ...(files.rulesOf === undefined ? {} : { rulesOf: files.rulesOf }),
    untracked: checkout.untracked,
    ...(place === undefined ? {} : { place }),
  };
}
