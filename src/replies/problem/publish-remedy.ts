import { releaseRun } from "../../release/attempt.ts";
import { ecosystemOf } from "../../release/ecosystem.ts";
import { gateNamed, isDispensable } from "../../release/gate.ts";
import type { PublishFailed } from "../../release/problem.ts";
import type { IndexHolds, NextVersion, PublishFailure } from "../../release/publish-failure.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { gateOpener } from "../gate-guard.ts";
import { deleteTag, runLink } from "../places.ts";
import { asCode } from "../safe.ts";
import { findUploader, names, sentence, withdraw } from "../words.ts";
import { putRightText } from "./put-right.ts";

/** The way on after a publication that failed. */
export function publishRemedy(problem: PublishFailed, seen: Snapshot): string {
  const gate = gateNamed(seen, problem.environment);
  const way =
    gate !== undefined && isDispensable(seen, gate)
      ? `${withoutText(gate.name)} ${optionalRemedy(problem, seen)}`
      : neededRemedy(problem, seen);
  return [...alarm(problem.found.holds), way].join(" ");
}

/** Before any way on: somebody has published what this run has not built. */
function alarm(holds: IndexHolds): readonly string[] {
  return holds.is === "other-bytes" || holds.is === "extra-files" ? [findUploader(holds.index)] : [];
}

/** Of a gate that the release needs. */
function neededRemedy(problem: PublishFailed, seen: Snapshot): string {
  const { found } = problem;
  switch (found.outlook) {
    case "rebuild":
      return `\`/retry\` can't help: it runs the same workflow with the same files. ${rebuildText(found, seen)}`;
    case "burnt":
      return `${yankText(found.holds)}\`/retry\` can't help: this version is burnt. ${forwardText(found.next)}`;
    default:
      return `${againText(problem, seen)}${stillRunning(seen, ": `/cancel` ends it first")}${afterwards(problem, seen)}`;
  }
}

/** Of one that it does not: nothing has to be done, and the run of the others must not be ended for it. */
function optionalRemedy(problem: PublishFailed, seen: Snapshot): string {
  const { found } = problem;
  switch (found.outlook) {
    case "rebuild":
      return `\`/retry\` can't help: it runs the same workflow with the same files. ${fixText(found)} before the next release.`;
    case "burnt":
      return `${yankText(found.holds)}\`/retry\` can't help: this version is burnt there.`;
    default:
      return isWhole(found)
        ? "Everything is published there, and only the job is red: there is nothing to do."
        : `${againText(problem, seen)}${stillRunning(seen)}${afterwards(problem, seen)}`;
  }
}

/** All is there as built, on an index that refuses even the same bytes: nobody can tell what the job makes of that. */
function isWhole({ holds, outlook }: PublishFailure): boolean {
  return holds.is === "all" && outlook === "unclear";
}

/** That nothing has to be done about a gate. */
export function withoutText(gate: string): string {
  return `Gate ${asCode(gate)} is optional: the release goes on without it.`;
}

/** Where a retry can help: what comes before it, and what it takes. */
function againText(problem: PublishFailed, seen: Snapshot): string {
  const { environment, found } = problem;
  const again = `${passingOver(found.holds)}The gate waits for ${gateOpener(environment, seen)} again.`;
  switch (found.outlook) {
    case "retry":
      return `${retryText(found)} ${again}`;
    case "after-fix":
      return `${putRightText(problem, seen)} Then \`/retry\`. ${again}`;
    default:
      return `${isWhole(found) ? wholeText(found.holds) : unclearText(found, seen)} ${again}`;
  }
}

/** Half a release on an index that refuses even the same bytes. */
function passingOver(holds: IndexHolds): string {
  return holds.is === "part" && holds.files.length > 0 && !ecosystemOf(holds.index).takesSameBytesAgain
    ? `${asCode(holds.index)} takes no version twice: the job completes the release only if it passes over what is there already. `
    : "";
}

