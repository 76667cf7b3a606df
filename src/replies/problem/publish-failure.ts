import { releaseRun } from "../../release/attempt.ts";
import { gateNamed } from "../../release/gate.ts";
import type { Problem } from "../../release/problem.ts";
import type { PublishCause } from "../../release/publish-cause.ts";
import type { IndexHolds, NextVersion, PublishFailure } from "../../release/publish-failure.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { gateOpener } from "../gate-guard.ts";
import { deleteTag, publisherFields, runLink } from "../places.ts";
import { asCode, asCodeBlock, asLink, asText } from "../safe.ts";
import { count, findUploader, names } from "../words.ts";
import { jobText } from "./build.ts";
import type { ProblemText } from "./problem-text.ts";

type PublishFailed = Extract<Problem, { readonly is: "publish-failed" }>;

/** A publication that failed: where, why as far as the log says, what the index has by now, and the way on. */
export function publishFailedText(problem: PublishFailed, seen: Snapshot): ProblemText {
  const { environment, job, found } = problem;
  const why = found.cause === undefined ? "" : ` ${CAUSES[found.cause]}`;
  const holds = holdsText(found.holds);
  return {
    says: [
      `The job behind gate ${asCode(environment)} did not succeed: ${jobText(job)}.${why}`,
      ...logPart(found),
      ...(holds === "" ? [] : ["", holds]),
    ].join("\n"),
    remedy: [...alarm(found.holds), remedyText(problem, seen)].join(" "),
  };
}

/** What each known cause comes to, in one sentence that stands alone. */
export const CAUSES: { readonly [Cause in PublishCause]: string } = {
  "file-name-used":
    "The index refused a file name that was used before: it never takes one twice, not even of a deleted release.",
  "version-exists": "The registry refused the version: it has it already, and never takes one twice.",
  "id-token-missing": "The job may not ask GitHub for an identity token: it lacks `id-token: write`.",
  "publisher-unknown": "The index knows no trusted publisher that matches this job.",
  "publishing-disabled": "The index takes no trusted publishing from this job.",
  "credentials-refused": "The index refused the credentials of the job.",
  "attestation-refused": "The index refused the attestations of the files.",
  "too-large": "The index refused the files for their size.",
  "files-refused": "The index refused the files themselves.",
  "no-files": "The job found no files to publish.",
  "index-down": "The index did not answer as it should.",
  "runner-lost": "GitHub ended the job before it was through.",
};

function logPart({ log, lines }: PublishFailure): readonly string[] {
  const block = lines.length === 0 ? [] : ["", asCodeBlock(lines.map((line) => [line]))];
  switch (log) {
    case "read":
      return block;
    case "cut":
      return [...block, "", "The log is longer than is read here, so its end is not shown."];
    case "gone":
      return ["", "GitHub has no log of it."];
    case "silent":
      return ["", "Its log can't be read right now; that is tried again."];
  }
}

function holdsText(holds: IndexHolds): string {
  switch (holds.is) {
    case "no-index":
      return "";
    case "silent":
      return `What ${asCode(holds.index)} has of it is not known: it did not answer (${asText(holds.detail)}).`;
    case "nothing":
      return `${asCode(holds.index)} shows no file of this version.`;
    case "no-files":
      return `${asCode(holds.index)} knows this version, and serves no file of it.`;
    case "part":
      return `**Half published:** ${asCode(holds.index)} has ${holds.files.length} of ${count(holds.of, "file")}${holds.files.length === 0 ? "" : `: ${names(holds.files)}`}.`;
    case "all":
      return `${asCode(holds.index)} has ${holds.of === 1 ? "the file" : `all ${holds.of} files`}, byte for byte as built.`;
    case "other-bytes":
      return `**Not what was built:** ${asCode(holds.index)} has other bytes under ${names(holds.files)}.`;
    case "extra-files":
      return `**Not what was built:** ${asCode(holds.index)} has ${names(holds.files)} of this version, which this run did not build for this gate.`;
    case "not-compared":
      return `${asCode(holds.index)} has ${names(holds.files)} of this version; whether ${holds.files.length === 1 ? "that is what was" : "these are what was"} built is not known: ${notComparedText(holds)}.`;
  }
}

/** Before any way on: somebody has published what this run has not built. */
function alarm(holds: IndexHolds): readonly string[] {
  return holds.is === "other-bytes" || holds.is === "extra-files" ? [findUploader(holds.index)] : [];
}

function notComparedText({ lacks, detail }: Extract<IndexHolds, { readonly is: "not-compared" }>): string {
  if (lacks === "digests") {
    return "the index tells no digest";
  }
  return detail === undefined
    ? "no built files of this gate were read"
    : `the built files can't be read right now (${asText(detail)}), which is tried again`;
}

