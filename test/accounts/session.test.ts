import { describe, expect, it } from "vitest";
import { createKeyring } from "../../src/accounts/seal.ts";
import { createSignIn } from "../../src/accounts/session.ts";
import { createLogger } from "../../src/log.ts";
import { HOUR } from "../../src/release/instant.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { secret } from "./stage.ts";

const NOW = Date.UTC(2026, 10, 22);

/** A sign-in with a GitHub that gives out a token until then; absent: for ever. */
function signInWith(accessUntil?: number, secrets = { current: secret(), old: [] as readonly string[] }) {
  const clock = { at: NOW, now: () => clock.at };
  const lines: string[] = [];
  const tokens = { access: "ghu_secret", ...(accessUntil === undefined ? {} : { accessUntil }) };
  const signIn = createSignIn({
    oauth: {
      authorizeUrl: ({ state }) => `https://github.test/?state=${state}`,
      exchange: async () => ({ is: "given", tokens }),
    },
    github: { whoIs: async () => ({ id: 5, login: "anna" }) },
    keyring: createKeyring(secrets),
    shared: createSharedInMemory(),
    clock,
    log: createLogger({ level: "trace", format: "json" }, { write: (line) => void lines.push(line) }),
  });
  async function signedIn(to = "/") {
    const { location, kept } = signIn.begin(to);
    const state = new URL(location).searchParams.get("state") ?? "";
    const made = await signIn.finish(new URLSearchParams({ state, code: "c" }), kept);
    if (made.is === "not") throw new Error(made.why);
    return made;
  }
  return { signIn, clock, lines, signedIn, secrets };
}

describe("a session", () => {
  it("tells who is signed in, and where they came from; neither cookie nor log show the token", async () => {
    const { signIn, signedIn, lines } = signInWith(NOW + HOUR);
    const { sealed, to } = await signedIn("/releases/a/b");
    expect(to).toBe("/releases/a/b");
    expect(signIn.sessionOf(sealed)).toEqual({
      person: 5,
      login: "anna",
      token: "ghu_secret",
      until: NOW + HOUR,
    });
    expect(`${sealed}${Buffer.from(sealed, "base64url").toString("latin1")}${lines.join("")}`).not.toMatch(
      /ghu_|anna/,
    );
  });

  it.each([
    [HOUR, HOUR],
    [30 * HOUR, 8 * HOUR],
    [undefined, 8 * HOUR],
  ])("of a token that is good for %s ms lasts for %s ms", async (good, lasts) => {
    const { signIn, signedIn, clock } = signInWith(good === undefined ? undefined : NOW + good);
    const { sealed, until } = await signedIn();
    expect(until).toBe(NOW + lasts);
    clock.at = NOW + lasts - 1;
    expect(signIn.sessionOf(sealed)?.until).toBe(until);
    clock.at = NOW + lasts;
    expect(signIn.sessionOf(sealed)).toBeUndefined();
  });

  it("opens with the key it was sealed with, as long as that is on the ring, and with nothing else", async () => {
    const one = signInWith();
    const { sealed } = await one.signedIn();
    const next = { current: secret(), old: [one.secrets.current] };
    expect(signInWith(undefined, next).signIn.sessionOf(sealed)).toEqual(one.signIn.sessionOf(sealed));
    expect(signInWith().signIn.sessionOf(sealed)).toBeUndefined();
    expect(one.signIn.sessionOf(one.signIn.begin("/").kept)).toBeUndefined();
    for (const text of ["", "x", "v1..", `${sealed}A`, sealed.slice(0, -3)]) {
      expect(one.signIn.sessionOf(text)).toBeUndefined();
    }
  });
});
