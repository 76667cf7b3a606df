import { given } from "../release/fact.ts";
import { nextVersion, tagFor } from "../release/next-version.ts";
import { ahead, versionToBe } from "../release/preparation.ts";
import type { PullRequest, Range } from "../release/range.ts";
import { schemeOf, tagPatterns } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { compareVersions, parseVersion, sameVersion, type Version } from "../release/version.ts";
import { conventional } from "./conventional.ts";
import { settled } from "./reverts.ts";

/** How much a version grows by what came, the most first. https://semver.org */
export const GROWTHS = ["breaking", "feature", "fix"] as const;
export type Growth = (typeof GROWTHS)[number];

/** The version that what has merged asks for, why, and whether the one that people have chosen fits. It binds nobody. */
export type Proposal = {
  readonly version: string;
  /** As this release's own tag is written; absent: that does not end with its version. */
  readonly tag?: string;
  readonly why: Why;
  readonly fits: boolean;
};

export type Why =
  /** A series of pre-releases is under way: the tag of its newest. */
  | { readonly is: "series"; readonly of: string }
  | {
      readonly is: "growth";
      readonly growth: Growth;
      readonly since: string;
      /** The first change that asks for it. */
      readonly example?: { readonly title: string; readonly number?: number };
    };

/** Undefined without a version before, where versions are dates, and while what has merged is not known. */
export function proposal(seen: Snapshot): Proposal | undefined {
  const asked = versionToBe(seen);
  const ranges = given(seen.rangesAhead);
  const range = ranges?.sinceFinal ?? ranges?.list;
  const base = range?.base === undefined ? undefined : versionIn(seen, range.base);
  if (asked === undefined || range?.base === undefined || base === undefined) {
    return undefined;
  }
  const series = newestOfSeries(seen, asked, base);
  return series === undefined
    ? byGrowth(seen, { asked, base, since: range.base, range })
    : bySeries(seen, asked, series);
}

/** The tags that could come next, as the newest one is written: of its series, else by each way to grow. */
export function nextTags(seen: Snapshot): readonly string[] {
  const all = taggedVersions(seen);
  const [newest] = all;
  const series = newest?.version.prerelease
    ? nextVersion(
        newest.version,
        all.map(({ version }) => version),
      )
    : undefined;
  const final = all.find(({ version }) => !(version.prerelease || version.local));
  const numbers = final === undefined ? [] : numbersOf(final.version);
  const ways = (numbers[0] ?? YEAR) >= YEAR ? [] : GROWTHS.toReversed().map((one) => grown(numbers, one));
  const from = series === undefined ? final : newest;
  const versions = series === undefined ? [...new Set(ways)] : [series];
  return from === undefined ? [] : versions.flatMap((next) => tagFor(next, from.tag, from.version) ?? []);
}

/** The tags that name versions, the highest first. */
export function taggedVersions(seen: Snapshot): readonly Tagged[] {
  return tagged(seen).toSorted((a, b) => compareVersions(b.version, a.version));
}

type Tagged = { readonly tag: string; readonly version: Version };

function tagged(seen: Snapshot): readonly Tagged[] {
  return (given(seen.tags) ?? []).flatMap((tag) => {
    const version = versionIn(seen, tag);
    return version === undefined ? [] : [{ tag, version }];
  });
}

function versionIn(seen: Snapshot, tag: string): Version | undefined {
  return versionOfTag(tag, tagPatterns(seen), schemeOf(ahead(seen)));
}

/** Of the pre-releases after the last final, the newest that comes before the version asked for or is of its series. */
function newestOfSeries(seen: Snapshot, asked: Version, base: Version): Tagged | undefined {
  return taggedVersions(seen).find(
    ({ version }) =>
      version.prerelease &&
      !version.devrelease &&
      compareVersions(version, base) > 0 &&
      (compareVersions(version, asked) < 0 || isSameFinal(version, asked)),
  );
}

/** The next of the series fits, and so does the final that it leads to. */
function bySeries(seen: Snapshot, asked: Version, { tag: of, version }: Tagged): Proposal | undefined {
  const taken = tagged(seen).map((one) => one.version);
  const next = nextVersion(version, taken);
  return next === undefined
    ? undefined
    : proposed(seen, next, {
        why: { is: "series", of },
        fits: isVersion(asked, next) || (isSameFinal(asked, version) && compareVersions(asked, version) > 0),
      });
}

