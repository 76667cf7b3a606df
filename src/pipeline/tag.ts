import { actionText, type CancelRun, type CloseGate } from "../release/action.ts";
import { configurationOf, releaseRun, supersededRuns, undecidedWorkflows } from "../release/attempt.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { given } from "../release/fact.ts";
import { environmentNamed, unnamedGates } from "../release/gate.ts";
import { isPreparing } from "../release/preparation.ts";
import type { Problem } from "../release/problem.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { noRun } from "./no-run.ts";
import { untagged } from "./preparing.ts";
import { tagOrigin } from "./tag-origin.ts";
import { unopenable } from "./unopenable.ts";
import { withdrawn } from "./withdrawn.ts";

/**
 * The tag is there, leads to a commit, and its workflow runs. Gates of runs that an earlier attempt left waiting
 * are closed first: once the tag has moved, the old build must not be published by anybody's late click.
 */
export function tag(seen: Snapshot): Step {
  const broken = brokenConfiguration(seen);
  const asked = ask(seen, "tag", "runs", "pending", "deployments", "environments");
  if ("step" in asked) {
    return asked.step;
  }
  const leftOpen = stillPending(seen);
  const [close, ...more] = [...leftOpen.flatMap((gate) => gate.close ?? []), ...toCancel(seen)];
  if (close !== undefined) {
    return { is: "due", act: [close, ...more] };
  }
  if (seen.supersededReviews.is === "unseen" && supersededRuns(seen).some(isAtWork)) {
    return { is: "look", at: [{ at: "supersededReviews" }] };
  }
  const notices = [
    ...leftOpen.flatMap((gate) => gate.notice ?? []),
    ...stillPublishing(seen),
    ...unnamed(seen),
  ];
  return { ...standing(seen, broken), ...(notices.length === 0 ? {} : { notices }) };
}

/** Of a file in order: a broken one, or none, is a problem of its own. */
function unnamed(seen: Snapshot): readonly Problem[] {
  const run = releaseRun(seen);
  return run === undefined || configurationOf(seen) === undefined
    ? []
    : unnamedGates(seen, run).map((environment) => ({
        is: "gate-not-configured",
        environment,
        url: run.url,
      }));
}

function standing(seen: Snapshot, broken: Problem | undefined): Step {
  const name = seen.key.tag;
  const found = given(seen.tag);
  if (found === undefined && isPreparing(seen)) {
    return broken === undefined ? untagged(seen) : { is: "stopped", because: broken };
  }
  if (found === undefined) {
    return withdrawn(seen);
  }
  if (found.commit === undefined) {
    return { is: "stopped", because: { is: "tag-not-a-commit", tag: name } };
  }
  if (broken !== undefined) {
    const [report, ...more] = unopenable(seen).due;
    return report === undefined ? { is: "stopped", because: broken } : { is: "due", act: [report, ...more] };
  }
  const origin = tagOrigin(seen, found.commit);
  if (origin !== undefined) {
    return origin;
  }
  const paths = undecidedWorkflows(seen);
  if (paths.length > 0) {
    return { is: "waiting", on: { for: "which-workflow", paths } };
  }
  return releaseRun(seen) === undefined ? noRun(seen) : { is: "done" };
}

function brokenConfiguration(seen: Snapshot): Problem | undefined {
  const file = given(seen.configuration);
  if (file === undefined) {
    return { is: "configuration-gone" };
  }
  return file.is === "broken"
    ? { is: "configuration-broken", faults: file.faults, blob: file.blob }
    : undefined;
}

/** Runs of earlier attempts, where the configuration wants them cancelled. */
function toCancel(seen: Snapshot): readonly CancelRun[] {
  const wanted = configurationOf(seen)?.release.cancelSuperseded ?? false;
  const all = supersededRuns(seen).map((run): CancelRun => ({ do: "cancel-run", run: run.id }));
  return wanted ? all.filter((cancel) => !isFutile(seen, cancel)) : [];
}

function isFutile(seen: Snapshot, action: CancelRun | CloseGate): boolean {
  return seen.futile.includes(actionText(action));
}

type LeftOpen = { readonly close?: CloseGate; readonly notice?: Problem };

/** GitHub shows a run as waiting while its jobs stand at gates and none is at work. */
function isAtWork({ status }: Run): boolean {
  return status !== "waiting" && status !== "completed";
}

/** Gates that were opened before the tag moved, or in that very moment: what comes out of them is the old build. */
function stillPublishing(seen: Snapshot): readonly Problem[] {
  const reviews = (given(seen.supersededReviews) ?? []).filter(({ state }) => state === "approved");
  const pending = given(seen.pending) ?? [];
  return supersededRuns(seen)
    .filter(isAtWork)
    .flatMap((run) => {
      const opened = reviews.filter((review) => review.run === run.id).flatMap((one) => one.environments);
      const waits = (name: string) =>
        pending.some((gate) => gate.run === run.id && sameEnvironment(gate.environment, name));
      return [...new Set(opened)]
        .filter((name) => !waits(name))
        .map((environment): Problem => ({ is: "superseded-run-publishes", environment, url: run.url }));
    });
}

/**
 * Pending gates of superseded runs: closed where our rule guards them, told about where it does not, or where GitHub
 * takes no answer of ours any more. The new build does not wait for the old one.
 */
function stillPending(seen: Snapshot): readonly LeftOpen[] {
  const pending = given(seen.pending) ?? [];
  return supersededRuns(seen).flatMap((run) =>
    pending
      .filter((gate) => gate.run === run.id)
      .map((gate): LeftOpen => {
        const because = { is: "superseded", commit: run.commit } as const;
        const close = { do: "close-gate", environment: gate.environment, run: run.id, because } as const;
        if (environmentNamed(seen, gate.environment)?.rule === true && !isFutile(seen, close)) {
          return { close };
        }
        return { notice: { is: "superseded-gate-open", environment: gate.environment, url: run.url } };
      }),
  );
}
