import { expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { MINUTE, type Told, tell } from "./stage.ts";

const APP = "http://conductor.test";
const PATH = "/releases/invoke-ai/InvokeAI/v5.0.0";
const SIGN_IN = `${APP}/sign-in?to=${encodeURIComponent(PATH)}`;

/** A release of a private repository waits at its gates. */
async function privateRelease({ repo, people, setVersion, board, atGates }: Told) {
  repo.state.private = true;
  setVersion("5.0.0");
  repo.pushTag("v5.0.0", { by: people.writer });
  await board();
  await atGates("pypi");
}

test("whoever may read the repository signs in and sees its release; nobody else learns that it is there", async () => {
  await tell(
    async (told) => {
      await privateRelease(told);
      const { sandbox, people, stage } = told;
      const browser = openBrowser(told);
      const before = await browser.open(`${APP}${PATH}`);
      expect([before.status, before.text]).toEqual([401, expect.stringContaining("Sign in to see releases")]);
      expect(before.text).toContain(`/sign-in?to=${encodeURIComponent(PATH)}`);
      sandbox.github.logIn(people.triager);
      const shown = await browser.open(SIGN_IN);
      expect([shown.url.pathname, shown.status]).toEqual([PATH, 200]);
      expect(shown.text).toContain("Waiting for maintainers");
      expect(shown.text).toContain(`<span>${people.triager}</span>`);
      expect((await browser.open(`${APP}/`)).text).toContain("invoke-ai/InvokeAI");

      const other = openBrowser(told);
      sandbox.github.logIn(people.outsider);
      const hidden = await other.open(SIGN_IN);
      const nothing = await other.open(`${APP}/releases/nobody/nothing/v1`);
      expect([hidden.status, nothing.status]).toEqual([404, 404]);
      expect(hidden.text).toBe(nothing.text);
      expect((await other.open(`${APP}/`)).text).not.toContain("InvokeAI");

      // The session is the browser's alone: it holds no token that anybody could read, and nothing is linked.
      const [name, sealed = ""] = [...browser.cookies].find(([one]) => one.includes("session")) ?? [];
      expect(name).toBe("release-conductor-session");
      const tokens = sandbox.exchanges.flatMap(
        ({ requestHeaders }) => /ghu_\S+/.exec(requestHeaders["authorization"] ?? "") ?? [],
      );
      expect(tokens.length).toBeGreaterThan(0);
      for (const token of tokens) {
        expect(sealed).not.toContain(token);
        expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain(token);
        expect(told.lines.join("")).not.toContain(token);
      }
      const visit = (cookie: string) => stage.visit(new Request(`${APP}${PATH}`, { headers: { cookie } }));
      const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
      expect((await visit(`${name}=${changed}`)).status).toBe(401);
      expect((await visit(`${name}=${browser.cookies.get("release-conductor-sign-in")}`)).status).toBe(401);
    },
    { refusals: [/404$/] },
  );
});

test("a sign-in is begun and finished in one browser, once, and leads to pages of the app alone", async () => {
  await tell(
    async (told) => {
      const { sandbox, people } = told;
      sandbox.github.logIn(people.writer);
      const [own, other] = [openBrowser(told), openBrowser(told)];
      const answer = await own.upToAnswer(`${APP}/sign-in`, "open");
      const foreign = await other.open(answer);
      expect(foreign.status).toBe(400);
      expect([...other.cookies.keys()]).toEqual([]);
      expect((await own.open(answer)).status).toBe(200);
      own.cookies.delete("release-conductor-session");
      expect((await own.open(answer)).status).toBe(400);
      for (const to of [
        "https://evil.test/",
        "//evil.test/",
        "/\\evil.test",
        "javascript:alert(1)",
        "/link",
      ]) {
        const shown = await openBrowser(told).open(`${APP}/sign-in?to=${encodeURIComponent(to)}`);
        expect(shown.url.href).toBe(`${APP}/`);
      }
      sandbox.github.logIn(people.writer, { consents: false });
      const denied = await openBrowser(told).open(`${APP}/sign-in`);
      expect([denied.status, denied.text]).toEqual([
        400,
        expect.stringContaining("did not authorize the app"),
      ]);
    },
    { refusals: [/404$/] },
  );
});

test("a session ends by signing out on a page of ours, by GitHub's word, and by itself", async () => {
  await tell(
    async (told) => {
      await privateRelease(told);
      const { sandbox, people, pass } = told;
      const session = "release-conductor-session";
      sandbox.github.logIn(people.maintainer);
      const browser = openBrowser(told);
      await browser.open(SIGN_IN);
      expect((await browser.press(`${APP}/sign-out`, "https://evil.test")).status).toBe(403);
      expect(browser.cookies.has(session)).toBe(true);
      const out = await browser.press(`${APP}/sign-out`);
      expect([out.status, out.text]).toEqual([200, expect.stringContaining("You are signed out")]);
      expect(browser.cookies.has(session)).toBe(false);
      expect((await browser.open(`${APP}${PATH}`)).status).toBe(401);

      await browser.open(SIGN_IN);
      sandbox.github.revokeAuthorization("release-conductor", people.maintainer);
      await pass(6 * MINUTE);
      const revoked = await browser.open(`${APP}${PATH}`);
      expect([revoked.status, revoked.text]).toEqual([
        401,
        expect.stringContaining("Sign in to see releases"),
      ]);
      expect(revoked.text).not.toContain("Waiting for maintainers");
      expect(browser.cookies.has(session)).toBe(false);

      await browser.open(SIGN_IN);
      await pass(8 * 60 * MINUTE);
      expect((await browser.open(`${APP}${PATH}`)).status).toBe(401);
    },
    { refusals: [/401$/, /404$/] },
  );
});

test("a right that is taken away hides the repository within minutes", async () => {
  await tell(
    async (told) => {
      await privateRelease(told);
      const { sandbox, people, pass, repo } = told;
      sandbox.github.logIn(people.triager);
      const browser = openBrowser(told);
      expect((await browser.open(SIGN_IN)).status).toBe(200);
      const asked = sandbox.exchanges.length;
      expect((await browser.open(`${APP}${PATH}`)).status).toBe(200);
      expect(sandbox.exchanges.length).toBe(asked);
      repo.setRole(people.triager, "none");
      await pass(6 * MINUTE);
      expect((await browser.open(`${APP}${PATH}`)).status).toBe(404);
    },
    { refusals: [/404$/] },
  );
});
