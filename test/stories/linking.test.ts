import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Libsql from "libsql";
import { afterAll, expect, test } from "vitest";
import { openBrowser } from "./browser.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const folder = mkdtempSync(path.join(tmpdir(), "linking-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LINK = "http://conductor.test/link";

/** The rows of linked accounts in a store that nobody has open. */
function rowsIn(databasePath: string) {
  const database = new Libsql(databasePath, { readonly: true } as never);
  const rows = database.prepare("SELECT person, sealed FROM account").all();
  database.close();
  return rows as { readonly person: number; readonly sealed: string }[];
}

/** The app starts over a file, which tells at its end what is linked. */
async function linkedAfter(story: (told: Told) => Promise<void>) {
  const databasePath = path.join(folder, `${Math.random()}.db`);
  await tell(
    async (told) => {
      await told.stage.start({ ...told.world, databasePath });
      await story(told);
    },
    { checks: SHORT, started: false },
  );
  return rowsIn(databasePath);
}

test("who presses the button and consents has linked their account", async () => {
  let id = 0;
  const rows = await linkedAfter(async (told) => {
    const { sandbox, people } = told;
    id = sandbox.github.account(people.maintainer).id;
    sandbox.github.logIn(people.maintainer);
    const browser = openBrowser(told);
    const offer = await browser.open(LINK);
    expect([offer.status, offer.text]).toEqual([200, expect.stringContaining("Link with GitHub")]);
    const done = await browser.press(LINK);
    expect(done.status).toBe(200);
    expect(done.text).toContain("Your account is linked");
    expect(done.text).toContain("<code>lstein</code>");
    expect(done.text).toContain("<code>/approve pypi</code>");
    expect(browser.cookies.size).toBe(0);
    expect(sandbox.tokenRequests).toMatchObject([{ grant: "code", answer: "given" }]);
    expect(sandbox.exchanges.filter((one) => one.path === "/user")).toMatchObject([{ status: 200 }]);
  });
  expect(rows.map(({ person }) => person)).toEqual([id]);
  expect(rows[0]?.sealed).toMatch(/^v1\.[0-9a-f]{8}\./);
});

/** Everything that must not link an account, whoever is logged in. */
const REFUSED: readonly (readonly [string, (told: Told) => Promise<{ readonly status: number }>, number])[] =
  [
    [
      "an answer with another state",
      async (told) => {
        const browser = openBrowser(told);
        const answer = new URL(await browser.upToAnswer(LINK));
        answer.searchParams.set("state", "A".repeat(43));
        return browser.open(answer.href);
      },
      400,
    ],
    [
      "an answer without a state",
      async (told) => {
        const browser = openBrowser(told);
        const answer = new URL(await browser.upToAnswer(LINK));
        answer.searchParams.delete("state");
        return browser.open(answer.href);
      },
      400,
    ],
    [
      "an answer with two states",
      async (told) => {
        const browser = openBrowser(told);
        return browser.open(`${await browser.upToAnswer(LINK)}&state=other`);
      },
      400,
    ],
    [
      "an answer that is opened in another browser",
      async (told) => openBrowser(told).open(await openBrowser(told).upToAnswer(LINK)),
      400,
    ],
    [
      "somebody else's answer in a browser with a link of its own under way",
      async (told) => {
        const [victim, attacker] = [openBrowser(told), openBrowser(told)];
        await victim.upToAnswer(LINK);
        return victim.open(await attacker.upToAnswer(LINK));
      },
      400,
    ],
    [
      "somebody else's code under one's own state",
      async (told) => {
        const [victim, attacker] = [openBrowser(told), openBrowser(told)];
        const own = new URL(await victim.upToAnswer(LINK));
        const foreign = new URL(await attacker.upToAnswer(LINK));
        own.searchParams.set("code", foreign.searchParams.get("code") ?? "");
        return victim.open(own.href);
      },
      400,
    ],
    [
      "an answer after more than ten minutes",
      async (told) => {
        const browser = openBrowser(told);
        const answer = await browser.upToAnswer(LINK);
        await told.pass(10 * MINUTE);
        const shown = await browser.open(answer);
        // GitHub would refuse the code, too: it is not even asked.
        expect(told.sandbox.tokenRequests).toEqual([]);
        return shown;
      },
      400,
    ],
    ["a button on somebody else's page", (told) => openBrowser(told).press(LINK, "https://evil.test"), 403],
    ["a button on a page without a site", (told) => openBrowser(told).press(LINK, "null"), 403],
    [
      "who does not consent",
      (told) => {
        told.sandbox.github.logIn(told.people.maintainer, { consents: false });
        return openBrowser(told).press(LINK);
      },
      400,
    ],
  ];

