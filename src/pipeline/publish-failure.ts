import type { Gate } from "../release/configuration.ts";
import { ecosystemOfGate } from "../release/ecosystem.ts";
import { builtFiles } from "../release/evidence.ts";
import { type Fact, factAt, given, unseen } from "../release/fact.ts";
import { gatesOf, isDispensable } from "../release/gate.ts";
import { MINUTE } from "../release/instant.ts";
import type { JobLog } from "../release/job-log.ts";
import type { Look } from "../release/look.ts";
import { nextVersion, tagFor } from "../release/next-version.ts";
import {
  goesForward,
  namesItsIndex,
  type Outlook,
  outlookOf,
  type PublishCause,
} from "../release/publish-cause.ts";
import type { IndexHolds, NextVersion, PublishFailure } from "../release/publish-failure.ts";
import { releaseVersion, schemeOf, tagPatterns, versionOn } from "../release/release-version.ts";
import type { IndexRelease, Job, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { versionOfTag } from "../release/tag-name.ts";
import { parseVersion } from "../release/version.ts";
import { failedJob } from "./checks.ts";
import { breakIn, type Comparison, isWhollyRead, lacking } from "./served.ts";

/**
 * A publication that failed, with what can be found out about it: the log of its job, what the index has by now,
 * whether a retry can help, and else the next version that is free. What does not answer is told as such, and
 * keeps nothing from being told.
 */
export function publishFailed(seen: Snapshot, gate: Gate, job: Job): Step {
  const looks = firstLooks(seen, gate, job);
  const [look, ...more] = looks.length > 0 ? looks : lateLooks(seen, gate, job);
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const found = failureOf(seen, gate, job);
  return {
    is: "stopped",
    because: { is: "publish-failed", environment: gate.name, job: failedJob(job), found },
  };
}

/** The index is asked about the built files: so these come first. */
function firstLooks(seen: Snapshot, gate: Gate, job: Job): readonly Look[] {
  const sights = (["artifacts", "contents"] as const).filter((at) => seen[at].is === "unseen");
  return [
    ...(gate.index === undefined ? [] : sights.map((at): Look => ({ at }))),
    ...(logOf(seen, job).is === "unseen" ? [{ at: "jobLog", job: job.id } as const] : []),
  ];
}

function lateLooks(seen: Snapshot, gate: Gate, job: Job): readonly Look[] {
  if (gate.index !== undefined && factAt(seen.index, gate.name).is === "unseen") {
    return [{ at: "index", gate: gate.name }];
  }
  if (!wantsNext(seen, gate, failureOf(seen, gate, job).outlook)) {
    return [];
  }
  return [
    ...(seen.tags.is === "unseen" ? [{ at: "tags" } as const] : []),
    ...indexedGates(seen)
      .filter(({ name }) => factAt(seen.versions, name).is === "unseen")
      .map(({ name }): Look => ({ at: "versions", gate: name })),
  ];
}

/** A release that ends without the gate does not change its version for it. */
function wantsNext(seen: Snapshot, gate: Gate, outlook: Outlook): boolean {
  return goesForward(outlook) && !isDispensable(seen, gate);
}

function indexedGates(seen: Snapshot): readonly Gate[] {
  return gatesOf(seen).filter(({ index }) => index !== undefined);
}

function logOf(seen: Snapshot, job: Job): Fact<JobLog> {
  return seen.jobLogs[job.id] ?? unseen;
}

function failureOf(seen: Snapshot, gate: Gate, job: Job): PublishFailure {
  const log = given(logOf(seen, job));
  const text = log?.is === "read" ? log : undefined;
  const holds = holdsOf(seen, gate);
  const cause = text?.cause !== undefined && isCertain(text.cause, gate) ? text.cause : undefined;
  const outlook = outlookWith(cause, holds, gate);
  const next = wantsNext(seen, gate, outlook) ? nextOf(seen) : undefined;
  return {
    ...logState(seen, job),
    lines: text?.lines ?? [],
    ...(cause === undefined ? {} : { cause }),
    holds,
    outlook,
    ...(next === undefined ? {} : { next }),
  };
}

function isCertain(cause: PublishCause, gate: Gate): boolean {
  return gate.index !== undefined || namesItsIndex(cause);
}

/** GitHub has a log only a moment after its job has ended; none ever of one that was cancelled before it began. */
const LOG_COMES_WITHIN = 10 * MINUTE;

function logState(seen: Snapshot, job: Job): Pick<PublishFailure, "log" | "logDetail"> {
  const log = logOf(seen, job);
  switch (log.is) {
    case "seen":
      return log.value.is === "refused"
        ? { log: "refused", logDetail: log.value.why }
        : { log: log.value.whole ? "read" : "cut" };
    case "absent":
      return job.conclusion !== "cancelled" && seen.now - (job.completedAt ?? 0) < LOG_COMES_WITHIN
        ? { log: "silent" }
        : { log: "gone" };
    case "unseen":
      return { log: "silent" };
    case "unknown":
      return { log: "silent", logDetail: `${log.because.whom}: ${log.because.detail}` };
  }
}

function holdsOf(seen: Snapshot, gate: Gate): IndexHolds {
  const { index } = gate;
  if (index === undefined) {
    return { is: "no-index" };
  }
  const fact = factAt(seen.index, gate.name);
  if (fact.is === "unknown") {
    return { is: "silent", index, detail: fact.because.detail };
  }
  const served = given(fact);
  if (served === undefined) {
    return { is: "nothing", index };
  }
  if (namesServed(served).length === 0) {
    return { is: "no-files", index };
  }
  const version = versionOn(seen, index)?.canonical ?? seen.key.tag;
  return compared(seen, { gate, index, version, built: builtFiles(seen, gate), served });
}

/** A difference is certain whatever else was read; that all is as built takes the whole build. */
function compared(seen: Snapshot, comparison: Comparison): IndexHolds {
  const { index, gate, built, served } = comparison;
  const broken = breakIn(seen, comparison);
  if (broken?.is === "index-other-bytes") {
    return { is: "other-bytes", index, files: broken.files.map(({ filename }) => filename) };
  }
  if (broken?.is === "index-extra-files") {
    return { is: "extra-files", index, files: broken.files };
  }
  if (broken?.is === "index-without-digests") {
    return { is: "not-compared", index, files: broken.files, lacks: "digests" };
  }
  if (built.length === 0 || !isWhollyRead(seen, gate)) {
    return { is: "not-compared", index, files: namesServed(served), lacks: "build", ...whoIsSilent(seen) };
  }
  const lack = lacking(seen, comparison);
  const missing = new Set(lack?.missing);
  const files = built.map(({ filename }) => filename).filter((filename) => !missing.has(filename));
  return { is: lack === undefined ? "all" : "part", index, files, of: built.length };
}

function namesServed(releases: readonly IndexRelease[]): readonly string[] {
  return releases.flatMap(({ files, undigested = [] }) => [
    ...files.map(({ filename }) => filename),
    ...undigested,
  ]);
}

/** Who did not answer when the build was asked for: then it may be read the next time. */
function whoIsSilent(seen: Snapshot): { readonly detail?: string } {
  const silent = [seen.artifacts, seen.contents].find((fact) => fact.is === "unknown");
  return silent?.is === "unknown" ? { detail: `${silent.because.whom}: ${silent.because.detail}` } : {};
}

/**
 * What the index has says more than the log. Where it takes the same bytes again, a half-published release is completed
 * by the same job; another build's files can never join one. Where it does not, a job whose files are all there ends
 * well only if it passes over them, which nobody can tell from here.
 */
function outlookWith(cause: PublishCause | undefined, holds: IndexHolds, gate: Gate): Outlook {
  const outlook = outlookOf(cause);
  switch (holds.is) {
    case "other-bytes":
      return "burnt";
    case "all":
      return ecosystemOfGate(gate).takesSameBytesAgain ? "retry" : "unclear";
    case "part":
    case "no-files":
    case "extra-files":
    case "not-compared":
      return outlook === "rebuild" ? "burnt" : outlook;
    default:
      return outlook;
  }
}

/** Undefined unless every index and GitHub have said what is taken. */
function nextOf(seen: Snapshot): NextVersion | undefined {
  const version = releaseVersion(seen);
  const tags = given(seen.tags);
  const lists = indexedGates(seen).map(({ name }) => factAt(seen.versions, name));
  const isAnswered = lists.every((fact) => fact.is === "seen" || fact.is === "absent");
  if (version === undefined || tags === undefined || !isAnswered) {
    return undefined;
  }
  const scheme = schemeOf(seen);
  const tagged = tags.flatMap((tag) => versionOfTag(tag, tagPatterns(seen), scheme) ?? []);
  const indexed = lists
    .flatMap((fact) => given(fact) ?? [])
    .flatMap((one) => parseVersion(one, scheme) ?? []);
  const next = nextVersion(version, [...tagged, ...indexed]);
  const tag = next === undefined ? undefined : tagFor(next, seen.key.tag, version);
  return next === undefined ? undefined : { version: next, ...(tag === undefined ? {} : { tag }) };
}
