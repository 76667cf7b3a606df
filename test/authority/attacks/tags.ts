import { COTERIE } from "../coterie.ts";
import { approval, approversNow, deleteTag, fix, pushTag, say } from "../deeds.ts";
import { type Place, pause, runOf, SECOND } from "../place.ts";
import { atGate, type Moves } from "./move.ts";

/** Of tags that move. */
export const TAG_ATTACKS: Moves = {
  "the tag moves after the last word": atGate(async (place) => {
    approve(place);
    await pause(place, place.chance.oneOf([0, 500, 1500]));
    pushTag(place, { sha: fix(place) });
  }),
  "the tag moves, and the old build is approved": atGate(async (place) => {
    pushTag(place, { sha: fix(place), silent: place.chance.percent(50) });
    await pause(place, place.chance.oneOf([0, SECOND, 5 * SECOND]));
    approve(place);
  }),
  "the tag is made anew at the same commit": atGate(async (place) => {
    const commit = runOf(place)?.headSha;
    approveSometimes(place);
    pushTag(place, { annotated: true, silent: true, ...(commit === undefined ? {} : { sha: commit }) });
    await pause(place, place.chance.oneOf([0, SECOND, 4 * SECOND]));
    approve(place);
  }),
  "the tag is deleted and made again": atGate(async (place) => {
    approveSometimes(place);
    deleteTag(place, COTERIE.writer);
    await pause(place, place.chance.oneOf([0, 700, 3 * SECOND]));
    approveSometimes(place);
    pushTag(place, { annotated: place.chance.percent(50), silent: place.chance.percent(30) });
  }),
  "the tag is deleted, and its build approved": atGate(async (place) => {
    deleteTag(place, COTERIE.writer);
    await pause(place, place.chance.oneOf([0, 2 * SECOND]));
    approve(place);
  }),
  "the tag is deleted, and somebody cleans up": atGate(async (place) => {
    deleteTag(place, COTERIE.writer);
    await pause(place, place.chance.oneOf([0, 2 * SECOND, 8 * SECOND]));
    say(place, place.chance.oneOf([COTERIE.outsider, COTERIE.writer, COTERIE.maintainer]), "/cancel");
  }),
  "the tag goes away and comes back": atGate(async (place) => {
    const commit = runOf(place)?.headSha;
    pushTag(place, { sha: fix(place), silent: true });
    await pause(place, place.chance.oneOf([0, 6 * SECOND]));
    pushTag(place, { silent: true, ...(commit === undefined ? {} : { sha: commit }) });
    approve(place);
  }),
};

function approve(place: Place): void {
  const [login] = approversNow(place);
  if (login !== undefined) {
    say(place, login, approval(place));
  }
}

function approveSometimes(place: Place): void {
  if (place.chance.percent(50)) {
    approve(place);
  }
}
