import { COTERIE } from "../coterie.ts";
import { approval, approversNow, say } from "../deeds.ts";
import { prepare } from "../honest.ts";
import { nextGate, type Place, pause, policyOf, runOf, SECOND, waitingGates } from "../place.ts";
import type { Gate } from "../policy.ts";
import { atGate, type Moves } from "./move.ts";

/** Of words at the wrong time. */
export const ORDER_ATTACKS: Moves = {
  "somebody holds in the moment of the last word": atGate(async (place) => {
    await prepare(place, 1);
    const [login] = approversNow(place);
    const isFirst = place.chance.percent(30);
    if (isFirst) {
      hold(place);
    }
    if (login !== undefined) {
      say(place, login, approval(place));
    }
    if (!isFirst) {
      await pause(place, place.chance.oneOf([0, 0, 0, 200, 800]));
      hold(place);
    }
    await pause(place, place.chance.oneOf([3 * SECOND, 10 * SECOND]));
  }),
  "an approval under a hold is to count when it is lifted": atGate(async (place) => {
    hold(place);
    await pause(place, 6 * SECOND);
    const [login] = approversNow(place);
    if (login !== undefined) {
      say(place, login, approval(place));
    }
    await pause(place, 6 * SECOND);
    say(place, COTERIE.maintainer, "/unhold");
    await pause(place, 6 * SECOND);
    say(place, COTERIE.outsider, "/status");
  }),
  "a hold is deleted": atGate(async (place) => {
    const comment = hold(place);
    await pause(place, place.chance.oneOf([0, 6 * SECOND]));
    if (comment !== undefined) {
      place.project.repo.deleteComment(comment.id, COTERIE.maintainer);
      place.note(`${comment.id} is deleted`);
    }
    await word(place);
  }),
  "an outsider lifts a hold": atGate(async (place) => {
    hold(place);
    await pause(place, place.chance.oneOf([0, 5 * SECOND]));
    say(place, place.chance.oneOf([COTERIE.outsider, COTERIE.writer, COTERIE.triager]), "/unhold");
    await word(place);
  }),
  "the last gate is approved before the first is verified": atGate(async (place) => {
    await wordFor(place, "pypi");
  }),
  "somebody approves what nobody has tried": atGate(async (place) => {
    if (policyOf(place).smokeTests.length > 0) {
      await wordFor(place, "pypi");
      say(place, COTERIE.outsider, "/tested linux ok");
    }
  }),
  "a test fails after it went well": atGate(async (place) => {
    if (policyOf(place).smokeTests.length > 0) {
      say(place, COTERIE.triager, "/tested linux ok");
      say(place, COTERIE.triager, "/tested linux fail it does not start");
      await wordFor(place, "pypi");
    }
  }),
  "somebody without the right rejects": atGate((place) => {
    say(
      place,
      place.chance.oneOf([COTERIE.outsider, COTERIE.triager, COTERIE.writer]),
      `/reject ${nextGate(place)}`,
    );
  }),
  "somebody without the right cancels": atGate((place) => {
    say(place, place.chance.oneOf([COTERIE.outsider, COTERIE.triager, COTERIE.writer]), "/cancel");
  }),
  "somebody publishes before its time": atGate((place) => {
    say(place, place.chance.oneOf([COTERIE.outsider, COTERIE.writer, COTERIE.maintainer]), "/publish");
  }),
  "an approver rejects": atGate((place) => {
    const [login] = approversNow(place);
    if (login !== undefined && place.chance.percent(30) && waitingGates(place).length > 0) {
      say(place, login, `/reject ${nextGate(place)} it does not start`);
    }
  }),
  "old words are said anew for a run that is over": atGate(async (place) => {
    const run = runOf(place);
    if (run !== undefined && run.status !== "completed" && place.chance.percent(30)) {
      place.project.repo.cancelRun(run);
      place.note(`run ${run.id} is cancelled by a click`);
    }
    await word(place);
  }),
};

function hold(place: Place) {
  return say(place, COTERIE.triager, "/hold the installer crashes");
}

function word(place: Place): Promise<void> {
  return wordFor(place, nextGate(place));
}

async function wordFor(place: Place, gate: Gate): Promise<void> {
  const { approvals } = policyOf(place);
  for (const login of approversNow(place).slice(0, approvals)) {
    say(place, login, approval(place, gate));
  }
  await pause(place, place.chance.oneOf([0, 4 * SECOND]));
}
