import { namesOf, recordOf } from "../release/parsed.ts";

/** For sorting the entries under `jobs:`: those behind those that they need, else as they stand in the file. */
export function byNeeds(
  jobs: readonly (readonly [string, unknown])[],
): (a: readonly [string, unknown], b: readonly [string, unknown]) => number {
  const levels = new Map<string, number>();
  const level = (id: string, seen: readonly string[] = []): number => {
    const known = levels.get(id);
    const fields = jobs.find(([one]) => one === id)?.[1];
    if (known !== undefined || fields === undefined || seen.includes(id)) {
      return known ?? 0;
    }
    const above = namesOf(recordOf(fields)?.["needs"]).map((one) => level(one, [...seen, id]) + 1);
    const own = Math.max(0, ...above);
    levels.set(id, own);
    return own;
  };
  return ([a], [b]) => level(a) - level(b);
}
