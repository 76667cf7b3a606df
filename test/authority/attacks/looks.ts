import { COTERIE } from "../coterie.ts";
import {
  approval,
  approversNow,
  configure,
  deleteTag,
  edit,
  fix,
  pushTag,
  say,
  setRole,
  takeBack,
} from "../deeds.ts";
import { prepare } from "../honest.ts";
import { type Place, policyOf, until } from "../place.ts";
import { atGate, type Moves } from "./move.ts";

/** In which answer the app learns of something; right after it, the world changes. */
const READS = {
  comments: /^GET .*\/issues\/\d+\/comments/,
  edits: /^POST \/graphql$/,
  rights: /^GET .*\/permission$/,
  tag: /^GET .*\/git\/ref\/tags/,
  deployments: /^GET .*\/deployments(\?|$)/,
  configuration: /^GET .*release-conductor\.yml/,
} as const;

/** Of what changes while the app looks: at its first look, at its second, or between that and the deed. */
export const LOOK_ATTACKS: Moves = {
  "the last approval goes while the app looks": atGate((place) =>
    whileLooking(place, (by) => takeBack(place, by.comment)),
  ),
  "the last approval is edited while the app looks": atGate((place) =>
    whileLooking(place, (by) => edit(place, by.comment, "Not yet", COTERIE.writer)),
  ),
  "the approver is demoted while the app looks": atGate(async (place) => {
    const { formerMaintainer } = COTERIE;
    setRole(place, formerMaintainer, "maintain");
    await whileLooking(place, () => setRole(place, formerMaintainer, "read"), formerMaintainer);
  }),
  "somebody holds while the app looks": atGate((place) =>
    whileLooking(place, () => say(place, COTERIE.triager, "/hold wait")),
  ),
  "the tag moves while the app looks": atGate((place) =>
    whileLooking(place, () => pushTag(place, { sha: fix(place) })),
  ),
  "the tag goes while the app looks": atGate((place) =>
    whileLooking(place, () => deleteTag(place, COTERIE.writer)),
  ),
  "the configuration changes while the app looks": atGate((place) =>
    whileLooking(place, () =>
      configure(place, { approvals: Math.min(3, policyOf(place).approvals + 1) }, COTERIE.maintainer),
    ),
  ),
};

type Word = { readonly comment: ReturnType<typeof say> };

/** Says the last word, and does something right after the app has read something for the first time or the third. */
async function whileLooking(place: Place, deed: (word: Word) => unknown, by?: string): Promise<void> {
  await prepare(place, 1);
  const read = place.chance.oneOf([
    READS.comments,
    READS.edits,
    READS.rights,
    READS.tag,
    READS.deployments,
    READS.configuration,
  ]);
  const login = by ?? approversNow(place)[0];
  if (login === undefined) {
    return;
  }
  let left = place.chance.between(1, 4);
  const said: { word?: Word } = {};
  const stop = place.project.sandbox.faults.intercept(({ when, method, path }) => {
    left -= when === "after" && left > 0 && read.test(`${method} ${path}`) ? 1 : 0;
    if (left === 0) {
      left = -1;
      place.note(`(while the app looks, after ${method} ${path})`);
      deed(said.word ?? { comment: undefined });
    }
    return undefined;
  });
  said.word = { comment: say(place, login, approval(place)) };
  await until(place, () => left < 0, { seconds: 15 });
  stop();
}
