import type { RunEvent } from "../../../src/sandbox/github/runs.ts";
import { WORKFLOW } from "../../../src/sandbox/scenes/project.ts";
import { COTERIE, FORK } from "../coterie.ts";
import { approval, approversNow, fix, rerun, say } from "../deeds.ts";
import { type Place, pause, runOf, SECOND, TAG, until, waitingGates } from "../place.ts";
import { QUICK_WORKFLOW } from "../workflows.ts";
import { atGate, early, type Moves } from "./move.ts";

const OTHER_EVENTS: readonly [RunEvent, ...RunEvent[]] = [
  "pull_request_target",
  "schedule",
  "repository_dispatch",
  "workflow_run",
];

/** Of runs that are not the release's, or not any more. */
export const RUN_ATTACKS: Moves = {
  "a run of another event waits at the gate": atGate(async (place) => {
    await foreign(place, { event: place.chance.oneOf(OTHER_EVENTS) });
    await word(place);
  }),
  "a fork's run waits at the gate": atGate(async (place) => {
    await foreign(place, { event: place.chance.oneOf(["pull_request_target", "push"]), from: FORK });
    await word(place);
  }),
  "another workflow comes to the gate first": early(async (place) => {
    const sha = runOf(place)?.headSha ?? place.project.repo.head();
    place.project.repo.startRun(QUICK_WORKFLOW, {
      event: "push",
      ref: `refs/tags/${TAG}`,
      sha,
      by: COTERIE.writer,
    });
    place.note("a run of another workflow of the same name begins");
    await pause(place, 8 * SECOND);
    await word(place);
    await pause(place, 6 * SECOND);
  }),
  "a branch has the tag's name": atGate(async (place) => {
    const sha = fix(place);
    place.project.repo.startRun(WORKFLOW, {
      event: "push",
      ref: `refs/heads/${TAG}`,
      sha,
      by: COTERIE.writer,
    });
    place.note(`a branch called ${TAG} has a run of its own`);
    await pause(place, place.chance.oneOf([SECOND, 8 * SECOND]));
    const [login] = approversNow(place);
    if (login !== undefined) {
      say(place, login, place.chance.oneOf(["/approve pypi", "/reject pypi", "/cancel"]));
    }
    await pause(place, 8 * SECOND);
  }),
  "the workflow is started by hand, and the older run approved": atGate(async (place) => {
    if (place.project.repo.state.refs.has(`refs/tags/${TAG}`)) {
      place.project.repo.dispatchWorkflow(WORKFLOW, TAG, COTERIE.writer);
      place.note(`${COTERIE.writer} starts the workflow by hand`);
    }
    await word(place);
  }),
  "the run starts over after somebody has approved": atGate(async (place) => {
    await word(place);
    await pause(place, place.chance.oneOf([0, SECOND, 5 * SECOND]));
    if (waitingGates(place).length > 0) {
      rerun(place, place.chance.oneOf([COTERIE.writer, COTERIE.maintainer]), {
        all: place.chance.percent(20),
      });
    }
    await pause(place, 2 * SECOND);
    say(place, COTERIE.triager, "/status");
  }),
  "an admin starts all waiting jobs": atGate((place) => {
    const run = runOf(place);
    if (run !== undefined && run.gates.length > 0 && place.chance.percent(40)) {
      place.project.repo.startAllWaitingJobs(run, COTERIE.maintainer);
      place.note(`${COTERIE.maintainer} starts all waiting jobs`);
    }
  }),
};

async function foreign(
  place: Place,
  how: { readonly event: RunEvent; readonly from?: string },
): Promise<void> {
  const sha = runOf(place)?.headSha ?? place.project.repo.head();
  const path = place.chance.percent(70) ? WORKFLOW : QUICK_WORKFLOW;
  const run = place.project.repo.startRun(path, {
    ...how,
    ref: `refs/heads/${TAG}`,
    sha,
    by: COTERIE.outsider,
  });
  place.note(
    `run ${run.id} of ${path} by ${how.event}${how.from === undefined ? "" : ` from ${how.from}`} begins`,
  );
  await until(place, () => run.gates.length > 0, { seconds: 90, step: 2 * SECOND });
  await pause(place, 2 * SECOND);
}

/** The last word that the gate waits for, rightly said. */
async function word(place: Place): Promise<void> {
  const [login] = approversNow(place);
  if (login !== undefined) {
    say(place, login, approval(place));
    await pause(place, place.chance.oneOf([0, 3 * SECOND]));
  }
}