type Asked = {
  readonly asked: Version;
  readonly base: Version;
  readonly since: string;
  readonly range: Range;
};

/** A version that is a year grows by the calendar. */
const YEAR = 1_900;

function byGrowth(seen: Snapshot, { asked, base, since, range }: Asked): Proposal | undefined {
  const { growth, example } = growthOf(range);
  const numbers = numbersOf(base);
  if ((numbers[0] ?? 0) >= YEAR) {
    return undefined;
  }
  const next = grown(numbers, growth);
  const wanted = parseVersion(next, asked.scheme);
  return proposed(seen, next, {
    why: { is: "growth", growth, since, ...(example === undefined ? {} : { example }) },
    fits: wanted !== undefined && isSameFinal(asked, wanted),
  });
}

function proposed(seen: Snapshot, version: string, { why, fits }: Pick<Proposal, "why" | "fits">): Proposal {
  const asked = versionToBe(seen);
  const tag = asked === undefined ? undefined : tagFor(version, seen.key.tag, asked);
  return { version, ...(tag === undefined ? {} : { tag }), why, fits };
}

/** Before 1.0.0 what breaks raises the second number. https://semver.org/#spec-item-4 */
function grown([major = 0, minor = 0, patch = 0]: readonly number[], growth: Growth): string {
  if (growth === "breaking" && major > 0) {
    return `${major + 1}.0.0`;
  }
  return growth === "fix" ? `${major}.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`;
}

/** The first three numbers of a version. */
export function numbersOf(version: Version): readonly number[] {
  const release = version.scheme === "pep440" ? version.parts.release : version.canonical.split(/[.-]/);
  return [0, 1, 2].map((at) => Number(release[at] ?? 0));
}

/** Whether both are the same final, or pre-releases of it. */
function isSameFinal(a: Version, b: Version): boolean {
  return numbersOf(a).every((number, at) => number === numbersOf(b)[at]);
}

function isVersion(version: Version, text: string): boolean {
  const other = parseVersion(text, version.scheme);
  return other !== undefined && sameVersion(version, other);
}

type Grown = { readonly growth: Growth; readonly example?: { title: string; number?: number } };

/** By conventional titles, by labels, and by what messages of commits say breaks. What was taken back counts for nothing. */
export function growthOf(range: Range): Grown {
  const { pullRequests, commits } = settled(range);
  const numbers = new Set(pullRequests.map(({ number }) => number));
  const breaking = range.commits.filter(
    (commit) => isBreakingMessage(commit.body) && commit.pullRequests.every((number) => numbers.has(number)),
  );
  const changes = [
    ...pullRequests.map((pull) => ({
      growth: growthOfPull(pull),
      example: { title: pull.title, number: pull.number },
    })),
    ...commits.map(({ subject }) => ({ growth: growthOfTitle(subject), example: { title: subject } })),
    ...breaking.map(({ subject }) => ({ growth: "breaking" as const, example: { title: subject } })),
  ];
  const growth = GROWTHS.find((one) => changes.some((change) => change.growth === one)) ?? "fix";
  const example = changes.find((change) => change.growth === growth)?.example;
  return { growth, ...(example === undefined || growth === "fix" ? {} : { example }) };
}

const BREAKING = /^(?:semver[:/ -]*)?(?:breaking(?:[ -]changes?)?|major)$/i;
const FEATURE = /^(?:semver[:/ -]*)?(?:features?|enhancements?|minor|kind\/feature|type: feature)$/i;

function growthOfPull({ title, labels }: PullRequest): Growth {
  if (labels.some((label) => BREAKING.test(label))) {
    return "breaking";
  }
  const byTitle = growthOfTitle(title);
  return byTitle === "fix" && labels.some((label) => FEATURE.test(label)) ? "feature" : byTitle;
}

function growthOfTitle(title: string): Growth {
  const { type, breaking = false } = conventional(title) ?? {};
  if (breaking) {
    return "breaking";
  }
  return type === "feat" || type === "feature" ? "feature" : "fix";
}

/** https://www.conventionalcommits.org/en/v1.0.0/#specification, 11 to 13 */
function isBreakingMessage(body: string): boolean {
  return /^BREAKING[ -]CHANGE: \S/m.test(body);
}
