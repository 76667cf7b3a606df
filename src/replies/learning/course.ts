import { memoryOf, releaseRun } from "../../release/attempt.ts";
import { given } from "../../release/fact.ts";
import { gatesOf, isDispensable } from "../../release/gate.ts";
import { githubReleaseOf } from "../../release/github-release.ts";
import type { Instant } from "../../release/instant.ts";
import type { Interval } from "../../release/interval.ts";
import type { AnnouncementRecord } from "../../release/memory.ts";
import {
  askings,
  betweenAttempts,
  checkStretches,
  checksEnded,
  earlierStretch,
  newest,
} from "../../release/run-times.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { RowName, Stretch } from "../../release/timeline.ts";
import { byPeople, gateStretches, smokeTested } from "./gate-stretches.ts";
import { holdsOf } from "./holds.ts";

/** Where the time of a release went, by GitHub's stamps and the board's memory, and of what neither tells it. */
export type Course = { readonly stretches: readonly Stretch[]; readonly untold: readonly RowName[] };

/** The course of a release that is over. */
export function courseOf(seen: Snapshot): Course {
  const holds = holdsOf(seen);
  const earlier = earlierStretch(seen);
  const tested = smokeTested(seen);
  const parts: readonly Course[] = [
    { stretches: earlier === undefined ? [] : [earlier], untold: untoldAttempts(seen, earlier) },
    told(checkStretches(seen)),
    told(betweenAttempts(seen)),
    told(holds.map((hold) => ({ row: "hold", waits: "people", ...hold }))),
    told(tested === undefined ? [] : byPeople("rehearse", tested, holds)),
    told(gateStretches(seen, holds)),
    publication(seen, holds),
    announcing(seen),
    telling(seen),
  ];
  return {
    stretches: parts.flatMap(({ stretches }) => stretches),
    untold: parts.flatMap(({ untold }) => untold),
  };
}

function told(stretches: readonly Stretch[]): Course {
  return { stretches, untold: [] };
}

function untoldAttempts(seen: Snapshot, earlier: Stretch | undefined): readonly RowName[] {
  return memoryOf(seen).superseded.length > 0 && earlier === undefined ? ["earlier"] : [];
}

/** When all was published that nothing goes on without; without gates, when the checks ended. */
function publishedAt(seen: Snapshot): Instant | undefined {
  const needed = gatesOf(seen).filter((gate) => !isDispensable(seen, gate));
  const ended = needed.flatMap(({ name }) => askings(seen, name).flatMap((one) => one.ended ?? []));
  return newest(ended) ?? checksEnded(seen, releaseRun(seen)?.attempt ?? 0);
}

/** Machines' time until the draft waited for `/publish`, then people's; of one made before all was published, no one's. */
function publication(seen: Snapshot, holds: readonly Interval[]): Course {
  const release = githubReleaseOf(seen);
  const { drafted, replaces } = memoryOf(seen);
  const from = publishedAt(seen);
  const to = release?.publishedAt;
  if (to === undefined || from === undefined) {
    return { stretches: [], untold: ["draft"] };
  }
  if (to < from) {
    return told([]);
  }
  const isKnown = drafted !== undefined && drafted.release === release?.id && replaces === undefined;
  if (!isKnown || drafted.at < from || drafted.at > to) {
    return told([{ row: "draft", waits: "unknown", from, to }]);
  }
  return told([
    { row: "verify", waits: "machines", from, to: drafted.at },
    ...byPeople("draft", { from: drafted.at, to }, holds),
  ]);
}

function announcing(seen: Snapshot): Course {
  const began = newest([githubReleaseOf(seen)?.publishedAt, publishedAt(seen)].filter(isTold));
  const parts = memoryOf(seen)
    .announcements.filter(({ outcome }) => outcome?.is === "sent")
    .map((record): Course => announced(seen, record, began));
  return {
    stretches: parts.flatMap(({ stretches }) => stretches),
    untold: parts.flatMap(({ untold }) => untold),
  };
}

/** One that somebody asked for on a closed board took the place of the one by which the release ended. */
function announced(seen: Snapshot, record: AnnouncementRecord, began: Instant | undefined): Course {
  const row = `announce ${record.channel}` as const;
  const asked = (given(seen.comments) ?? []).find(({ id }) => id === record.comment)?.createdAt;
  const isLater =
    record.comment !== undefined && (given(seen.board)?.state === "closed" || asked === undefined);
  if (began === undefined || isLater) {
    return { stretches: [], untold: [row] };
  }
  const from = Math.max(began, asked ?? began);
  return told([
    ...(from > began ? [{ row, waits: "people", from: began, to: from } as const] : []),
    { row, waits: "machines", from, to: record.at },
  ]);
}

/** Pull requests and issues are told after the announcements. */
function telling(seen: Snapshot): Course {
  const { releasedIn, announcements } = memoryOf(seen);
  const before = [githubReleaseOf(seen)?.publishedAt, ...announcements.map(({ at }) => at)].filter(isTold);
  const from = newest(before.filter((at) => at <= (releasedIn?.at ?? 0)));
  return releasedIn === undefined || from === undefined
    ? told([])
    : told([{ row: "released-in", waits: "machines", from, to: releasedIn.at }]);
}

function isTold(at: Instant | undefined): at is Instant {
  return at !== undefined;
}
