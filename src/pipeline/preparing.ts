import { introPath } from "../notes/intro.ts";
import { numbersOf } from "../notes/proposal.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { packagesOf } from "../release/evidence.ts";
import { factAt, given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import { ahead, branchOf, isPreparing, versionToBe } from "../release/preparation.ts";
import type { Problem } from "../release/problem.ts";
import { schemeOf, tagPatterns, versionOn } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { compareVersions, sameVersion, type Version } from "../release/version.ts";
import { askAll } from "./ask.ts";

/** So many tags are named. */
const MOST_NAMED = 5;

/** Whether GitHub shows pull requests to the app: without that there is nothing to wait for. */
export function mayReadPulls(seen: Snapshot): boolean {
  return given(seen.permissions)?.["pull_requests"] !== undefined;
}

/** Looks at what a release to come is about, or waits for who does not answer; undefined once all is seen. */
export function lookAhead(seen: Snapshot): Step | undefined {
  const sights = [
    "tags",
    "head",
    "versionAhead",
    "notesFile",
    ...(introPath(seen) === undefined ? [] : (["introFile"] as const)),
  ] as const;
  const pulls = mayReadPulls(seen) ? (["rangesAhead"] as const) : [];
  const first = askAll([...sights, ...pulls].map((at) => ({ fact: seen[at], look: { at } })));
  return first ?? askAll([...aims(seen), ...indexes(seen)]);
}

/** What is open of it is asked for once the version can be read as the code has versions read. */
function aims(seen: Snapshot) {
  return mayReadPulls(seen) ? [{ fact: seen.aims, look: { at: "aims" } as const }] : [];
}

function indexes(seen: Snapshot) {
  return askedGates(seen).map(({ name: gate }) => ({
    fact: factAt(seen.index, gate),
    look: { at: "index", gate } as const,
  }));
}

/** Gates whose index can be asked before anything is built: what their packages are called is configured. */
export function askedGates(seen: Snapshot): readonly Gate[] {
  return gatesOf(seen).filter(
    (gate) =>
      gate.index !== undefined &&
      packagesOf(seen, gate).length > 0 &&
      versionOn(seen, gate.index) !== undefined,
  );
}

/** The tag that is still to come. */
export function untagged(seen: Snapshot): Step {
  const { tag } = seen.key;
  const branch = branchOf(seen);
  const blockers = (given(seen.aims)?.blockers ?? []).map(({ number }) => number);
  return {
    is: "waiting",
    on: { for: "tag", tag, blockers, ...(branch === undefined ? {} : { branch }) },
  };
}

/** What speaks against tagging now. */
export function objections(seen: Snapshot): readonly Problem[] {
  return [...blocked(seen), ...taken(seen), ...otherwise(seen)];
}

/** Before the tag they are to be closed first; after it they are told, and stop nothing. */
export function blocked(seen: Snapshot): readonly Problem[] {
  const { blockers = [], moreBlockers: more = 0 } = given(seen.aims) ?? {};
  return blockers.length === 0 ? [] : [{ is: "blockers-open", blockers, more, tagged: !isPreparing(seen) }];
}

/** An index takes no version twice. */
function taken(seen: Snapshot): readonly Problem[] {
  return askedGates(seen).flatMap(({ name, index = "" }) =>
    (given(factAt(seen.index, name)) ?? []).map(
      ({ project, version, known }): Problem => ({ is: "version-taken", index, project, version, known }),
    ),
  );
}

/** Tags that came in this one's place: of its version in another spelling, or of a higher one of its line. */
function otherwise(seen: Snapshot): readonly Problem[] {
  const own = versionToBe(seen);
  if (own === undefined) {
    return [];
  }
  const { tag } = seen.key;
  const newest = versionIn(seen, memoryOf(seen).prepared?.newest ?? "");
  const all = (given(seen.tags) ?? []).flatMap((one) => {
    const version = one === tag ? undefined : versionIn(seen, one);
    return version === undefined ? [] : [{ tag: one, version }];
  });
  const same = all.filter(({ version }) => sameVersion(version, own));
  const past = all.filter(({ version }) => hasPassed(version, own, newest));
  return [
    { is: "tagged-otherwise", tag, others: namesOf(same), same: true } as const,
    { is: "tagged-otherwise", tag, others: namesOf(past), same: false } as const,
  ].filter(({ others }) => others.length > 0);
}

function hasPassed(version: Version, own: Version, newest: Version | undefined): boolean {
  if (compareVersions(version, own) <= 0 || version.local || (version.prerelease && !own.prerelease)) {
    return false;
  }
  const [numbers, others] = [numbersOf(own), numbersOf(version)];
  const isOfItsLine = numbers[0] === others[0] && numbers[1] === others[1];
  return isOfItsLine || newest === undefined || compareVersions(version, newest) > 0;
}

function namesOf(all: readonly { readonly tag: string }[]): readonly string[] {
  return all.map(({ tag }) => tag).slice(0, MOST_NAMED);
}

function versionIn(seen: Snapshot, tag: string): Version | undefined {
  return tag === "" ? undefined : versionOfTag(tag, tagPatterns(seen), schemeOf(ahead(seen)));
}

/** Whether a file that the configuration names for the notes is missing, by its path. */
export function missingIntro(seen: Snapshot): string | undefined {
  const path = introPath(seen);
  return path !== undefined && seen.introFile.is === "absent" ? path : undefined;
}
