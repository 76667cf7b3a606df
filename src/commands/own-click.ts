import { releaseRun } from "../release/attempt.ts";
import { given, unseen } from "../release/fact.ts";
import { environmentNamed } from "../release/gate.ts";
import type { Person, Snapshot } from "../release/snapshot.ts";
import { type Judgement, refused } from "./command.ts";

/** GitHub wants a person's own click: refused with where to make it, and how the app could make it in their name. */
export function ownClick(seen: Snapshot, gate: string, by?: Person): Judgement {
  const reviewers = environmentNamed(seen, gate)?.reviewers ?? [];
  const reviewing = by === undefined ? undefined : given(seen.reviewing[by.id] ?? unseen);
  const offersLink = reviewing?.is === "not-linked" && seen.linkUrl !== undefined;
  return refused({
    is: "own-click",
    gate,
    url: releaseRun(seen)?.url ?? "",
    reviewers,
    ...(offersLink ? { linkUrl: seen.linkUrl } : {}),
    ...(reviewing?.is === "refused" ? { refused: reviewing.why } : {}),
  });
}
