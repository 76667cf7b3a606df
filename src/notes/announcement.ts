import { memoryOf } from "../release/attempt.ts";
import type { Announcing, ChannelKind } from "../release/configuration.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { count } from "../replies/words.ts";
import { thanked } from "./credit.ts";
import { DISCORD } from "./discord-markup.ts";
import { listings } from "./listing.ts";
import type { Markup } from "./markup.ts";
import { SLACK } from "./slack-markup.ts";
import { filled, type Values } from "./template.ts";

const MARKUPS: { readonly [Kind in ChannelKind]: Markup } = { discord: DISCORD, slack: SLACK };

/**
 * What is posted in a channel of a public GitHub release, in the channel's markup and within its limit: the configured
 * template, else the app's own words. Names only: nobody is called. `link`: the post that it links to, where it does.
 */
export function announcement(
  seen: Snapshot,
  rule: Announcing,
  { release, link }: { readonly release: GithubRelease; readonly link?: string | undefined },
): string {
  const { markup, warning } = withRoom(seen, MARKUPS[rule.channel]);
  const values = valuesOf(seen, release, link ?? release.url);
  const own = rule.linksTo === undefined ? markup.template : markup.linking;
  const text = rule.template === undefined ? undefined : filled(rule.template, values, markup);
  // The app's own words always fit: a name and an address are shorter than any channel's limit.
  return `${warning}${text || (filled(own, values, markup) ?? "")}`;
}

/** Of a yanked release, the post says so first, and the rest has what room that leaves. */
function withRoom(seen: Snapshot, markup: Markup): { readonly markup: Markup; readonly warning: string } {
  const yank = memoryOf(seen).yank;
  const warning = yank === undefined ? "" : `${markup.words(postWarning(seen.key.tag, yank.reason))}\n\n`;
  return { warning, markup: { ...markup, most: markup.most - warning.length } };
}

/** The first line of a post about a release that was yanked since. */
export function postWarning(tag: string, reason: string): string {
  return `⚠️ Do not use ${tag}, its files are bad: ${reason}`;
}

function valuesOf(seen: Snapshot, release: GithubRelease, url: string): Values {
  const people = thanked(seen).map(({ name }) => name);
  return {
    name: release.name,
    tag: seen.key.tag,
    version: releaseVersion(seen)?.canonical ?? seen.key.tag,
    kind: release.prerelease ? "pre-release" : "stable",
    url,
    thanks: people.length === 0 ? [] : [`Thanks to ${people.join(", ")}.`],
    changes: changes(seen),
  };
}

/** A line for each change that the notes list, in their order. */
function changes(seen: Snapshot): readonly string[] {
  const { groups = [], bumps = [] } = listings(seen)?.list ?? {};
  const lines = groups
    .flatMap((group) => group.changes)
    .map(({ title, note, place }) => `- ${note?.[0] ?? title} (${place.short})`);
  return bumps.length === 0 ? lines : [...lines, `- ${count(bumps.length, "update")} of dependencies`];
}
