import type { Delivery } from "../../src/sandbox/deliveries.ts";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { endingOf } from "../../test/worlds/ending.ts";
import { breachesOf } from "../../test/worlds/oracle.ts";
import { questionsIn } from "../../test/worlds/questions.ts";
import { momentOf, type Town } from "../../test/worlds/town.ts";

/** What is wrong with the releases: those that are not where they should be, and what must be in no history. */
export async function verdictOn(towns: readonly Town[]): Promise<readonly string[]> {
  const [first] = towns;
  if (first === undefined) return [];
  const own = historyByRepository(first.project.sandbox);
  const found = await Promise.all(
    towns.map(async (town) => (await wrongWith(own(town))).map((text) => `v${town.script.version}: ${text}`)),
  );
  const unknown = first.project.sandbox.unknownRequests.map(
    ({ method, path }) => `asks for what is not there: ${method} ${path}`,
  );
  return [...found.flat(), ...unknown];
}

/** How often people had to be asked whether something had happened, over all releases. */
export function questionsAsked(towns: readonly Town[]): number {
  const [first] = towns;
  const own = first && historyByRepository(first.project.sandbox);
  return own === undefined ? 0 : towns.reduce((sum, town) => sum + questionsIn(own(town)).length, 0);
}

async function wrongWith(town: Town): Promise<readonly string[]> {
  const { board, pypi, release, announced } = await endingOf(town);
  const questions = questionsIn(town).length;
  // A post that was asked for again can meet the same fate again: nobody is asked twice about one.
  const posts = 1 + town.said.filter(({ text }) => text.startsWith("/announce")).length;
  return [
    ...(board === "closed" ? [] : [`not over: it is at "${momentOf(town)}"`]),
    ...(/^\S+ as built, \S+ as built$/.test(pypi) ? [] : [`the index serves ${pypi}`]),
    ...(release.startsWith("published") ? [] : ["its GitHub release is not public"]),
    ...(announced > 0 ? [] : ["it is not announced"]),
    ...(questions > posts ? [`${questions} questions were asked about ${posts} posts`] : []),
    ...breachesOf(town),
  ];
}

/** Gives each town with the requests and webhooks that are about its own repository: all others are none of its oracle's. */
function historyByRepository(sandbox: Sandbox): (town: Town) => Town {
  const exchanges = groupBy(sandbox.exchanges, ({ path }: Exchange) => repositoryIn(path));
  const deliveries = groupBy(sandbox.deliveries.all(), ({ payload }: Delivery) => {
    const repository = payload["repository"] as { readonly full_name?: string } | undefined;
    return repository?.full_name;
  });
  return (town) => {
    const { fullName } = town.project.repo;
    const own: Sandbox = {
      ...sandbox,
      exchanges: exchanges.get(fullName) ?? [],
      deliveries: { ...sandbox.deliveries, all: () => deliveries.get(fullName) ?? [] },
      unknownRequests: [],
    };
    return { ...town, project: { ...town.project, sandbox: own } };
  };
}

function repositoryIn(path: string): string | undefined {
  return /^\/repos\/(?<name>[^/]+\/[^/?]+)/.exec(path)?.groups?.["name"];
}

/** Node 20 has no `Map.groupBy`. */
function groupBy<V>(
  values: readonly V[],
  keyOf: (value: V) => string | undefined,
): ReadonlyMap<string | undefined, readonly V[]> {
  const groups = new Map<string | undefined, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
