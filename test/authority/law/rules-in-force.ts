import type { Voice } from "../history.ts";
import { type Policy, textOf } from "../policy.ts";
import type { Case } from "./case.ts";
import { hasRead } from "./look.ts";

/**
 * A change of the configuration voids what was said before it. Where it came back to the same text, only an app that
 * has read the other one in between can know.
 */
export function underThePolicyInForce(voice: Voice, at: Case): boolean {
  const { history, look, policy, exchanges } = at;
  const known = history.policies.filter(({ requests }) => requests <= look.read("configuration"));
  const then = known.findLast(({ order }) => order < voice.said.order) ?? known[0];
  const differs = (other: Policy | undefined) => other === undefined || textOf(other) !== textOf(policy);
  const between = known.filter((change, index) => {
    const until = known[index + 1]?.requests ?? look.act;
    return change.order > voice.said.order && hasRead(exchanges, "configuration", [change.requests, until]);
  });
  return !differs(then?.policy) && !between.some((change) => differs(change.policy));
}
