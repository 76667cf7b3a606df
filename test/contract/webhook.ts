import { once, webhookDescription } from "./description.ts";
import { isDeviation } from "./deviations.ts";
import { createShapes } from "./shape.ts";

const shapes = once(() => createShapes(webhookDescription().schemas));

/**
 * Every way in which a webhook's payload is not what GitHub describes for the event and the payload's
 * action; empty is a pass.
 */
export function checkWebhook(event: string, payload: unknown): string[] {
  const name = nameOf(event, payload);
  const schema = webhookDescription().webhooks[name];
  if (schema === undefined)
    return [`${name}: GitHub describes no such webhook, or used.json does not list it`];
  return shapes().faults(schema, payload, name, (pointer, value) => isDeviation(name, pointer, value));
}

function nameOf(event: string, payload: unknown): string {
  const hasAction = typeof payload === "object" && payload !== null && "action" in payload;
  return hasAction ? `${event}.${String(payload.action)}` : event;
}
