import { describe, expect, it } from "vitest";
import type { QueuePlace } from "../../src/store/store.ts";
import { census } from "../../src/watch/census.ts";
import { createQuotas } from "../../src/watch/quotas.ts";
import { createSightings, gatesByState, oldestWait } from "../../src/watch/sightings.ts";
import type { GateSeen } from "../../src/watch/watch.ts";

const NOW = Date.UTC(2026, 10, 22);
const KEY = { repository: 42, tag: "v1.0.0" };
const WAITING: GateSeen = { state: "waiting", since: NOW - 60_000 };
const OPEN: GateSeen = { state: "open" };

function place(fence: number, rest: Partial<QueuePlace> = {}): QueuePlace {
  return { key: KEY, parked: false, leased: false, fence, ...rest };
}

describe("the gates of a release that several replicas conduct", () => {
  it("are told by the one that conducted it last, and by no other", () => {
    const [one, other] = [createSightings(), createSightings()];
    one.saw(KEY, 1, [WAITING]);
    other.saw(KEY, 2, [OPEN]);
    expect(one.current([place(2)])).toEqual([]);
    expect(other.current([place(2)])).toEqual([OPEN]);
  });

  it("are told as they were seen last while they are looked at again", () => {
    const one = createSightings();
    one.saw(KEY, 1, [WAITING]);
    expect(one.current([place(2, { leased: true })])).toEqual([WAITING]);
    expect(one.current([place(3, { leased: true })])).toEqual([]);
  });

  it("stand as they were seen when the look after that broke off", () => {
    const one = createSightings();
    one.saw(KEY, 1, [WAITING]);
    one.kept(KEY, 2);
    expect(one.current([place(2)])).toEqual([WAITING]);
  });

  it("are not told by one that missed a look when its next one breaks off", () => {
    const one = createSightings();
    one.saw(KEY, 1, [WAITING]);
    one.kept(KEY, 3);
    expect(one.current([place(3)])).toEqual([]);
  });

  it("are forgotten with the release", () => {
    const one = createSightings();
    one.saw(KEY, 1, [WAITING]);
    expect(one.current([])).toEqual([]);
    expect(one.current([place(1)])).toEqual([]);
  });
});

describe("gates", () => {
  it("are counted by state, and the oldest wait is that of one that waits", () => {
    const gates = [WAITING, { state: "waiting", since: NOW - 90_000 }, { state: "waiting" }, OPEN] as const;
    expect(gatesByState(gates)).toMatchObject({ waiting: 3, open: 1, failed: 0 });
    expect(oldestWait(gates, NOW)).toBe(90);
    expect(oldestWait([OPEN], NOW)).toBe(0);
  });
});

describe("the queue", () => {
  it("is late by the oldest wake that nobody has begun", () => {
    const places = [
      place(1, { due: NOW - 5_000 }),
      place(1, { due: NOW - 2_000 }),
      place(1, { due: NOW - 90_000, leased: true }),
      place(1, { due: NOW + 1_000 }),
      place(1),
      place(1, { parked: true }),
    ];
    expect(census(places, NOW)).toEqual({
      states: { due: 2, conducted: 1, resting: 2, parked: 1 },
      oldestDue: 5,
    });
  });
});

describe("what is left of GitHub's primary limit", () => {
  const heard = { resource: "core", limit: 5_000, resetAt: NOW + 60_000 };

  it("is that of whoever has least, until the reset", () => {
    const quotas = createQuotas();
    quotas.heard({ ...heard, whose: "installation 1", remaining: 4_000 });
    quotas.heard({ ...heard, whose: "installation 2", remaining: 500 });
    quotas.heard({ ...heard, whose: "person 3", remaining: 0, resetAt: NOW + 1 });
    expect(quotas.least(NOW).get("core")).toBe(0);
    expect(quotas.least(NOW + 1).get("core")).toBe(0.1);
    expect([...quotas.least(NOW + 60_000)]).toEqual([]);
  });

  it("makes no series for what GitHub may name in future", () => {
    const quotas = createQuotas();
    quotas.heard({ ...heard, resource: "telepathy", whose: "installation 1", remaining: 1 });
    expect([...quotas.least(NOW).keys()]).toEqual(["other"]);
  });
});
