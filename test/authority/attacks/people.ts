import { COTERIE } from "../coterie.ts";
import {
  approval,
  approversNow,
  configure,
  rename,
  rerun,
  roleNow,
  say,
  setRole,
  setTeam,
  takeBack,
} from "../deeds.ts";
import { prepare } from "../honest.ts";
import { type Place, pause, policyOf, runOf, SECOND, until, waitingGates } from "../place.ts";
import { atGate, type Moves } from "./move.ts";

/** Of those who may not approve, or not this, or not any more. */
export const PEOPLE_ATTACKS: Moves = {
  "an outsider approves": atGate((place) => approve(place, COTERIE.outsider)),
  "a triager approves": atGate((place) => approve(place, COTERIE.triager)),
  "a writer approves": atGate((place) => approve(place, COTERIE.writer)),
  "somebody with a role of the organisation's own approves": atGate((place) =>
    approve(place, COTERIE.releaser),
  ),
  "somebody invited to the team approves": atGate(async (place) => {
    const { impostor, releaser } = COTERIE;
    setRole(place, impostor, place.chance.oneOf(["none", "triage"]));
    approve(place, impostor);
    await pause(place, 4 * SECOND);
    setTeam(place, { [releaser]: "active", [impostor]: "pending" });
    setRole(place, impostor, "none");
  }),
  "somebody leaves the team before the word is counted": atGate(async (place) => {
    const { impostor, releaser } = COTERIE;
    setTeam(place, { [impostor]: "active" });
    approve(place, impostor);
    await pause(place, place.chance.oneOf([0, 500, 5 * SECOND]));
    setTeam(place, { [releaser]: "active", [impostor]: "pending" });
    await prepare(place, 0);
  }),
  "a bot with a role approves": atGate((place) => approve(place, COTERIE.bot)),
  "another app approves in a person's name": atGate((place) => {
    const [login] = approversNow(place);
    return login && say(place, login, approval(place), { viaApp: true });
  }),
  "an approver is demoted before the word is counted": atGate(async (place) => {
    const { formerMaintainer } = COTERIE;
    setRole(place, formerMaintainer, "maintain");
    approve(place, formerMaintainer);
    await pause(place, place.chance.oneOf([0, 0, 300, 900, 1500]));
    setRole(place, formerMaintainer, place.chance.oneOf(["none", "read", "triage", "write"]));
  }),
  "an approver is demoted while others have yet to approve": atGate(async (place) => {
    const { formerMaintainer } = COTERIE;
    setRole(place, formerMaintainer, "maintain");
    approve(place, formerMaintainer);
    await pause(place, 8 * SECOND);
    setRole(place, formerMaintainer, "read");
    const [other] = approversNow(place);
    return other && approve(place, other);
  }),
  "one person approves as often as needed": atGate(async (place) => {
    const [login] = approversNow(place);
    for (let time = 0; login && time < policyOf(place).approvals; time += 1) {
      approve(place, login);
      await pause(place, place.chance.oneOf([0, 3 * SECOND]));
    }
  }),
  "one person approves under two names": atGate(async (place) => {
    const { thirdMaintainer } = COTERIE;
    approve(place, thirdMaintainer);
    await pause(place, place.chance.oneOf([0, 4 * SECOND]));
    const other = `${thirdMaintainer}-2`;
    rename(place, thirdMaintainer, other);
    approve(place, other);
    await pause(place, 4 * SECOND);
    rename(place, other, thirdMaintainer);
  }),
  "somebody takes an approver's name": atGate(async (place) => {
    const { otherMaintainer, impostor } = COTERIE;
    setRole(place, impostor, place.chance.oneOf(["none", "read", "triage"]));
    rename(place, otherMaintainer, `${otherMaintainer}-gone`);
    rename(place, impostor, otherMaintainer);
    approve(place, otherMaintainer);
    await pause(place, 5 * SECOND);
    rename(place, otherMaintainer, impostor);
    rename(place, `${otherMaintainer}-gone`, otherMaintainer);
    setRole(place, impostor, "none");
  }),
  "whoever started the run approves it": atGate(async (place) => {
    await prepare(place, 1);
    const starter = runOf(place)?.actor.login;
    return starter && approve(place, starter);
  }),
  "whoever re-ran the run approves it": atGate(async (place) => {
    const by = place.chance.oneOf([COTERIE.maintainer, COTERIE.otherMaintainer, COTERIE.writer]);
    rerun(place, by, { all: false });
    await pause(place, 3 * SECOND);
    if (waitingGates(place).length > 0) {
      approve(place, by);
    }
  }),
  "whoever had the app re-run the run approves it": atGate(async (place) => {
    const run = runOf(place);
    if (run === undefined || run.status === "completed") {
      return;
    }
    const by = place.chance.oneOf([COTERIE.maintainer, COTERIE.otherMaintainer, COTERIE.writer]);
    place.project.repo.cancelRun(run);
    place.note(`run ${run.id} is cancelled by a click`);
    await pause(place, 4 * SECOND);
    const words = say(place, by, "/retry");
    await until(place, () => waitingGates(place).length > 0, { seconds: 60, step: 2 * SECOND });
    if (place.chance.percent(50)) {
      takeBack(place, words);
    }
    await pause(place, 2 * SECOND);
    if (waitingGates(place).length > 0) {
      approve(place, by);
    }
  }),
  "a pusher makes approvers of pushers": atGate(async (place) => {
    const { writer } = COTERIE;
    const before = policyOf(place);
    const isAfter = place.chance.percent(50);
    if (isAfter) {
      configure(place, { role: "write" }, writer);
    }
    approve(place, writer);
    if (!isAfter) {
      await pause(place, place.chance.oneOf([0, 500]));
      configure(place, { role: "write" }, writer);
    }
    await pause(place, 8 * SECOND);
    configure(place, { role: before.role }, COTERIE.maintainer);
  }),
  "the quorum is lowered after somebody has approved": atGate(async (place) => {
    const { approvals } = policyOf(place);
    if (approvals === 1) {
      configure(place, { approvals: 2 }, COTERIE.maintainer);
      await pause(place, 2 * SECOND);
    }
    await prepare(place, 1);
    await pause(place, 4 * SECOND);
    configure(place, { approvals: policyOf(place).approvals - 1 }, COTERIE.writer);
    await pause(place, place.chance.oneOf([0, SECOND, 5 * SECOND]));
    say(place, COTERIE.triager, "/status");
  }),
};

function approve(place: Place, login: string): void {
  if (roleNow(place, login).name !== "none" || login !== COTERIE.bot) {
    say(place, login, approval(place));
  }
}