test.each(REFUSED)("%s links nothing (oauth-csrf)", async (_name, attempt, status) => {
  const rows = await linkedAfter(async (told) => {
    told.sandbox.github.logIn(told.people.maintainer);
    const shown = await attempt(told);
    expect(shown.status).toBe(status);
    expect(told.sandbox.tokenRequests.filter(({ answer }) => answer === "given")).toEqual([]);
  });
  expect(rows).toEqual([]);
});

test("an answer that was used is used up, also for a browser that kept its cookie, and changes nothing", async () => {
  const rows = await linkedAfter(async (told) => {
    const { sandbox, people } = told;
    sandbox.github.logIn(people.maintainer);
    const browser = openBrowser(told);
    const answer = await browser.upToAnswer(LINK);
    const kept = [...browser.cookies];
    expect((await browser.open(answer)).status).toBe(200);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    const again = await browser.open(answer);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining("it is")]);
    expect(sandbox.tokenRequests).toHaveLength(1);
  });
  expect(rows).toHaveLength(1);
});

test("a foreign answer does not end a link that is under way", async () => {
  const rows = await linkedAfter(async (told) => {
    told.sandbox.github.logIn(told.people.maintainer);
    const browser = openBrowser(told);
    const answer = await browser.upToAnswer(LINK);
    expect((await browser.open(`${LINK}/callback?code=x&state=y`)).status).toBe(400);
    expect((await browser.open(answer)).status).toBe(200);
  });
  expect(rows).toHaveLength(1);
});

test("who revokes the authorization on GitHub is forgotten, and may link again (revoked-authorisation)", async () => {
  const rows = await linkedAfter(async (told) => {
    const { sandbox, people, stage, pass } = told;
    for (const login of [people.maintainer, people.otherMaintainer]) {
      sandbox.github.logIn(login);
      await openBrowser(told).press(LINK);
    }
    sandbox.github.revokeAuthorization(stage.app.slug, people.maintainer);
    await pass(MINUTE);
    expect(sandbox.deliveries.all().at(-1)).toMatchObject({
      event: "github_app_authorization",
      status: "delivered",
    });
  });
  expect(rows).toHaveLength(1);
});

test("a revocation that did not reach the app is sent again", async () => {
  const rows = await linkedAfter(async (told) => {
    const { sandbox, people, stage, pass } = told;
    sandbox.github.logIn(people.maintainer);
    await openBrowser(told).press(LINK);
    const app = sandbox.github.app(stage.app.slug);
    const { deliver } = app;
    Object.assign(app, { deliver: async () => new Response(null, { status: 502 }) });
    sandbox.github.revokeAuthorization(stage.app.slug, people.maintainer);
    await pass(MINUTE);
    Object.assign(app, { deliver });
    await pass(15 * MINUTE);
    const lost = sandbox.deliveries.all().find(({ event }) => event === "github_app_authorization");
    expect(lost?.attempts).toMatchObject([{ redelivery: false }, { redelivery: true, status: 200 }]);
  });
  expect(rows).toEqual([]);
});

test("where linking is not set up its pages say so, and a revocation is taken all the same", async () => {
  await tell(
    async (told) => {
      const off = { GITHUB_CLIENT_ID: "", GITHUB_CLIENT_SECRET: "", ACCOUNT_KEY: "", PUBLIC_URL: "" };
      await told.stage.start({ ...told.world, settings: off });
      const browser = openBrowser(told);
      for (const shown of [
        await browser.open(LINK),
        await browser.press(LINK),
        await browser.open(`${LINK}/callback`),
      ]) {
        expect([shown.status, shown.text]).toEqual([404, expect.stringContaining("can't be linked here")]);
      }
      told.sandbox.github.revokeAuthorization(told.stage.app.slug, told.people.maintainer);
      await told.pass(MINUTE);
      expect(told.sandbox.deliveries.all().at(-1)?.status).toBe("delivered");
    },
    { checks: SHORT, started: false },
  );
});
