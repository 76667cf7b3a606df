import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Accounts } from "../../src/accounts/accounts.ts";
import { createKeyring } from "../../src/accounts/seal.ts";
import { type Clock, systemClock } from "../../src/clock.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import type { Store } from "../../src/store/store.ts";
import { freshSchema, postgres } from "../store/postgres-server.ts";
import { testDatabase } from "../store/test-database.ts";
import { accountsOver, secret, tokenOffice } from "./stage.ts";

const ANN = 12;

/** Its lease goes by the database's clock, however wrong this one is. */
function wrongBy(shift: number): Clock {
  return {
    ...systemClock,
    now: () => systemClock.now() + shift,
    sleepUntil: (at, signal) => systemClock.sleepUntil(at - shift, signal),
  };
}
const CLOCKS = [systemClock, wrongBy(3 * MINUTE)] as const;

describe.skipIf(postgres === undefined)("replicas that share the linked accounts", () => {
  if (postgres === undefined) return;
  const database = testDatabase();
  let stores: readonly Store[];
  let schemas = 0;

  beforeEach(async () => {
    schemas += 1;
    const url = await freshSchema(database.url, `accounts_${schemas}`);
    stores = await Promise.all(CLOCKS.map((clock) => openPostgresStore({ url, clock })));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });

  /** One of each store, under the same keys; `during` runs while GitHub works on a refresh. */
  function replicas(during: () => Promise<void>) {
    const office = tokenOffice(systemClock, during);
    const keyring = createKeyring({ current: secret(), old: [] });
    function replica(number: 0 | 1): Accounts {
      const store = stores[number];
      if (store === undefined) throw new Error("there are two");
      return accountsOver(store.accounts, { clock: CLOCKS[number], keyring, oauth: office.oauth });
    }
    return { ...office, first: replica(0), second: replica(1) };
  }

  it("refresh a token once, and both give the new one (refresh-race)", async () => {
    const { first, second, give, asked } = replicas(() => sleep(300));
    await first.link(ANN, { login: "ann", tokens: { ...give(), accessUntil: Date.now() - HOUR } });
    const given = await Promise.all(
      Array.from({ length: 6 }, (_, n) => (n % 2 ? first : second).tokenOf(ANN)),
    );
    expect(asked).toHaveLength(1);
    expect(new Set(given.map((one) => one.is === "token" && one.token)).size).toBe(1);
    expect(given[0]?.is).toBe("token");
  });

  it("give no token of a link that one of them forgets while another refreshes it", async () => {
    const { first, second, give } = replicas(async () => void (await second.unlink(ANN)));
    await first.link(ANN, { login: "ann", tokens: { ...give(), accessUntil: Date.now() - HOUR } });
    expect(await first.tokenOf(ANN)).toEqual({ is: "not-linked", why: "never" });
    expect(await second.isLinked(ANN)).toBe(false);
  });
});
