import { COTERIE } from "../coterie.ts";
import {
  approval,
  approversNow,
  configure,
  edit,
  emptyNotes,
  rename,
  say,
  setRole,
  takeBack,
  uploadAnew,
} from "../deeds.ts";
import { prepare } from "../honest.ts";
import { nextGate, type Place, pause, policyOf, SECOND, waitingGates } from "../place.ts";
import { atGate, type Moves } from "./move.ts";

/** Longer than any of these projects' approvals that expire at all. */
const TOO_LONG = 65 * 60 * SECOND;

/** Of what one gate asks for, and of rights that are lent. */
export const RULE_ATTACKS: Moves = {
  "an approval grows old before the last word": atGate(async (place) => {
    if (policyOf(place).expires === undefined || waitingGates(place).length === 0) {
      return;
    }
    await needTwo(place);
    await prepare(place, 1);
    await pause(place, TOO_LONG);
    await lastWord(place);
  }),
  "the artifact is uploaded anew after somebody has approved": atGate(async (place) => {
    await needTwo(place);
    await prepare(place, 1);
    await uploadAnew(place);
    await pause(place, place.chance.oneOf([SECOND, 4 * SECOND]));
    await lastWord(place);
  }),
  "the artifact is uploaded anew right after the last word": atGate(async (place) => {
    await prepare(place, 1);
    await lastWord(place);
    await pause(place, place.chance.oneOf([0, 300, SECOND]));
    await uploadAnew(place);
  }),
  "the notes are emptied before the last word": atGate(async (place) => {
    emptyNotes(place);
    await prepare(place, 0);
  }),
  "an approver of other gates approves": atGate(async (place) => {
    const { formerMaintainer } = COTERIE;
    setRole(place, formerMaintainer, "maintain");
    await prepare(place, 1);
    say(place, formerMaintainer, approval(place));
    await pause(place, 5 * SECOND);
    setRole(place, formerMaintainer, "read");
  }),
  "an approver lends the right, and both approve": atGate(async (place) => {
    const { otherMaintainer, triager } = COTERIE;
    say(place, otherMaintainer, `/delegate @${triager} ${nextGate(place)}`);
    await pause(place, place.chance.oneOf([0, 6 * SECOND]));
    say(place, triager, approval(place));
    await pause(place, place.chance.oneOf([0, 4 * SECOND]));
    say(place, otherMaintainer, approval(place));
  }),
  "a right is lent by somebody who has it no more": atGate(async (place) => {
    const { formerMaintainer, triager } = COTERIE;
    setRole(place, formerMaintainer, "maintain");
    say(place, formerMaintainer, `/delegate @${triager} ${nextGate(place)}`);
    await pause(place, 8 * SECOND);
    setRole(place, formerMaintainer, place.chance.oneOf(["read", "write"]));
    say(place, triager, approval(place));
  }),
  "somebody lends what is not theirs": atGate(async (place) => {
    const { writer, triager, outsider } = COTERIE;
    const by = place.chance.oneOf([writer, triager, outsider]);
    say(place, by, `/delegate @${triager} ${nextGate(place)}`);
    await pause(place, place.chance.oneOf([0, 5 * SECOND]));
    say(place, triager, approval(place));
  }),
  "the words that lent a right go or change": atGate(async (place) => {
    const { otherMaintainer, triager, writer } = COTERIE;
    const comment = say(place, otherMaintainer, `/delegate @${triager} ${nextGate(place)}`);
    await pause(place, place.chance.oneOf([0, 6 * SECOND]));
    if (place.chance.percent(50)) {
      takeBack(place, comment);
    } else {
      const otherwise = `/delegate @${writer} ${nextGate(place)}`;
      edit(place, comment, place.chance.oneOf([otherwise, `~~${otherwise}~~`, "Never mind."]), writer);
    }
    say(place, triager, approval(place));
    say(place, writer, approval(place));
  }),
  "somebody takes the name of whom a right was lent": atGate(async (place) => {
    const { otherMaintainer, releaser, impostor } = COTERIE;
    say(place, otherMaintainer, `/delegate @${releaser} ${nextGate(place)}`);
    await pause(place, 6 * SECOND);
    rename(place, releaser, `${releaser}-gone`);
    rename(place, impostor, releaser);
    say(place, releaser, approval(place));
    await pause(place, 5 * SECOND);
    rename(place, releaser, impostor);
    rename(place, `${releaser}-gone`, releaser);
  }),
};

async function needTwo(place: Place): Promise<void> {
  if (policyOf(place).approvals === 1) {
    configure(place, { approvals: 2 }, COTERIE.maintainer);
    await pause(place, 2 * SECOND);
  }
}

/** By an approver who has not spoken yet, where there is one. */
async function lastWord(place: Place): Promise<void> {
  const approvers = approversNow(place);
  const login = approvers[policyOf(place).approvals - 1] ?? approvers.at(-1);
  if (login !== undefined) {
    say(place, login, approval(place));
    await pause(place, place.chance.oneOf([0, 4 * SECOND]));
  }
}
