import type { Examined } from "../../doctor/examine.ts";
import type { State } from "../../doctor/finding.ts";
import { count, listed } from "../words.ts";

/** What all findings come to, in a line. */
export function countsText(examined: readonly Examined[]): string {
  const states = examined.flatMap(({ checks }) => checks.map(({ state }) => state));
  const number = (wanted: State) => states.filter((state) => state === wanted).length;
  const [missing, look, unseen] = [number("missing"), number("look"), number("unseen")];
  const parts = [
    missing === 0
      ? "Nothing is missing"
      : `${count(missing, "thing")} ${missing === 1 ? "is" : "are"} missing`,
    ...(look === 0 ? [] : [`${count(look, "thing")} to look at`]),
    ...(unseen === 0 ? [] : [`${count(unseen, "thing")} not shown`]),
  ];
  return `${listed(parts)}.`;
}
