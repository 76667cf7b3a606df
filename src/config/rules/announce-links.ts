import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";
import { nearest, shown } from "../shown.ts";

type Entry = NonNullable<Written["announce"]>[number];

/** A post can link only to one that is made here, and only Discord tells the address of one. */
export function linksLeadToDiscord({ announce }: Written): readonly Finding[] {
  const entries = announce ?? [];
  return entries.flatMap((entry, index) => {
    const target = entry["links-to"];
    const found = entries.find((one) => nameOf(one) === target);
    if (target === undefined || (found?.discord !== undefined && found !== entry)) {
      return [];
    }
    const path = ["announce", index, "links-to"];
    if (found === undefined) {
      return [
        { path, says: `names ${shown(target)}, which no entry here is`, remedy: meant(target, entries) },
      ];
    }
    return found === entry
      ? [{ path, says: "names its own entry", remedy: "Name the channel in which the first post is made." }]
      : [
          {
            path,
            says: "names a channel on Slack, which tells no address of what is posted",
            remedy: "Name a channel on Discord, or leave it out: then the GitHub release is linked.",
          },
        ];
  });
}

function meant(target: string, entries: readonly Entry[]): string {
  const names = entries.flatMap((entry) => nameOf(entry) ?? []);
  const guess = nearest(target, names);
  return guess === undefined ? "Name the channel of another entry." : `Did you mean ${shown(guess)}?`;
}

/** Each of them would wait for the others. Told once, at the first entry of the circle. */
export function linksGoNotInCircles({ announce }: Written): readonly Finding[] {
  const entries = announce ?? [];
  const next = new Map(entries.map((entry) => [nameOf(entry), entry["links-to"]]));
  const told = new Set<string>();
  return entries.flatMap((entry, index) => {
    const way = wayFrom(nameOf(entry) ?? "", next);
    const isCircle = way.length > 1 && next.get(way.at(-1)) === way[0] && !way.some((name) => told.has(name));
    if (!isCircle) {
      return [];
    }
    for (const name of way) told.add(name);
    return [
      {
        path: ["announce", index, "links-to"],
        says: `goes in a circle: ${[...way, way[0] ?? ""].map((name) => shown(name)).join(" to ")}`,
        remedy: "Take one of them out.",
      },
    ];
  });
}

/** The channels from this one on, each once. */
function wayFrom(
  start: string,
  next: ReadonlyMap<string | undefined, string | undefined>,
): readonly string[] {
  const way: string[] = [];
  for (let at: string | undefined = start; at !== undefined && !way.includes(at); at = next.get(at)) {
    way.push(at);
  }
  return way;
}

/** What links to a post that is not made would wait for ever. */
export function linkedIsAnnounced({ announce }: Written): readonly Finding[] {
  const entries = announce ?? [];
  return entries.flatMap((entry, index) => {
    const first = entries.find((one) => nameOf(one) === entry["links-to"]);
    return entry["links-to"] === undefined ||
      first === undefined ||
      entry.prereleases !== true ||
      first.prereleases === true
      ? []
      : [
          {
            path: ["announce", index, "prereleases"],
            says: `is true, and the channel it links to, ${shown(nameOf(first) ?? "")}, gets no pre-releases`,
            remedy: "Write `prereleases: true` at both, or at neither.",
          },
        ];
  });
}

function nameOf({ discord, slack }: Entry): string | undefined {
  return discord ?? slack;
}
