import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OAuth } from "../../src/accounts/oauth.ts";
import { personOf } from "../../src/accounts/person.ts";
import { createKeyring, type Keyring } from "../../src/accounts/seal.ts";
import { faultOf, GitHubFault, personRefusalOf } from "../../src/github/fault.ts";
import { HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { failure } from "../github/stage.ts";
import { accountsOver, secret, tokenOffice } from "./stage.ts";

const START = Date.parse("2026-11-20T12:00:00Z");
const [ANN, BEN] = [12, 13];
const KEY = secret();

let clock: VirtualClock;
let store: Store;
let keyring: Keyring;
beforeEach(async () => {
  clock = createVirtualClock(START);
  store = await openSqliteStore({ path: ":memory:", clock });
  keyring = createKeyring({ current: KEY, old: [] });
});
afterEach(() => store.close());

const pass = (ms: number) => clock.sleepUntil(clock.now() + ms);

function linked(before?: () => Promise<void> | void) {
  const office = tokenOffice(clock, before);
  const accounts = accountsOver(store.accounts, { clock, keyring, oauth: office.oauth });
  return { ...office, accounts };
}

describe("a linked account", () => {
  it("gives its token while that is good, and asks nobody", async () => {
    const { accounts, give, asked } = linked();
    const tokens = give();
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "never" });
    await accounts.link(ANN, { login: "ann", tokens });
    expect(tokens.access).toHaveLength(600);
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "token", token: tokens.access, login: "ann" });
    expect(await accounts.isLinked(ANN)).toBe(true);
    expect(await accounts.isLinked(BEN)).toBe(false);
    expect(asked).toEqual([]);
  });

  it("is kept as ciphertext", async () => {
    const { accounts, give } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann-of-green-gables", tokens });
    const sealed = await store.accounts.get(ANN);
    const raw = `${sealed} ${Buffer.from(sealed?.split(".")[3] ?? "", "base64url").toString("latin1")}`;
    for (const plain of [tokens.access.slice(4, 20), "ann-of-green-gables", "ghr_"]) {
      expect(raw).not.toContain(plain);
    }
  });

  it("is forgotten when it is unlinked", async () => {
    const { accounts, give } = linked();
    await accounts.link(ANN, { login: "ann", tokens: give() });
    expect(await accounts.unlink(ANN)).toBe(true);
    expect(await accounts.unlink(ANN)).toBe(false);
    expect(await store.accounts.get(ANN)).toBeUndefined();
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "never" });
  });

  it("whose token does not expire is not refreshed", async () => {
    const { accounts, asked } = linked();
    await accounts.link(ANN, { login: "ann", tokens: { access: "ghu_for_ever" } });
    await clock.busy(() => pass(9_000 * HOUR));
    expect(await accounts.tokenOf(ANN)).toMatchObject({ token: "ghu_for_ever" });
    expect(asked).toEqual([]);
  });
});

describe("a token that ends within ten minutes", () => {
  it("is refreshed, and the new pair is kept before it is given", async () => {
    const kept: (string | undefined)[] = [];
    const { accounts, give, asked } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann", tokens });
    await clock.busy(async () => {
      await pass(8 * HOUR - 10 * MINUTE - 1);
      expect(await accounts.tokenOf(ANN)).toMatchObject({ token: tokens.access });
      expect(asked).toEqual([]);
      await pass(1);
      const given = await accounts.tokenOf(ANN);
      kept.push(await store.accounts.get(ANN));
      expect(asked).toEqual([tokens.refresh]);
      if (given.is !== "token") throw new Error(given.is);
      expect(given.token).not.toBe(tokens.access);
      expect(given.login).toBe("ann");
      const opened = keyring.open(kept[0] ?? "", { purpose: "account", person: ANN });
      expect(opened).toMatchObject({ is: "open" });
      expect(JSON.stringify(opened)).toContain(given.token);
      await pass(8 * HOUR);
      expect(await accounts.tokenOf(ANN)).toMatchObject({ is: "token" });
      expect(asked).toHaveLength(2);
    });
  });

  it("is refreshed once for all who ask at the same time, in one process and in several (refresh-race)", async () => {
    const { accounts, give, asked, oauth } = linked(() => pass(3 * SECOND));
    const other = accountsOver(store.accounts, { clock, keyring, oauth });
    await accounts.link(ANN, { login: "ann", tokens: give() });
    await clock.busy(async () => {
      await pass(8 * HOUR);
      // Only the one who refreshes sleeps within another's request; each has a task of its own on the clock.
      const both = [accounts, other].map((one) => clock.busy(() => one.tokenOf(ANN)));
      await pass(MINUTE);
      const tokens = (await Promise.all(both)).flatMap((one) => (one.is === "token" ? [one.token] : []));
      expect(tokens).toHaveLength(2);
      expect(new Set(tokens).size).toBe(1);
      expect(asked).toHaveLength(1);
      const again = await Promise.all(Array.from({ length: 8 }, () => accounts.tokenOf(ANN)));
      expect(new Set(again.map((one) => one.is === "token" && one.token))).toEqual(new Set(tokens));
      expect(asked).toHaveLength(1);
    });
  });

  it("shares one refresh between those who ask in one process at once", async () => {
    const { accounts, give, asked } = linked(() => new Promise((resolve) => setImmediate(resolve)));
    await accounts.link(ANN, { login: "ann", tokens: give() });
    await clock.busy(async () => {
      await pass(8 * HOUR);
      const all = await Promise.all(Array.from({ length: 8 }, () => accounts.tokenOf(ANN)));
      expect(new Set(all.map((one) => one.is === "token" && one.token)).size).toBe(1);
      expect(asked).toHaveLength(1);
    });
  });

  it("is asked about again for 15 s while another replica is at it, and then not known", async () => {
    const { accounts, give, asked } = linked();
    await accounts.link(ANN, { login: "ann", tokens: give() });
    await clock.busy(async () => {
      await pass(8 * HOUR);
      await store.accounts.take(ANN, MINUTE);
      const began = clock.now();
      expect(await accounts.tokenOf(ANN)).toMatchObject({ is: "unknown", because: { kind: "unreachable" } });
      expect(clock.now() - began).toBe(15 * SECOND);
      await pass(MINUTE);
      expect(await accounts.tokenOf(ANN)).toMatchObject({ is: "token" });
      expect(asked).toHaveLength(1);
    });
  });
});