function remedyText(problem: PublishFailed, seen: Snapshot): string {
  const { environment, found } = problem;
  const again = `The gate waits for ${gateOpener(environment, seen)} again.${stillRunning(seen)}`;
  switch (found.outlook) {
    case "retry":
      return `${retryText(found)} ${again}`;
    case "after-fix":
      return `${fixText(problem, seen)} Then \`/retry\`. ${again}`;
    case "rebuild":
      return `\`/retry\` can't help: it runs the same workflow with the same files. ${rebuildText(found, seen)}`;
    case "burnt":
      return `${yankText(found.holds)}\`/retry\` can't help: this version is burnt. ${forwardText(found.next)}`;
    case "unclear":
      return `${unclearText(found, seen)} ${again} Files that the index already took can't be replaced by others.${whomToTurnTo(environment, seen)}`;
  }
}

/** GitHub runs failed jobs again only in a run that has ended; one that waits at another gate has not. */
function stillRunning(seen: Snapshot): string {
  const run = releaseRun(seen);
  return run === undefined || run.status === "completed"
    ? ""
    : " While the run is at work or waits at another gate, GitHub runs nothing of it again: `/cancel` ends it first.";
}

function retryText({ cause, holds }: PublishFailure): string {
  if (holds.is === "all") {
    return "`/retry`: the index takes the same bytes again without a change, and the job can end well.";
  }
  const rest = holds.is === "part" ? " It completes the release: the files there are the same." : "";
  const isDoubtful = holds.is === "extra-files" || holds.is === "not-compared";
  const begin = isDoubtful ? "" : "Nothing is wrong with the files: ";
  const when = cause === "runner-lost" ? "" : " once the index answers again";
  return `${begin}\`/retry\`${when}.${rest}`;
}

/** What somebody puts right outside the tag. */
function fixText({ environment, found }: PublishFailed, seen: Snapshot): string {
  const owner = whoseIndex(environment, seen);
  const index = found.holds.is === "no-index" ? "the index" : asCode(found.holds.index);
  switch (found.cause) {
    case "publisher-unknown":
      return `${owner} compares the project's trusted publisher on ${index} (${asLink("Manage → Publishing", PUBLISHERS)}) with ${publisherFields(environment, seen)}.`;
    case "publishing-disabled":
      return `${owner} sees in ${asLink("what the index says of it", TROUBLES)} whether that can be changed.`;
    case "too-large":
      return `${owner} asks ${index} for ${asLink("a higher limit", SIZES)}.`;
    default:
      return `${owner} sees to the token or ${asLink("trusted publisher", PUBLISHERS)} that the job uses, and whether its account may upload to this project.`;
  }
}

const PUBLISHERS = "https://docs.pypi.org/trusted-publishers/adding-a-publisher/";
const TROUBLES = "https://docs.pypi.org/trusted-publishers/troubleshooting/";
const SIZES = "https://docs.pypi.org/project-management/storage-limits/";

/** An upload of seconds ago may not be shown yet: so "the same version" comes with its condition. */
function rebuildText({ cause, next }: PublishFailure, seen: Snapshot): string {
  const fix =
    cause === "id-token-missing"
      ? "Add `permissions: { id-token: write }` to the job in the workflow file"
      : "Correct what the index refused";
  const forward = next === undefined ? "the next version" : `${asCode(next.version)}, the next that is free`;
  return `${fix}, ${deleteTag(seen.key.tag)}, and tag the fixed commit. The same version will do as long as the index shows no file of it; else go on with ${forward}.`;
}

function yankText(holds: IndexHolds): string {
  return holds.is === "part" && holds.files.length > 0
    ? "Yank this version there, so that nobody installs half a release. "
    : "";
}

/** The way on after a burnt version. */
export function forwardText(next: NextVersion | undefined): string {
  if (next === undefined) {
    return "Go on with the next version: raise the version, tag that commit, and close this issue.";
  }
  const tag = next.tag === undefined ? "tag that commit" : `tag that commit ${asCode(next.tag)}`;
  return `Go on with ${asCode(next.version)}, which no index and no tag here has: raise the version, ${tag}, and close this issue.`;
}

function unclearText({ cause, log }: PublishFailure, seen: Snapshot): string {
  switch (cause) {
    case "no-files":
      return `Artifacts are gone after some time: *Re-run all jobs* at ${runLink(seen)} makes them anew. If the workflow names them wrongly, correct it and tag the fixed commit.`;
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

function whoseIndex(environment: string, seen: Snapshot): string {
  const people = gateNamed(seen, environment)?.escalate ?? [];
  return people.length === 0
    ? "An owner of the project on the index"
    : `An owner of the project on the index (turn to ${names(people)})`;
}
