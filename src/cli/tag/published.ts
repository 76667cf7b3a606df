import { systemClock } from "../../clock.ts";
import type { Outlook } from "../../env.ts";
import { faultOf } from "../../github/fault.ts";
import { readingWithToken } from "../../github/token-reading.ts";
import { registries } from "../../registries/registries.ts";
import { type Registry, RegistryFault } from "../../registries/registry.ts";
import { commonForm } from "../../release/common-form.ts";
import type { Gate, IndexName } from "../../release/configuration.ts";
import { versionOn } from "../../release/release-version.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { createSharedInMemory } from "../../store/shared.ts";
import type { Named } from "./naming.ts";
import type { Place } from "./place.ts";
import type { TagProblem } from "./problem.ts";

/** What an index was asked for: that it has nothing of it is what a new version wants. */
export type Asked = { readonly index: IndexName; readonly project: string; readonly free: boolean };

export type Shelves = {
  readonly asked: readonly Asked[];
  /** Indexes of gates of which nobody knows what they are to be asked for. */
  readonly unasked: readonly IndexName[];
  readonly problems: readonly TagProblem[];
};

/** How others are reached. */
export type Reach = {
  readonly outlook: Outlook;
  readonly userAgent: string;
};

type Sought = {
  readonly seen: Snapshot;
  readonly named: Named;
  readonly gates: readonly Gate[];
  /** Where no package is configured: what the project's own manifest calls it. */
  readonly nameOn: (index: IndexName) => string | undefined;
  readonly move: boolean;
  readonly offline: boolean;
};

/** What the indexes of the gates have of the version; yanked and emptied ones are taken, too. */
export async function askIndexes(sought: Sought, { outlook }: Reach): Promise<Shelves> {
  const { contact, indexes: urls } = outlook;
  const known = registries({ clock: systemClock, urls, ...(contact === undefined ? {} : { contact }) });
  const shelves: Shelves[] = [];
  // One after the other: indexes ask their clients to be modest.
  for (const one of eachIndex(sought.gates)) {
    shelves.push(await askIndex(sought, one, known.get(one.index)));
  }
  return {
    asked: shelves.flatMap(({ asked }) => asked),
    unasked: shelves.flatMap(({ unasked }) => unasked),
    problems: shelves.flatMap(({ problems }) => problems),
  };
}

const NOTHING: Shelves = { asked: [], unasked: [], problems: [] };

async function askIndex(
  sought: Sought,
  { index, packages }: OfIndex,
  registry: Registry | undefined,
): Promise<Shelves> {
  const version = versionFor(index, sought);
  if (typeof version !== "string") {
    return { ...NOTHING, problems: [version] };
  }
  const projects = packages ?? [sought.nameOn(index)].filter((name) => name !== undefined);
  if (registry === undefined || projects.length === 0) {
    return { ...NOTHING, unasked: [index] };
  }
  const asked: Asked[] = [];
  const problems: TagProblem[] = [];
  for (const project of sought.offline ? [] : projects) {
    const found = await ask(registry, { index, project, version, move: sought.move });
    problems.push(...(found === undefined ? [] : [found]));
    asked.push({ index, project, free: found === undefined });
  }
  return { ...NOTHING, asked, problems };
}

type OfIndex = { readonly index: IndexName; readonly packages?: readonly string[] };

/** Gates may share an index. */
function eachIndex(gates: readonly Gate[]): readonly OfIndex[] {
  const named = gates.flatMap(({ index, packages }) =>
    index === undefined ? [] : [{ index, ...(packages === undefined ? {} : { packages }) }],
  );
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}

/** The version as the index writes it, or why it can have none. */
function versionFor(index: IndexName, { seen, named: { tag, version } }: Sought): string | TagProblem {
  const there = versionOn(seen, index);
  if (there === undefined) {
    const form = commonForm(version);
    return { is: "version-foreign", tag, index, ...(form === undefined ? {} : { form }) };
  }
  return there.local ? { is: "version-local", version: there.canonical, index } : there.canonical;
}

type Question = {
  readonly index: IndexName;
  readonly project: string;
  readonly version: string;
  readonly move: boolean;
};

/** Undefined: it has nothing of it. */
async function ask(
  registry: Registry,
  { index, project, version, move }: Question,
): Promise<TagProblem | undefined> {
  try {
    const there = await registry.release(project, version);
    return there && { is: "version-taken", index, project, version, known: there.known };
  } catch (error) {
    if (!(error instanceof RegistryFault)) throw error;
    return { is: "index-silent", index, detail: error.fault.detail, move };
  }
}

/** That GitHub shows everybody a release of the tag, or does not answer; undefined: there is none. */
export async function askForRelease(
  place: Place,
  tag: string,
  { outlook, userAgent }: Reach,
): Promise<TagProblem | undefined> {
  const { baseUrl, token } = outlook.github;
  const log = { debug: () => undefined };
  const settings = { baseUrl, clock: systemClock, log, shared: createSharedInMemory(), userAgent };
  const github = readingWithToken(settings, token)(place);
  try {
    const found = await systemClock.busy(() =>
      github.readOrAbsent("GET /repos/{owner}/{repo}/releases/tags/{tag}", { tag }),
    );
    return found === undefined || found.draft ? undefined : { is: "released", tag, url: found.html_url };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    const repository = `${place.owner}/${place.name}`;
    return { is: "github-silent", repository, detail: fault.detail, hidden: fault.kind === "forbidden" };
  }
}
