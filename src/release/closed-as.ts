import type { Board } from "./snapshot.ts";

/**
 * What a closed board stands for. The app closes one when its release is finished, or withdrawn. One that a person has
 * closed is what the board itself says since; undefined: it does not say so yet.
 */
export function closedAs({ closedByApp, closed, memory }: Board): "finished" | "abandoned" | undefined {
  const { left } = memory;
  if (closedByApp) {
    return "finished";
  }
  return left === undefined || left.is === "withdrawn" || left.at !== (closed?.at ?? 0) ? undefined : left.is;
}
