import { configurationOf } from "../release/attempt.ts";
import { DEFAULT_NOTES } from "../release/configuration.ts";
import { releaseVersion, schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { clean } from "../replies/safe.ts";
import { filled } from "./placeholders.ts";
import { previousRelease } from "./previous.ts";

/** The draft's title: as the configuration's template says, or as the release before of the same kind had it. */
export function releaseTitle(seen: Snapshot): string {
  const template = configurationOf(seen)?.notes.title ?? DEFAULT_NOTES.title;
  const title =
    template === "previous"
      ? (likePrevious(seen) ?? filled(DEFAULT_NOTES.title, seen))
      : filled(template, seen);
  return clean(title, 200);
}

/** Undefined where the title of the release before names neither its tag nor its version: it was about that one alone. */
function likePrevious(seen: Snapshot): string | undefined {
  const previous = previousRelease(seen);
  if (previous === undefined) {
    return undefined;
  }
  const before = versionOfTag(previous.tag, tagPatterns(seen), schemeOf(seen));
  const now = releaseVersion(seen);
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [previous.tag, seen.key.tag],
    [before?.raw, now?.raw],
    [before?.canonical, now?.canonical],
  ];
  const names = pairs.flatMap(([was, is]) =>
    was === undefined || is === undefined ? [] : [[was, is] as const],
  );
  const title = renamed(previous.name, new Map(names.toReversed()));
  return title === previous.name ? undefined : title;
}

/** Every name that stands by itself: `5.0` is not meant in `5.0.1`. */
function renamed(title: string, names: ReadonlyMap<string, string>): string {
  const meant = [...names.keys()].map((was) => was.replace(/[.*+?^${}()|[\]/-]/g, "\\$&"));
  const alone = new RegExp(`(?<![\\w.+-])(?:${meant.join("|")})(?![\\w+-]|\\.\\w)`, "g");
  return title.replace(alone, (was) => names.get(was) ?? was);
}
