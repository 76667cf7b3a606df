import { randomBytes } from "node:crypto";
import { createKeyring } from "../../src/accounts/seal.ts";
import { createSignIn } from "../../src/accounts/session.ts";
import { systemClock } from "../../src/clock.ts";
import type { Log } from "../../src/log.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import type { CardHead } from "../../src/replies/card.ts";
import { createMemory, type Readers } from "../../src/server/pages/readers.ts";
import type { Door } from "../../src/server/pages/sign-in.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { GATED } from "../release/snapshot-builder.ts";
import { cardOf, keep, storeWith } from "../server/pages/cards.ts";
import { openStage } from "../server/stage.ts";

/** Everybody may read everything here. */
const READERS: Readers = {
  named: async (named) => ({ is: "readable", repository: named.name === "InvokeAI" ? 100 : 200, named }),
  known: async ({ repository, address: { owner, name } }) => ({
    is: "readable",
    repository,
    named: { owner, name },
  }),
};

/** Signing in as it is, up to where the browser goes to GitHub. */
function doorOf(log: Log): Door {
  const nobody = () => {
    throw new Error("Nobody signs in here");
  };
  const oauth = { authorizeUrl: () => "https://github.test/login", exchange: nobody };
  const keyring = createKeyring({ current: randomBytes(32).toString("hex"), old: [] });
  const settings = {
    oauth,
    github: { whoIs: nobody },
    keyring,
    shared: createSharedInMemory(),
    clock: systemClock,
    log,
  };
  return {
    signIn: createSignIn(settings),
    publicUrl: "http://conductor.test",
    github: { asPerson: nobody },
    log,
  };
}

/**
 * A server with releases in every state that people see often, a while after the last of them began to wait. Everybody sees
 * them, or nobody without signing in.
 */
export async function openTown({ isPublic = true }: { readonly isPublic?: boolean } = {}) {
  const now = GATED + 3 * HOUR + 12 * MINUTE;
  const invokeai = { repository: 100, owner: "invoke-ai", name: "InvokeAI" };
  const other = { repository: 200, owner: "acme", name: "rocket" };
  const store = await storeWith(
    [
      { ...invokeai, tag: "v5.0.0", ...cardOf("approvals") },
      { ...invokeai, tag: "v4.2.9", ...cardOf("released") },
      { ...invokeai, tag: "v5.0.1rc1", ...cardOf("running") },
      { ...other, tag: "v2.1.0", ...cardOf("held") },
      { ...other, tag: "v2.0.9", ...cardOf("jobs failed") },
    ],
    now,
  );
  for (let number = 1; number <= 12; number += 1) {
    const { head, body } = cardOf("released");
    await keep(store, { ...invokeai, tag: `v4.${12 - number}.0`, head: older(head, number), body });
  }
  let time = now;
  const stage = await openStage({
    checks: { store: store.check, key: async () => {}, conductor: async () => {} },
    site: (log, health) => ({
      cards: store.cards,
      ledger: store.ledger,
      clock: { ...systemClock, now: () => time },
      log,
      health,
      version: "0.1.0",
      base: "",
      ...(isPublic ? { everybody: READERS } : { door: doorOf(log) }),
      remembered: createMemory(systemClock),
    }),
  });
  return {
    url: stage.url,
    store,
    pass(ms: number) {
      time += ms;
    },
    async close() {
      await stage.close();
      await store.close();
    },
  };
}

/** So many weeks before, and not the same every time. */
function older({ began = 0, times, ...head }: CardHead, weeks: number): CardHead {
  const [people, machines] = [((weeks * 37) % 50) * 6 * MINUTE, (40 + ((weeks * 13) % 30)) * MINUTE];
  return {
    ...head,
    began: began - weeks * 7 * 24 * HOUR,
    times: { ...times, people, machines, unknown: 0, earlier: 0, took: people + machines },
    failures: { jobs: weeks % 5 === 0 ? 2 : 0, again: weeks % 5 === 0 ? 1 : 0 },
  };
}

/** The pages, by the names under which they are pictured. */
export const PAGES: Readonly<Record<string, string>> = {
  overview: "/",
  release: "/releases/invoke-ai/InvokeAI/v5.0.0",
  stopped: "/releases/acme/rocket/v2.0.9",
  repository: "/releases/invoke-ai/InvokeAI",
  health: "/health",
  missing: "/releases/invoke-ai/InvokeAI/v9",
};

export const LOOKS = [
  { name: "light-desktop", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark-desktop", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "light-phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "dark-phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;
