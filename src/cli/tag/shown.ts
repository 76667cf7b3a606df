import { redacted } from "../../release/redacted.ts";
import { clean } from "../../replies/safe.ts";
import { listed } from "../../replies/words.ts";
import type { Holder } from "./problem.ts";

export const CONFIGURATION = ".github/release-conductor.yml";

/** Who has made a tag. */
export function byText({ by }: Holder): string {
  return by === undefined ? "" : `, by ${clean(by)}`;
}

/** What git or a server says; an address in it may hold a password. */
export function why(told: string): string {
  return clean(redacted(told)).replace(/\.$/, "");
}

const MOST = 5;

/** The first few of many, and how many more there are. */
export function some(items: readonly string[]): string {
  const shown = items.slice(0, MOST).map((item) => clean(item));
  const more = items.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}
