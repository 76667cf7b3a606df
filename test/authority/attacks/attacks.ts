import { LOOK_ATTACKS } from "./looks.ts";
import { MAIL_ATTACKS } from "./mail.ts";
import type { Moves } from "./move.ts";
import { ORDER_ATTACKS } from "./order.ts";
import { PEOPLE_ATTACKS } from "./people.ts";
import { RULE_ATTACKS } from "./rules.ts";
import { RUN_ATTACKS } from "./runs.ts";
import { TAG_ATTACKS } from "./tags.ts";
import { WORD_ATTACKS } from "./words.ts";

/** Everything that is tried in these worlds, by its name. */
export const ATTACKS: Moves = {
  ...PEOPLE_ATTACKS,
  ...WORD_ATTACKS,
  ...TAG_ATTACKS,
  ...RULE_ATTACKS,
  ...RUN_ATTACKS,
  ...ORDER_ATTACKS,
  ...LOOK_ATTACKS,
  ...MAIL_ATTACKS,
};