describe("a refresh that goes wrong", () => {
  async function expired(oauth?: Pick<OAuth, "refresh">, before?: () => Promise<void>) {
    const office = linked(before);
    const accounts = oauth ? accountsOver(store.accounts, { clock, keyring, oauth }) : office.accounts;
    const tokens = office.give();
    await accounts.link(ANN, { login: "ann", tokens });
    await pass(8 * HOUR);
    return { ...office, accounts, tokens };
  }

  it("because the refresh token is used up or revoked drops the link, and says so", async () => {
    await clock.busy(async () => {
      const { accounts, oauth, tokens } = await expired();
      await oauth.refresh(tokens.refresh);
      expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
      expect(await store.accounts.get(ANN)).toBeUndefined();
      expect(accounts.lines.map(({ text }) => text)).toEqual([
        "the link of an account has ended; it has to be linked again",
      ]);
    });
  });

  it("because GitHub does not answer keeps the link", async () => {
    await clock.busy(async () => {
      const down = async () => {
        throw new GitHubFault({ kind: "unreachable", detail: "no answer" });
      };
      const { accounts, oauth } = await expired({ refresh: down });
      expect(await accounts.tokenOf(ANN)).toMatchObject({ is: "unknown", because: { kind: "unreachable" } });
      const back = accountsOver(store.accounts, { clock, keyring, oauth });
      expect(await back.tokenOf(ANN)).toMatchObject({ is: "token" });
    });
  });

  it("because the App's own credentials are wrong keeps the link, and names the settings", async () => {
    await clock.busy(async () => {
      const refused = { is: "refused", error: "incorrect_client_credentials" } as const;
      const { accounts } = await expired({ refresh: async () => refused });
      const outcome = await accounts.tokenOf(ANN);
      expect(outcome).toMatchObject({ is: "unknown" });
      expect(JSON.stringify(outcome)).toContain("GITHUB_CLIENT_SECRET");
      expect(await accounts.isLinked(ANN)).toBe(true);
    });
  });

  it("in a crash between GitHub's answer and the store loses the link, never gives a dead token", async () => {
    await clock.busy(async () => {
      const { oauth } = await expired();
      const broken = {
        ...store.accounts,
        finish: async () => {
          throw new Error("killed");
        },
      };
      const dying = accountsOver(broken, { clock, keyring, oauth });
      await expect(dying.tokenOf(ANN)).rejects.toThrow("killed");
      await pass(MINUTE);
      const next = accountsOver(store.accounts, { clock, keyring, oauth });
      expect(await next.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
    });
  });

  it("because the link is revoked meanwhile gives nothing and keeps nothing", async () => {
    await clock.busy(async () => {
      const revoke = () => store.accounts.remove(ANN).then(() => undefined);
      const { accounts } = await expired(undefined, revoke);
      expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "never" });
      expect(await store.accounts.get(ANN)).toBeUndefined();
    });
  });

  it("because it is linked anew meanwhile gives the new link's token", async () => {
    await clock.busy(async () => {
      const anew: { tokens?: ReturnType<ReturnType<typeof tokenOffice>["give"]> } = {};
      const relink = async () => {
        anew.tokens = give();
        await accounts.link(ANN, { login: "ann", tokens: anew.tokens });
      };
      const { accounts, give } = await expired(undefined, relink);
      expect(await accounts.tokenOf(ANN)).toMatchObject({ is: "token", token: anew.tokens?.access });
    });
  });
});

