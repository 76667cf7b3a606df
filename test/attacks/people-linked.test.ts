import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import Libsql from "libsql";
import { expect } from "vitest";
import { LINK, linkAccount, openBrowser } from "../stories/browser.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { type Attacked, attacked, SOON } from "./stage.ts";
import { atTheGates } from "./waiting.ts";
import { moment, noApproval, refused } from "./words.ts";

const WITH_LINK = {
  rule: "GitHub wants the click of a reviewer for `pypi`: `blessedcoolant`",
  next: `[link your account](${LINK})`,
};

/** `pypi` is opened by a reviewer of GitHub's alone. */
async function atReviewersGate(told: Attacked): Promise<void> {
  told.repo.environment("pypi", { reviewers: [told.people.otherMaintainer] });
  await atTheGates(told);
}

attack("linked-token-mix-up", async () => {
  await attacked(async (told) => {
    const { people, say, ask, pass, repo } = told;
    await atReviewersGate(told);
    // Whoever is logged in is linked, whatever they say their name is.
    expect((await linkAccount(told, people.maintainer)).text).toContain("<code>lstein</code>");
    const since = await moment(told);
    say(people.otherMaintainer, "/approve pypi");
    await pass(SOON);
    await refused(told, since, WITH_LINK);

    await linkAccount(told, people.otherMaintainer);
    const later = await moment(told);
    say(people.maintainer, "/approve pypi");
    await pass(SOON);
    await refused(told, later, { rule: WITH_LINK.rule, next: "Review deployments" });
    expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
    expect(repo.approvals(repo.runs()[0] as never).map(({ by }) => by)).toEqual([people.otherMaintainer]);
  });
});

attack("oauth-csrf", async () => {
  await attacked(async (told) => {
    const { sandbox, people, pass } = told;
    sandbox.github.logIn(people.maintainer);
    const statuses: number[] = [];
    const victim = openBrowser(told);
    const own = new URL(await victim.upToAnswer(LINK));
    const foreign = new URL(await openBrowser(told).upToAnswer(LINK));
    statuses.push((await victim.open(foreign.href)).status);
    const mixed = new URL(own);
    mixed.searchParams.set("code", foreign.searchParams.get("code") ?? "");
    mixed.searchParams.set("state", "A".repeat(43));
    statuses.push((await victim.open(mixed.href)).status);
    statuses.push((await openBrowser(told).open(own.href)).status);
    statuses.push((await victim.press(LINK, "https://evil.test")).status);
    expect(statuses).toEqual([400, 400, 400, 403]);
    expect(sandbox.tokenRequests).toEqual([]);

    const authorize = new URL(victim.visited.find((url) => url.includes("/login/oauth/authorize")) ?? "");
    expect(Object.fromEntries(authorize.searchParams)).toMatchObject({
      redirect_uri: `${LINK}/callback`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    const cookies = [...victim.cookies];
    expect((await victim.open(own.href)).status).toBe(200);
    cookies.forEach(([name, value]) => void victim.cookies.set(name, value));
    expect((await victim.open(own.href)).status).toBe(400);
    const late = openBrowser(told);
    const tooLate = await late.upToAnswer(LINK);
    await pass(10 * MINUTE);
    expect((await late.open(tooLate)).status).toBe(400);
    expect(sandbox.tokenRequests).toHaveLength(1);
  });
});

/** As GitHub writes the codes of its device flow. */
const USER_CODE = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/;

attack("device-code-phishing", async () => {
  await attacked(async (told) => {
    const { people, ask, repo, board, asked } = told;
    await atReviewersGate(told);
    await ask(people.otherMaintainer, "/approve pypi");
    await linkAccount(told, people.otherMaintainer);
    expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
    const issue = await board();
    const texts = [
      issue.body ?? "",
      ...told.replies(),
      ...repo.approvals(repo.runs()[0] as never).map((one) => one.comment),
    ];
    expect(texts.filter((text) => USER_CODE.test(text.replace(/<!--.*-->/g, "")))).toEqual([]);
    const links = texts.flatMap((text) =>
      [...text.matchAll(/\]\((?<url>[^)\s]+)\)/g)].map(({ groups }) => groups?.["url"]),
    );
    expect(links.filter((url) => url?.includes("login") || url?.includes("device"))).toEqual([]);
    expect(links).toContain(LINK);
    expect(asked.filter((url) => url.includes("/login/")).map((url) => new URL(url).pathname)).toEqual([
      "/login/oauth/access_token",
    ]);
  });
});

