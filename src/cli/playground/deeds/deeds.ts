import { MINUTE } from "../../../release/instant.ts";
import type { Playground } from "../world.ts";
import { publishDraft, startWaitingJobs } from "./by-hand.ts";
import type { Cannot, Deed, Fields } from "./deed.ts";
import { failJob, finishJob, finishJobs } from "./jobs.ts";
import { deleteTag, moveTag, pushTag } from "./tag.ts";
import { comment, deleteComment, editComment } from "./talk.ts";
import { endTrouble, letTimePass, makeTrouble } from "./world-deeds.ts";

/** Everything that can be done, by the name in its form. */
export const DEEDS = {
  "push-tag": pushTag,
  "move-tag": moveTag,
  "delete-tag": deleteTag,
  "finish-job": finishJob,
  "fail-job": failJob,
  "finish-jobs": finishJobs,
  comment,
  "edit-comment": editComment,
  "delete-comment": deleteComment,
  "start-waiting-jobs": startWaitingJobs,
  "publish-draft": publishDraft,
  "pass-time": letTimePass,
  "make-trouble": makeTrouble,
  "end-trouble": endTrouble,
} as const satisfies Readonly<Record<string, Deed>>;

export type DeedName = keyof typeof DEEDS;

export function isDeed(name: string): name is DeedName {
  return Object.hasOwn(DEEDS, name);
}

/** Does it if it can be done now, and lets the app do what follows: a minute of the clock goes by. */
export function perform(
  world: Playground,
  name: DeedName,
  fields: Fields,
): Promise<{ readonly is: "done" } | Cannot> {
  const { teller, memory, turn, pass } = world;
  return turn(async () => {
    const plan = DEEDS[name](world, fields);
    if (plan.is === "cannot") return plan;
    memory.toldBefore = teller.told.length;
    teller.say(plan.who, plan.what);
    await plan.act();
    await pass(plan.takes ?? MINUTE);
    return { is: "done" };
  });
}

/** Whether it can be done now. */
export function isPossible(world: Playground, name: DeedName, fields: Fields = NO_FIELDS): boolean {
  return DEEDS[name](world, fields).is === "can";
}

const NO_FIELDS: Fields = { get: () => null };
