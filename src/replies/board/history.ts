import { commandsIn } from "../../commands/parse.ts";
import { isByAPerson } from "../../commands/person-rules.ts";
import { smokeTests } from "../../commands/smoke-tests.ts";
import type { CommandName } from "../../release/answer.ts";
import { memoryOf, releaseRun } from "../../release/attempt.ts";
import { given } from "../../release/fact.ts";
import { currentJobs, gateJobNames, gatesOf, hasExpired, jobsOf } from "../../release/gate.ts";
import type { Instant } from "../../release/instant.ts";
import type { Job, Snapshot } from "../../release/snapshot.ts";
import { decidedBy } from "../gate-opener.ts";
import { isGreen } from "../job-groups.ts";
import { commitLink, runLink } from "../places.ts";
import { jobText } from "../problem/build.ts";
import { asCode, asLink, quoted } from "../safe.ts";
import { count, names, utc } from "../words.ts";
import { section } from "./markup.ts";

type Event = { readonly at: Instant; readonly says: string };

const MOST_EVENTS = 50;

/** What happened, newest last, by GitHub's own stamps. */
export function historyList(seen: Snapshot): string {
  const events = [
    ...runEvents(seen),
    ...jobEvents(seen),
    ...gatesOf(seen).flatMap((gate) => gateEvents(gate.name, seen)),
    ...saidEvents(seen),
    ...announcementEvents(seen),
  ].toSorted((a, b) => a.at - b.at);
  const shown = events.slice(-MOST_EVENTS);
  const earlier = events.length - shown.length;
  const lines = shown.map(({ at, says }) => `- ${utc(at)} · ${says}`);
  const text = [...(earlier > 0 ? [earlierText(earlier)] : []), ...lines].join("\n");
  return section("What happened", text);
}

/** The line that stands for what is too long ago to be shown. */
export function earlierText(events: number): string {
  return `- … and ${events} before`;
}

function runEvents(seen: Snapshot): readonly Event[] {
  const run = releaseRun(seen);
  if (run === undefined) {
    return [];
  }
  const by = run.actor === undefined ? "" : ` by ${asCode(run.actor.login)}`;
  const first = {
    at: run.createdAt,
    says: `${runLink(seen, "Run")} started${by} for ${asCode(seen.key.tag)} at ${commitLink(seen, run.commit)}`,
  };
  const again = run.triggeredBy === undefined ? "" : ` by ${asCode(run.triggeredBy.login)}`;
  return run.attempt === 1
    ? [first]
    : [first, { at: run.startedAt, says: `Run attempt ${run.attempt} started${again}` }];
}

function jobEvents(seen: Snapshot): readonly Event[] {
  const behind = gateJobNames(seen);
  const jobs = currentJobs(seen).filter((job) => !behind.has(job.name));
  const failed = jobs.filter((job) => job.status === "completed" && !isGreen(job));
  const failures = failed.map(
    ({ name, url, completedAt, createdAt, conclusion = "unknown", failedStep }) => ({
      at: completedAt ?? createdAt,
      says: `Did not succeed: ${jobText({ name, url, conclusion, ...(failedStep === undefined ? {} : { step: failedStep }) })}`,
    }),
  );
  const ended = jobs.flatMap((job) => job.completedAt ?? []);
  return behind.size > 0 && failed.length === 0 && ended.length > 0
    ? [{ at: Math.max(...ended), says: `${count(jobs.length, "job")} green` }]
    : failures;
}

function gateEvents(gate: string, seen: Snapshot): readonly Event[] {
  const jobs = jobsOf(seen, gate);
  const ids = new Set(jobs.map((job) => job.id));
  const reached = (given(seen.deployments) ?? [])
    .filter(({ job }) => job !== undefined && ids.has(job))
    .map((deployment) => deployment.createdAt);
  const openers = decidedBy(seen, gate, "approved");
  const rejected = decidedBy(seen, gate, "rejected").length > 0;
  const by = openers.length === 0 ? "" : ` by ${names(openers)}`;
  const letThrough = rejected ? [] : jobs.filter((job) => !hasExpired(seen, gate, job));
  return [
    ...earliest(reached, `Gate ${asCode(gate)} reached`),
    ...earliest(
      letThrough.flatMap((job) => job.startedAt ?? []),
      `Gate ${asCode(gate)} opened${by}`,
    ),
    ...jobs.flatMap((job) => endEvent(gate, job)),
  ];
}

function earliest(stamps: readonly Instant[], says: string): readonly Event[] {
  return stamps.length === 0 ? [] : [{ at: Math.min(...stamps), says }];
}

function endEvent(gate: string, job: Job): readonly Event[] {
  if (job.completedAt === undefined) {
    return [];
  }
  const link = asLink(asCode(job.name), job.url);
  const says =
    job.conclusion === "success" ? `${link} published` : `${link} did not succeed at gate ${asCode(gate)}`;
  return [{ at: job.completedAt, says }];
}

const TOLD: ReadonlySet<CommandName | undefined> = new Set<CommandName>([
  "approve",
  "reject",
  "hold",
  "unhold",
  "retry",
  "cancel",
  "publish",
  "announce",
]);

/** What people said and what came of it: commands that counted, and smoke tests. */
function saidEvents(seen: Snapshot): readonly Event[] {
  const commands = (given(seen.comments) ?? [])
    .filter((comment) => isByAPerson(comment) && comment.claimed && comment.outcome !== "refused")
    .flatMap((comment) =>
      commandsIn(comment)
        .filter(({ command }) => TOLD.has(command))
        .map(({ line }) => ({
          at: comment.createdAt,
          says: `${asCode(comment.author?.login ?? "")} said ${asLink(asCode(line), comment.url)}`,
        })),
    );
  const tests = smokeTests(seen).tests.map(({ what, ok, by, at, note }) => ({
    at,
    says: `${asCode(by)} tried ${asCode(what)}: ${ok ? "ok" : "fails"}${note === undefined ? "" : `, ${quoted(note)}`}`,
  }));
  return [...commands, ...tests, ...lostHolds(seen)];
}

/** A hold stands whatever becomes of its comment; without the comment the board's memory tells of it. */
function lostHolds(seen: Snapshot): readonly Event[] {
  const there = new Set((given(seen.comments) ?? []).map((comment) => comment.id));
  return memoryOf(seen)
    .holds.filter((hold) => !there.has(hold.comment))
    .map(({ by, at }) => ({
      at,
      says: `${asCode(by)} said ${asCode("/hold")} (the comment is gone; the hold stands)`,
    }));
}

function announcementEvents(seen: Snapshot): readonly Event[] {
  return memoryOf(seen).announcements.flatMap(({ channel, at, outcome }) => {
    if (outcome?.is !== "sent") {
      return [];
    }
    return [{ at, says: `${asLink("Announced", outcome.url)} on ${asCode(channel)}` }];
  });
}
