import { DAY, HOUR, MINUTE } from "../../../release/instant.ts";
import { TROUBLES, type TroubleName } from "../trouble.ts";
import { cannot, type Deed } from "./deed.ts";

/** How much time can go by at once. */
export const SPANS = { "10 minutes": 10 * MINUTE, "an hour": HOUR, "a day": DAY } as const;

/** Nobody does anything for a while. */
export const letTimePass: Deed = (_world, fields) => {
  const span = fields.get("span") ?? "";
  return Object.hasOwn(SPANS, span)
    ? {
        is: "can",
        who: "Everybody",
        what: `waits ${span}`,
        act: () => undefined,
        takes: SPANS[span as keyof typeof SPANS],
      }
    : cannot(`Time goes by in steps: choose ${Object.keys(SPANS).join(", ")}.`);
};

/** Something begins to go wrong. */
export const makeTrouble: Deed = ({ trouble }, fields) => {
  const name = fields.get("trouble") ?? "";
  return isTrouble(name)
    ? {
        is: "can",
        who: "The world",
        what: `is in trouble: ${TROUBLES[name]}`,
        act: () => trouble.begin(name),
      }
    : cannot("There is no such trouble: choose one of those on the page.");
};

/** Everything works again. */
export const endTrouble: Deed = ({ trouble }) =>
  trouble.inForce().length === 0
    ? cannot("Nothing is in trouble now.")
    : { is: "can", who: "The world", what: "works again", act: () => trouble.end() };

function isTrouble(name: string): name is TroubleName {
  return Object.hasOwn(TROUBLES, name);
}