describe("a token that GitHub refused", () => {
  it("is not given out again: it is refreshed, or the link has ended", async () => {
    const { accounts, give, asked, oauth } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann", tokens });
    accounts.refused(ANN, tokens.access);
    const given = await accounts.tokenOf(ANN);
    if (given.is !== "token") throw new Error(given.is);
    expect(given.token).not.toBe(tokens.access);
    expect(await accounts.tokenOf(ANN)).toEqual(given);
    expect(asked).toHaveLength(1);
    const opened = keyring.open((await store.accounts.get(ANN)) ?? "", { purpose: "account", person: ANN });
    await oauth.refresh(opened.is === "open" ? JSON.parse(opened.text).refresh : "");
    accounts.refused(ANN, given.token);
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
  });

  it("and that cannot be refreshed has ended", async () => {
    const { accounts } = linked();
    await accounts.link(ANN, { login: "ann", tokens: { access: "ghu_for_ever" } });
    accounts.refused(ANN, "ghu_for_ever");
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
    expect(await store.accounts.get(ANN)).toBeUndefined();
  });
});

describe("a row of the store", () => {
  it("sealed with an old key is sealed anew when it is read for use", async () => {
    const { accounts, give, oauth } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann", tokens });
    const anew = secret();
    const rotated = createKeyring({ current: anew, old: [KEY] });
    const after = accountsOver(store.accounts, { clock, oauth, keyring: rotated });
    expect(await after.tokenOf(ANN)).toMatchObject({ token: tokens.access });
    const without = accountsOver(store.accounts, {
      clock,
      oauth,
      keyring: createKeyring({ current: anew, old: [] }),
    });
    expect(await without.tokenOf(ANN)).toMatchObject({ token: tokens.access });
    expect(await accounts.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
  });

  it("of a key that is gone is not opened, and not lost: the key may come back", async () => {
    const { accounts, give, oauth } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann", tokens });
    const other = accountsOver(store.accounts, {
      clock,
      oauth,
      keyring: createKeyring({ current: secret(), old: [] }),
    });
    expect(await other.tokenOf(ANN)).toEqual({ is: "not-linked", why: "ended" });
    expect(await other.isLinked(ANN)).toBe(false);
    expect(await accounts.tokenOf(ANN)).toMatchObject({ token: tokens.access });
  });

  it.each<[string, (sealed: string) => Promise<void>]>([
    ["moved to somebody else", (sealed) => store.accounts.put(BEN, sealed)],
    [
      "sealed for this person and changed",
      async () => {
        const own = keyring.seal('{"login":"ben","access":"x"}', { purpose: "account", person: BEN });
        const other = own.at(40) === "A" ? "B" : "A";
        await store.accounts.put(BEN, `${own.slice(0, 40)}${other}${own.slice(41)}`);
      },
    ],
    [
      "that is plain text",
      () => store.accounts.put(BEN, JSON.stringify({ login: "ben", access: "ghu_forged" })),
    ],
    [
      "of another purpose",
      () =>
        store.accounts.put(
          BEN,
          keyring.seal('{"login":"ben","access":"x"}', { purpose: "linking", person: BEN }),
        ),
    ],
    [
      "that holds no link",
      () => store.accounts.put(BEN, keyring.seal("[]", { purpose: "account", person: BEN })),
    ],
  ])("%s is refused", async (_name, change) => {
    const { accounts, give, asked } = linked();
    await accounts.link(ANN, { login: "ann", tokens: give() });
    await change((await store.accounts.get(ANN)) ?? "");
    expect(await accounts.tokenOf(BEN)).toEqual({ is: "not-linked", why: "ended" });
    expect(await accounts.isLinked(BEN)).toBe(false);
    expect(asked).toEqual([]);
    expect(JSON.stringify(accounts.lines)).not.toContain("ghu_");
  });
});

describe("a person for the GitHub client", () => {
  it("has the token as it is good now", async () => {
    const { accounts, give } = linked();
    const tokens = give();
    await accounts.link(ANN, { login: "ann", tokens });
    const person = personOf(accounts, ANN);
    expect([person.id, await person.token()]).toEqual([ANN, tokens.access]);
    person.refused(tokens.access);
    expect(await person.token()).not.toBe(tokens.access);
  });

  it("without a link is a fault that says what to do", async () => {
    const { accounts } = linked();
    const error = await failure(personOf(accounts, ANN).token());
    expect(personRefusalOf(error)).toBe("link-ended");
    expect(faultOf(error)?.kind).toBe("forbidden");
  });

  it("of whom nothing is known now is what stood in the way", async () => {
    const down = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
    const accounts = { tokenOf: async () => ({ is: "unknown", because: down }) as const, refused: () => {} };
    const error = await failure(personOf(accounts, ANN).token());
    expect(faultOf(error)).toEqual(down);
    expect(personRefusalOf(error)).toBeUndefined();
  });
});