function wholeText(holds: IndexHolds): string {
  const index = holds.is === "no-index" ? "The index" : asCode(holds.index);
  return `Everything is published, and only the job is red. ${index} takes no version twice: \`/retry\` helps if the job passes over what is there already.`;
}

function afterwards({ environment, found }: PublishFailed, seen: Snapshot): string {
  if (isWhole(found)) {
    return " If it does not, publish the GitHub release by hand and close this issue.";
  }
  return found.outlook === "unclear"
    ? ` Files that the index already took can't be replaced by others.${whomToTurnTo(environment, seen)}`
    : "";
}

/** GitHub runs failed jobs again only in a run that has ended; one that waits at another gate has not. */
function stillRunning(seen: Snapshot, way = ""): string {
  const run = releaseRun(seen);
  return run === undefined || run.status === "completed"
    ? ""
    : ` While the run is at work or waits at another gate, GitHub runs nothing of it again${way}.`;
}

function retryText({ cause, holds }: PublishFailure): string {
  if (holds.is === "all") {
    return "`/retry`: the index takes the same bytes again without a change, and the job can end well.";
  }
  const completes = holds.is === "part" && ecosystemOf(holds.index).takesSameBytesAgain;
  const rest = completes ? " It completes the release: the files there are the same." : "";
  const isDoubtful = holds.is === "extra-files" || holds.is === "not-compared";
  const begin = isDoubtful ? "" : "Nothing is wrong with the files: ";
  const when = cause === "runner-lost" ? "" : " once the index answers again";
  return `${begin}\`/retry\`${when}.${rest}`;
}

/** An upload of seconds ago may not be shown yet: so "the same version" comes with its condition. */
function rebuildText(found: PublishFailure, seen: Snapshot): string {
  const { next } = found;
  const forward = next === undefined ? "the next version" : `${asCode(next.version)}, the next that is free`;
  return `${fixText(found)}, ${deleteTag(seen.key.tag)}, and tag the fixed commit. The same version will do as long as the index shows no file of it; else go on with ${forward}.`;
}

function fixText({ cause }: PublishFailure): string {
  return cause === "id-token-missing"
    ? "Add `permissions: { id-token: write }` to the job in the workflow file"
    : "Correct what the index refused";
}

function yankText(holds: IndexHolds): string {
  return holds.is === "part" && holds.files.length > 0
    ? `${sentence(withdraw(holds.index))} this version there, so that nobody installs half a release. `
    : "";
}

/** The way on after a burnt version. */
export function forwardText(next: NextVersion | undefined): string {
  if (next === undefined) {
    return "Go on with the next version: raise the version, tag that commit, and close this issue.";
  }
  const tag =
    next.tag === undefined
      ? "tag that commit"
      : `tag that commit ${asCode(next.tag)} (${asCode(`/prepare ${next.tag}`)} on any issue opens its board before)`;
  return `Go on with ${asCode(next.version)}, which no index and no tag here has: raise the version, ${tag}, and close this issue.`;
}

function unclearText({ cause, log }: PublishFailure, seen: Snapshot): string {
  switch (cause) {
    case "no-files":
      return `Artifacts are gone after some time. Within 30 days of the run's start *Re-run all jobs* at ${runLink(seen)} makes them anew; later GitHub runs nothing of it again, and ${asCode(`/release ${seen.key.tag}`)} starts another run. If the workflow names them wrongly, correct it and tag the fixed commit.`;
    case "attestation-refused":
      return "`/retry` makes new ones; if these are refused, too, its log says why.";
    default:
      return log === "gone" ? "`/retry` runs it again." : "Read its log, then `/retry`.";
  }
}

/** The people whom the configuration names for when the gate's own approvers can't help. */
function whomToTurnTo(environment: string, seen: Snapshot): string {
  const people = gateNamed(seen, environment)?.escalate ?? [];
  return people.length === 0 ? "" : ` If the index refuses the publisher, turn to ${names(people)}.`;
}
