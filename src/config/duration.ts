import { DAY, HOUR } from "../release/instant.ts";

const DURATION = /^(?<number>[1-9]\d{0,2})(?<unit>[hd])$/;

/** `12h` or `7d` in milliseconds; undefined for any other text, and for none. */
export function duration(text: string | undefined): number | undefined {
  const groups = DURATION.exec(text ?? "")?.groups;
  return groups === undefined ? undefined : Number(groups["number"]) * (groups["unit"] === "d" ? DAY : HOUR);
}
