import { approval, approversNow, say, takeBack } from "../deeds.ts";
import { type Place, pause, SECOND } from "../place.ts";
import { atGate, type Moves } from "./move.ts";

/** Of webhooks that come again. */
export const MAIL_ATTACKS: Moves = {
  "an old webhook is sent again": atGate(async (place) => {
    const old = place.chance.percent(50) ? approvalTakenBack(place) : undefined;
    await pause(place, 3 * SECOND);
    const { deliveries } = place.project.sandbox;
    const all = deliveries
      .all()
      .filter(({ event }) => event === "issue_comment" || event === "deployment_protection_rule");
    const one = old ?? all[place.chance.between(0, Math.max(0, all.length - 1))];
    if (one !== undefined) {
      place.note(`the ${one.event} ${one.id} is sent again`);
      await deliveries.redeliver(one.guid);
    }
  }),
  "an old webhook is sent under another name": atGate(async (place) => {
    const old = approvalTakenBack(place);
    const name = place.chance.oneOf(["issues", "issue_comment", "workflow_run", "push"]);
    if (old !== undefined) {
      await place.project.sandbox.deliveries.send({
        appSlug: place.appSlug,
        event: name,
        payload: old.payload,
      });
      place.note(`the ${old.event} ${old.id} is sent as ${name}`);
    }
  }),
};

/** The webhook of an approval that is not there any more. */
function approvalTakenBack(place: Place) {
  const [login] = approversNow(place);
  const comment = login === undefined ? undefined : say(place, login, approval(place));
  takeBack(place, comment);
  return place.project.sandbox.deliveries
    .all()
    .findLast(({ event, action }) => event === "issue_comment" && action === "created");
}
