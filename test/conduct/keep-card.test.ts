import { expect, it } from "vitest";
import { keepCard } from "../../src/conduct/keep-card.ts";
import { createLogger } from "../../src/log.ts";
import { seen, unknown } from "../../src/release/fact.ts";
import type { LeftAlone, Plan, Standing } from "../../src/release/plan.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import type { Card, Lease } from "../../src/store/store.ts";
import { board } from "../release/snapshot-builder.ts";
import { planned } from "../replies/planned.ts";
import { states } from "../replies/states.ts";

const LEASE: Lease = {
  key: { repository: 100, tag: "v5.0.0" },
  address: { installation: 7, owner: "old-owner", name: "rocket" },
  fence: 1,
  until: 0,
  failures: 0,
  firstSeen: 0,
};

/** What is kept of a conduct that ended so. */
async function kept(
  standing: Standing,
  rest: Partial<Snapshot> = {},
  put = async (_: Card) => true,
  plan: Partial<Plan> = {},
) {
  const calls: (Card | "forgotten")[] = [];
  const lines: string[] = [];
  const log = createLogger({ level: "warn", format: "json" }, { write: (line) => void lines.push(line) });
  const seen = { ...stateOf("gates"), ...rest };
  const cards = {
    async put(_lease: Lease, card: Card) {
      calls.push(card);
      return put(card);
    },
    async forget() {
      calls.push("forgotten");
      return true;
    },
    get: never,
    underWay: never,
    past: never,
    repositories: never,
    named: never,
  };
  const lease = { ...LEASE, key: rest.key ?? LEASE.key };
  await keepCard({ store: { cards }, log }, lease, { seen, planned: planned(seen, { standing, ...plan }) });
  return { calls, lines };
}

function never(): never {
  throw new Error("no conduct reads what the pages show");
}

function stateOf(name: string): Snapshot {
  const seen = states[name];
  if (seen === undefined) throw new Error(`there is no state ${name}`);
  return seen;
}

it.each<[Standing, boolean, boolean]>([
  [{ is: "conducted" }, false, true],
  [{ is: "finished" }, true, true],
  [{ is: "abandoned" }, true, true],
  [{ is: "refused" }, true, true],
  [{ is: "shut-out", by: { is: "archived" } }, false, false],
  [{ is: "not-yet", why: "unanswered" }, false, false],
])("a release that is %o has a card: over %s, whole %s", async (standing, over, whole) => {
  const { calls } = await kept(standing);
  expect(calls).toMatchObject([{ over, private: false, address: { owner: "invoke-ai", name: "InvokeAI" } }]);
  expect(calls[0]).toHaveProperty("head.state");
  expect("body" in (calls[0] as Card)).toBe(whole);
});

it.each<Standing>([
  { is: "looking" },
  { is: "at-desk" },
  { is: "at-setup" },
  { is: "at-branch", faulty: true },
  { is: "not-yet", why: "no-run" },
])("of what is %o nothing is kept", async (standing) => {
  expect((await kept(standing)).calls).toEqual([]);
});

it.each([":12", ":configuration", ":branch side"])(
  "of %s, which is no release, nothing is kept while GitHub is silent",
  async (tag) => {
    const { calls } = await kept({ is: "not-yet", why: "unanswered" }, { key: { repository: 100, tag } });
    expect(calls).toEqual([]);
  },
);

it.each<LeftAlone>(["no-such-tag", "no-configuration"])(
  "one that is left alone is forgotten: %s",
  async (why) => {
    expect((await kept({ is: "left-alone", why })).calls).toEqual(["forgotten"]);
  },
);

it("of a board that has long been closed, keeps nothing but that it is over", async () => {
  const { calls } = await kept({ is: "finished" }, {}, undefined, { phases: [] });
  expect(calls).toMatchObject([{ over: true, head: {} }]);
  expect((calls[0] as Card).head).toEqual({});
});

it("of a closed board on which people can't be heard, keeps that it is over", async () => {
  const closed = seen(board({ state: "closed" }));
  expect((await kept({ is: "not-yet", why: "unanswered" }, { board: closed })).calls).toEqual([]);
});

it("says nothing of privacy that GitHub did not say", async () => {
  const silent = unknown({ kind: "unreachable", whom: "GitHub", detail: "GitHub is down" });
  const { calls } = await kept({ is: "not-yet", why: "unanswered" }, { repository: silent });
  expect(calls).toMatchObject([{ address: LEASE.address }]);
  expect(calls[0]).not.toHaveProperty("private");
});

it("does not end a conduct where the card can't be kept: the log tells", async () => {
  const { lines } = await kept({ is: "conducted" }, {}, () => Promise.reject(new Error("the disk is full")));
  expect(lines.join("")).toMatch(/old-owner\/rocket@v5\.0\.0.*was not kept/);
});
