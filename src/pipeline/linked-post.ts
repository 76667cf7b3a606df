import { announceRequests, asksByName } from "../commands/announce-requests.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Announcing } from "../release/configuration.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";

/**
 * What a post that links to another channel's post links to, or the step to take while that one is still to be made.
 * Where that post has no address, or a person asks for this channel by name before it is there, no link is given: the
 * GitHub release is linked instead.
 */
export function linkFor(
  seen: Snapshot,
  { linksTo, variable }: Announcing,
  request: Comment | undefined,
): { readonly link?: string | undefined } | { readonly step: Step } {
  if (linksTo === undefined) {
    return {};
  }
  const first = memoryOf(seen).announcements.find(({ channel }) => channel === linksTo);
  const asked = announceRequests(seen, linksTo);
  const [look, ...more] = asked.looks;
  if (look !== undefined) {
    return { step: { is: "look", at: [look, ...more] } };
  }
  const isAskedFor = asked.requests.some((one) => first === undefined || one.createdAt > first.at);
  if (first?.outcome?.is === "sent" && !isAskedFor) {
    return { link: first.outcome.url };
  }
  return request !== undefined && asksByName(request, variable)
    ? {}
    : { step: { is: "waiting", on: { for: "phases", names: [`announce ${linksTo}`] } } };
}
