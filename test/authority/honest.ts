import { COTERIE } from "./coterie.ts";
import { approval, approversNow, pushTag, rerun, roleNow, say } from "./deeds.ts";
import {
  boardOf,
  nextGate,
  type Place,
  pause,
  policyOf,
  runOf,
  SECOND,
  TAG,
  until,
  waitingGates,
} from "./place.ts";
import type { Gate } from "./policy.ts";

/** So often people try to bring a release home before they give up. */
const MOST_TRIES = 6;

/** Says what stands between the gate and its last approval: the tests, the rehearsal, the words of the others. */
export async function prepare(place: Place, missing: 0 | 1): Promise<void> {
  const policy = policyOf(place);
  if (policy.inOrder && waitingGates(place)[0] === "testpypi") {
    await approve(place, "testpypi", policy.approvals);
    await until(place, () => isPublished(place, "testpypi"), { seconds: 120, step: 5 * SECOND });
  }
  if (policy.smokeTests.length > 0) {
    say(place, tester(place), "/tested linux ok");
    await pause(place, 2 * SECOND);
  }
  const gate = policy.inOrder ? "pypi" : nextGate(place);
  await approve(place, gate, policy.approvals - missing);
}

async function approve(place: Place, gate: Gate, count: number): Promise<void> {
  for (const login of approversNow(place, gate).slice(0, count)) {
    say(place, login, approval(place, gate));
    await pause(place, place.chance.oneOf([0, 5 * SECOND]));
  }
  await until(place, () => !waitingGates(place).includes(gate), { seconds: count === 0 ? 0 : 20 });
}

function tester(place: Place): string {
  const { triager, maintainer } = COTERIE;
  return ["none", "read"].includes(roleNow(place, triager).name) ? maintainer : triager;
}

function isPublished(place: Place, gate: Gate): boolean {
  const run = runOf(place);
  return (
    run !== undefined &&
    place.project.repo.jobs(run).some((job) => job.plan.environment === gate && job.conclusion === "success")
  );
}

/** Puts right what the attackers have left, and opens the gate; whether it is open in the end. */
export async function bringHome(place: Place): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES && !isPassed(place); tries += 1) {
    await next(place);
    await pause(place, 4 * SECOND);
  }
  return isPassed(place);
}

/** Somebody is at the last gate who may be, and nobody need say more. */
export function isPassed(place: Place): boolean {
  const jobs = (runOf(place)?.jobs ?? []).filter(({ plan }) => plan.environment === "pypi");
  const isAtWork = ["queued", "in_progress"].includes(jobs.at(-1)?.status ?? "");
  return isAtWork || jobs.some(({ conclusion }) => conclusion === "success");
}

async function next(place: Place): Promise<void> {
  const { maintainer, otherMaintainer } = COTERIE;
  const { refs } = place.project.repo.state;
  const board = boardOf(place);
  const run = runOf(place);
  if (board?.state === "closed" && !isPassed(place)) {
    place.project.repo.reopenIssue(board.number, maintainer);
  }
  const isCurrent = refs.has(`refs/tags/${TAG}`) && run !== undefined && !isLeftBehind(place);
  if (!isCurrent) {
    pushTag(place, { by: otherMaintainer, annotated: true });
  } else if (run.status === "completed") {
    rerun(place, otherMaintainer, { all: false });
  }
  await until(place, () => waitingGates(place).includes("pypi"), { seconds: 120, step: 2 * SECOND });
  await pause(place, 2 * SECOND);
  if (board?.comments.some((one) => one.body.includes("/hold"))) {
    say(place, maintainer, "/unhold");
    await pause(place, 6 * SECOND);
  }
  await prepare(place, 0);
}

/** The tag has moved since the run began, or another run has come since. */
function isLeftBehind(place: Place): boolean {
  const { history } = place;
  const run = runOf(place);
  const start = history.starts.find((one) => one.run === run);
  const newest = place.project.repo.runs().findLast((one) => one.headBranch === TAG);
  const isMoved = history.tags.some(({ order }) => order > (start?.order ?? 0));
  return isMoved || (newest !== run && newest?.workflow === run?.workflow);
}
