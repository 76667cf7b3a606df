import { smokeTests } from "../../commands/smoke-tests.ts";
import { configurationOf, memoryOf, releaseRun } from "../../release/attempt.ts";
import { gateNamed } from "../../release/gate.ts";
import { HOUR } from "../../release/instant.ts";
import { checkJobs } from "../../release/run-times.ts";
import type { Job, Snapshot } from "../../release/snapshot.ts";
import type { Longest } from "../../release/timeline.ts";
import { asCode, asLink } from "../safe.ts";
import { duration, span } from "../words.ts";

/** What follows from what a release waited for longest, where a fact says so: sentences, none where none does. */
export function lesson({ row, waits }: Longest, seen: Snapshot): readonly string[] {
  if (row.name.startsWith("publish ") && waits === "people") {
    return ofGate(row.name.slice("publish ".length), row.people, seen);
  }
  switch (row.name) {
    case "checks":
      return ofChecks(seen);
    case "rehearse":
      return ofSmokeTests(seen);
    case "draft":
      return ofDraft(seen);
    default:
      return [];
  }
}

/** Nobody has to be reminded of what waits for less. */
const LONG = 6 * HOUR;

function ofGate(name: string, waited: number, seen: Snapshot): readonly string[] {
  const gate = gateNamed(seen, name);
  const said = (memoryOf(seen).approvals ?? [])
    .filter((one) => one.gate === name && one.lapsed === undefined)
    .map(({ at }) => at);
  const apart = said.length < 2 ? 0 : Math.max(...said) - Math.min(...said);
  const remindAfter = gate?.remindAfter;
  return [
    ...(apart >= HOUR ? [apartText(said.length, apart)] : []),
    ...(waited >= LONG && remindAfter === undefined ? [UNREMINDED] : []),
    ...(waited >= LONG && remindAfter !== undefined && waited < remindAfter
      ? [lateReminderText(remindAfter)]
      : []),
  ];
}

/** Of a gate that needs several. */
export function apartText(approvals: number, apart: number): string {
  return `Between the first and the last of its ${approvals} approvals lay ${duration(apart)}.`;
}

export const UNREMINDED =
  "Nobody was reminded: `remind-after` of this gate says `never`; a time such as `6h` calls people to it.";

/** The wait was over before anybody was called. */
export function lateReminderText(remindAfter: number): string {
  return `Nobody was reminded in that time: \`remind-after\` of this gate is ${span(remindAfter)}; a shorter one calls people earlier.`;
}

function ofChecks(seen: Snapshot): readonly string[] {
  const took = ({ createdAt, startedAt = createdAt, completedAt = startedAt }: Job) =>
    completedAt - startedAt;
  const [longest, ...others] = checkJobs(seen, releaseRun(seen)?.attempt ?? 0).toSorted(
    (a, b) => took(b) - took(a),
  );
  return longest === undefined || others.length === 0
    ? []
    : [longestJobText(asLink(asCode(longest.name), longest.url), took(longest))];
}

/** A job that is shorter shortens the whole. */
export function longestJobText(job: string, took: number): string {
  return `Its longest job was ${job} with ${duration(took)}.`;
}

function ofSmokeTests(seen: Snapshot): readonly string[] {
  const required = configurationOf(seen)?.smokeTests.require ?? [];
  const counted = smokeTests(seen).tests.filter(
    ({ what, ok, counts }) => ok && counts && required.includes(what),
  );
  const last = counted.toSorted((a, b) => b.at - a.at)[0];
  return last === undefined || required.length < 2 ? [] : [lastTriedText(last.what)];
}

/** What keeps the others waiting. */
export function lastTriedText(what: string): string {
  return `The last to be tried was ${asCode(what)}.`;
}

function ofDraft(seen: Snapshot): readonly string[] {
  return configurationOf(seen)?.release.draft === "after-publish" ? [DRAFT_EARLIER] : [];
}

export const DRAFT_EARLIER =
  "The draft was made after everything was published; with `release: { draft: early }` its notes can be written while the gates still wait.";
