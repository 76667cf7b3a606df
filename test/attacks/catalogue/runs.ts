import type { Group } from "./entry.ts";

export const RUNS = {
  title: "Runs, jobs, artifacts",
  entries: {
    "fork-run": {
      threat: "a run whose code comes from a fork waits at the same gate",
      promise:
        "Only runs of the repository's own code are the release's; a fork's is neither opened nor shut, however new it is.",
    },
    "wrong-workflow": {
      threat: "another workflow file carries the release workflow's name and waits at the same gates",
      promise:
        "The release workflow is known by its path; what another file brings to a gate is not decided.",
    },
    "workflow-edited-at-tag": {
      threat: "the release workflow, or one that it calls, was changed in the tagged commit",
      promise:
        "With `same-workflow: true` nothing opens whose workflows are not the default branch's, byte for byte: the board names them and links to the difference.",
    },
    "wrong-event": {
      threat: "the workflow is started for the tag by a pull request, a timer, another workflow or the API",
      promise: "A run counts only when a push or a dispatch started it; gates of any other stay undecided.",
    },
    "dispatch-from-branch": {
      threat: "somebody dispatches the workflow on a branch that is at the tagged commit",
      promise:
        "The run has to be the tag's: one of a branch at the same commit is not adopted and its gates stay undecided.",
    },
    "rerun-reuses-approval": {
      threat: "jobs that were approved fail, and the run is run again",
      promise: "An approval is bound to the run attempt: the next one waits for a new word.",
    },
    "green-by-absence": {
      threat: "no check has run, or all were skipped, and nothing is red",
      promise:
        "At least one job before the gates has to have succeeded; until then every approval is refused.",
    },
    "forged-check": {
      threat: "somebody with write access posts a green check run under the name of a failed job",
      promise: "Only the jobs of the run itself count; what else is green at the commit changes nothing.",
    },
    "job-name-trick": {
      threat: "jobs are called like the publish job, or after the gate, and succeed",
      promise:
        "Which job stands behind a gate is what GitHub's deployments say; names of jobs prove nothing.",
    },
    "second-workflow": {
      threat: "another workflow runs for the same tag and fails",
      promise:
        "Where the release workflow is configured, others neither stop the release nor are cancelled or run again.",
    },
    "red-run-green-publish": {
      threat: "the optional gate's job fails and turns the whole run red, while the other has published",
      promise:
        "A gate is judged by its own job: the release is verified, published and announced although its run is red.",
    },
    "swapped-artifact": {
      threat:
        "an artifact is replaced by another of the same name after an approval, even while it is being carried out",
      promise:
        "An approval is bound to the bytes: whatever is uploaded in the same second or later voids it, and nothing opens before it is given again.",
    },
    "swapped-after-opening": {
      threat:
        "an artifact is replaced in the moments between the opening of its gate and its publish job's download",
      promise:
        "What the index serves is held against the bytes that the gate was opened for, whatever the artifact has by then: other ones stop the release.",
    },
    "foreign-artifact": {
      threat: "an artifact listed for the run was uploaded by another run, or at another commit",
      promise:
        "Only what the release run built at the tagged commit counts; anything else is as good as missing, and stops the release.",
    },
    "unknown-environment": {
      threat: "a job waits at an environment that the configuration does not name",
      promise: "The app decides nothing about it, and an approval of it is refused with the gates there are.",
    },
    "environment-spelling": {
      threat: "a gate is approved under a name that is almost its own, or its name holds a slash",
      promise:
        "A name counts exactly as configured, never the nearest one; a slash in it leads to the right environment.",
    },
    "cancelled-mid-release": {
      threat: "a person cancels the run while it waits at its gates",
      promise: "The release stops with what to say next; the app neither runs it again nor opens anything.",
    },
  },
} as const satisfies Group;
