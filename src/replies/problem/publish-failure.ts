import type { PublishFailed } from "../../release/problem.ts";
import type { PublishCause } from "../../release/publish-cause.ts";
import type { IndexHolds, PublishFailure } from "../../release/publish-failure.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asCodeBlock, asText } from "../safe.ts";
import { count, names } from "../words.ts";
import { jobText } from "./build.ts";
import type { ProblemText } from "./problem-text.ts";
import { publishRemedy } from "./publish-remedy.ts";

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
    remedy: publishRemedy(problem, seen),
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

function logPart({ log, logDetail, lines }: PublishFailure): readonly string[] {
  const block = lines.length === 0 ? [] : ["", asCodeBlock(lines.map((line) => [line]))];
  switch (log) {
    case "read":
      return block;
    case "cut":
      return [...block, "", "The log is longer than is read here, so its end is not shown."];
    case "gone":
      return ["", "GitHub has no log of it."];
    case "refused":
      return ["", `Its log was not read here: ${asText(logDetail ?? "")}.`];
    case "silent":
      return [
        "",
        `Its log can't be read right now${logDetail === undefined ? "" : ` (${asText(logDetail)})`}; that is tried again.`,
      ];
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

function notComparedText({ lacks, detail }: Extract<IndexHolds, { readonly is: "not-compared" }>): string {
  if (lacks === "digests") {
    return "the index tells no digest";
  }
  return detail === undefined
    ? "no built files of this gate were read"
    : `the built files can't be read right now (${asText(detail)}), which is tried again`;
}
