import { z } from "zod";

/**
 * What GitHub sends to every App about a person, subscribed or not, without an installation or a repository.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#github_app_authorization
 */
export const PERSON_EVENTS = ["github_app_authorization"] as const;

const Revoked = z.object({ action: z.literal("revoked"), sender: z.object({ id: z.int().positive() }) });

/** Who took their authorization back, by their number; undefined where the payload is not as GitHub documents it. */
export function revokedBy(payload: unknown): number | undefined {
  return Revoked.safeParse(payload).data?.sender.id;
}
