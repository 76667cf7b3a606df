import { faultsOf } from "../config/finding.ts";
import { readYaml } from "../config/yaml.ts";
import { createRecent } from "../recent.ts";
import { configurationOf, releaseRun } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type WorkflowFile, workflowJobs } from "../release/workflow.ts";
import { onOf, workflowTriggers } from "../release/workflow-triggers.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/**
 * The file of the release run's workflow, at the tagged commit: what GitHub runs, and nobody can change any more. While
 * there is no run, the configured one; absent where none is configured, or none is there.
 */
export const workflowFile: Reader<Fact<WorkflowFile>> = async ({ github }, known) => {
  const run = releaseRun(known);
  const path = run?.path ?? configuredPath(known);
  const commit = given(known.tag)?.commit;
  if (path === undefined || commit === undefined) {
    return absent;
  }
  const file = await textFile(github, path, commit);
  if (file === undefined && run === undefined) {
    return absent;
  }
  const why = "is not there at the tagged commit, or too large to be read";
  return seen(file === undefined ? { path, is: "unread", why } : understood(path, file.text));
};

function configuredPath(known: Snapshot): string | undefined {
  const name = configurationOf(known)?.workflow;
  return name === undefined ? undefined : `.github/workflows/${name}`;
}

/** A release's workflow does not change, and each conduct reads it: so many of the last ones are kept as understood. */
const MOST_KEPT = 100;
const understoodOnes = createRecent<WorkflowFile>(MOST_KEPT);

function understood(path: string, text: string): WorkflowFile {
  const key = JSON.stringify([path, text]);
  const file = understoodOnes.get(key) ?? read(path, text);
  understoodOnes.set(key, file);
  return file;
}

/** By the reader of our own configuration, with its caps on size and depth: GitHub's own syntax needs no more. */
function read(path: string, text: string): WorkflowFile {
  const { value, findings, places } = readYaml(text);
  const [fault] = faultsOf(findings, places);
  if (fault !== undefined) {
    return { path, is: "unread", why: `can't be read here (${clause(fault.says)})` };
  }
  const jobs = workflowJobs(value);
  return jobs === undefined
    ? { path, is: "unread", why: "holds no jobs that can be read" }
    : { path, is: "read", jobs, on: workflowTriggers(onOf(value)) };
}

/** A fault is said after the path or the line where it is; in brackets it has nothing that it is said of. */
function clause(says: string): string {
  const [, place = "", fault = says] = /^(line \d+, column \d+: )(.*)$/s.exec(says) ?? [];
  return `${place}it ${fault}`;
}
