import { expect } from "vitest";
import { CALLER, deliver, openStage, TAG_PUSH } from "../server/stage.ts";
import type { Told } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { attacked, caughtTag, post, SOON, url } from "./stage.ts";

/** What the app has been given to show who it is, and what only its server may know. */
function secrets({ sandbox, stage, channelUrl }: Told): readonly string[] {
  const shown = sandbox.exchanges.flatMap(({ requestHeaders }) => requestHeaders["authorization"] ?? []);
  const tokens = shown.map((one) => one.replace(/^\w+ /, ""));
  return [...new Set(tokens), stage.app.webhookSecret, channelUrl.split("/").at(-1) ?? ""];
}

attack("token-in-log", async () => {
  await attacked(async (told) => {
    const { sandbox, people, tagRelease, board, atGates, toDraft, ask, until, lines } = told;
    const failed = new Set<string>();
    sandbox.faults.intercept(({ when, method, route }) => {
      const request = `${method} ${route}`;
      if (when === "after" || failed.has(request)) {
        return undefined;
      }
      failed.add(request);
      const shown = sandbox.exchanges.at(-1)?.requestHeaders["authorization"] ?? "";
      return { status: 500, message: `cannot make sense of "Authorization: ${shown}"` };
    });
    tagRelease();
    const issue = await board();
    await atGates("testpypi", "pypi");
    await toDraft();
    await ask(people.maintainer, "/publish");
    await until("the board closed", () => issue.state === "closed");

    const log = lines.join("");
    expect(log, "the errors are logged").toMatch(
      /Authorization: token \[token\].*an action did not go through/,
    );
    expect(secrets(told).length).toBeGreaterThan(5);
    for (const secret of secrets(told)) {
      expect(log.includes(secret.slice(12, 44)), "a secret in the log").toBe(false);
    }
    expect(log).not.toMatch(/PRIVATE KEY|gh[opsur]_|\beyJ/);
  });
});

const MARK = "only-in-the-payload";

attack("payload-in-log", async () => {
  const broken = await openStage({ store: () => Promise.reject(new Error("no")) });
  try {
    const payload = { ...TAG_PUSH, compare: MARK, sender: { ...CALLER.sender, name: MARK } };
    expect((await deliver(broken.webhooks, "push", payload)).status).toBe(500);
    expect(broken.lines.join("")).toContain("a wake was not stored");
    expect(broken.lines.join("")).not.toContain(MARK);
  } finally {
    await broken.close();
  }
  await attacked(async (told) => {
    const { people, tagRelease, board, atGates, ask, lines, pass } = told;
    tagRelease();
    await board();
    await atGates("testpypi", "pypi");
    await ask(people.outsider, `/approve pypi ${MARK}`);
    await ask(people.maintainer, `${MARK}\n\n/hold ${MARK}`);
    const letter = caughtTag(told);
    const payload = { ...letter.payload, ref: { name: MARK }, head_commit: { message: MARK } };
    await post(told, letter, { payload, guid: letter.guid.replace(/^./, "0") });
    await post(told, letter, { payload, signature: `sha256=${"0".repeat(64)}` });
    await post(told, letter, { payload: `{"ref": "${MARK}` });
    await pass(SOON);
    const log = lines.join("");
    expect(log).toContain("its payload is not as GitHub documents it");
    expect(log).toContain("delivery refused");
    expect(log).not.toContain(MARK);
  });
});

attack("header-log", async () => {
  const secret = "s3cret-of-a-header";
  await attacked(async (told) => {
    const letter = caughtTag(told);
    const headers = {
      authorization: `Basic ${secret}`,
      cookie: `session=${secret}`,
      referer: `https://example.org/?code=${secret}`,
      "x-forwarded-for": secret,
      "user-agent": secret,
    };
    const before = told.lines.length;
    expect((await post(told, letter, { headers })).status).toBe(200);
    expect((await post(told, letter, { headers, signature: `sha256=${secret}` })).status).toBe(400);
    for (const path of ["/api/github/webhooks", "/api/github/oauth/callback", "/readyz"]) {
      const query = `?code=${secret}&state=${secret}`;
      await fetch(`${url(told)}${path}${query}`, { headers });
      await fetch(`${url(told)}${path}${query}`, {
        method: "POST",
        headers: { ...headers, "x-github-event": "push" },
      });
    }
    const log = told.lines.slice(before).join("");
    expect(log).toContain('"msg":"delivery"');
    expect(log).toContain("delivery refused");
    expect(log).not.toContain(secret);
  });
});

attack("error-echo", async () => {
  const cause = "could not write to /srv/secret/place as user conductor";
  const failing = () => Promise.reject(new Error(cause, { cause: new Error(cause) }));
  const door = await openStage({ store: failing, checks: { store: failing } });
  try {
    for (const [event, payload] of [
      ["push", TAG_PUSH],
      ["delete", { ...CALLER, ref: "v1.2.3", ref_type: "tag" }],
    ] as const) {
      const answer = await deliver(door.webhooks, event, payload);
      const text = await answer.text();
      expect([answer.status, text]).toEqual([
        500,
        expect.stringMatching(/^The event could not be stored\.[^\n]*\n$/),
      ]);
      expect(text).not.toMatch(/secret|conductor/);
    }
    const ready = await fetch(`${door.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, "store: red\n"]);
    expect(door.lines.join("")).toContain(cause);
  } finally {
    await door.close();
  }
});
