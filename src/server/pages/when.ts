import type { Instant } from "../../release/instant.ts";
import { duration, utc } from "../../replies/words.ts";
import { type Html, html } from "./markup.ts";

/** A moment, for people and machines. */
export function at(instant: Instant): Html {
  return html`<time datetime="${new Date(instant).toISOString()}">${utc(instant)}</time>`;
}

/** Since when, and how long that is. */
export function since(instant: Instant, now: Instant): Html {
  return html`since ${at(instant)} <span class="quiet">(${lasting(now - instant)})</span>`;
}

/** How long something takes; what a clock ahead of ours tells is no time at all. */
export function lasting(ms: number): string {
  return duration(Math.max(0, ms));
}