/** GitHub's tokens for people are good for eight hours. */
const EXPIRED = 9 * 60 * MINUTE;

attack("refresh-race", async () => {
  let rights = 0;
  /** Until the other release wants the token, too: it comes right after the right is looked up. */
  const together = async () => {
    for (let turn = 0; turn < 200 && rights < 2; turn += 1) {
      await setTimeout(5);
    }
    await setTimeout(20);
  };
  await attacked(
    async (told) => {
      const { sandbox, repo, people, until, pass, setVersion } = told;
      repo.environment("pypi", { reviewers: [people.otherMaintainer] });
      await linkAccount(told, people.otherMaintainer);
      for (const version of ["5.0.0", "5.0.1"]) {
        setVersion(version);
        repo.pushTag(`v${version}`, { by: people.writer });
        await pass(10 * MINUTE);
      }
      const boards = repo.issues().filter(({ author }) => author.type === "Bot");
      expect(boards).toHaveLength(2);
      await pass(EXPIRED);
      rights = 0;
      for (const { number } of boards) {
        repo.comment(number, people.otherMaintainer, "/approve pypi");
      }
      await until("both gates open", () =>
        repo.runs().every((run) => repo.pendingGates(run).every(({ environment }) => environment !== "pypi")),
      );
      expect(sandbox.tokenRequests.map(({ grant, answer }) => [grant, answer])).toEqual([
        ["code", "given"],
        ["refresh", "given"],
      ]);
    },
    {
      through: (fetch) => async (input, init) => {
        const url = input instanceof Request ? input.url : String(input);
        rights += url.includes("/collaborators/blessedcoolant/") ? 1 : 0;
        if (url.includes("/login/oauth/access_token") && rights > 0) {
          await together();
        }
        return fetch(input, init);
      },
    },
  );
});

attack("revoked-authorisation", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "revoked-"));
  const databasePath = path.join(folder, "store.db");
  try {
    await tell(
      async (told) => {
        const { sandbox, stage, world, people, ask, pass, repo, waiting } = told;
        await stage.start({ ...world, databasePath });
        repo.environment("pypi", { reviewers: [people.otherMaintainer] });
        await linkAccount(told, people.otherMaintainer);
        const run = await atTheGates(told);
        sandbox.github.revokeAuthorization(stage.app.slug, people.otherMaintainer);
        await pass(SOON);
        const { mark, reply } = await ask(people.otherMaintainer, "/approve pypi");
        expect(mark).toBe("confused");
        expect(reply).toContain(WITH_LINK.rule);
        expect(reply).toContain(WITH_LINK.next);
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        await noApproval(told);
      },
      { checks: SHORT, started: false },
    );
    const database = new Libsql(databasePath, { readonly: true } as never);
    expect(database.prepare("SELECT person FROM account").all()).toEqual([]);
    database.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const SAML =
  "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.";

attack("sso-missing", async () => {
  let enforced = false;
  await attacked(
    async (told) => {
      const { people, say, ask, pass } = told;
      await atReviewersGate(told);
      await linkAccount(told, people.otherMaintainer);
      enforced = true;
      const since = await moment(told);
      say(people.otherMaintainer, "/approve pypi");
      await pass(SOON);
      await refused(told, since, {
        rule: "Your account is linked, but the organization wants you to sign in with its identity provider first",
        who: "`blessedcoolant`",
        next: "Review deployments",
      });
      enforced = false;
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
    },
    {
      through: (fetch) => async (input, init) => {
        const request = new Request(input, { ...init, signal: null });
        const isPersons = /ghu_/.test(request.headers.get("authorization") ?? "");
        return enforced && isPersons
          ? Response.json({ message: SAML, documentation_url: "https://docs.github.com" }, { status: 403 })
          : fetch(request);
      },
    },
  );
});
