import { Webhooks } from "@octokit/webhooks";
import { expect } from "vitest";
import { DOOR } from "../../src/app.ts";
import type { Told } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { attacked, caughtTag, type Letter, post, SOON } from "./stage.ts";
import { decisions, moment, silent } from "./words.ts";

const GUID = "00000000-0000-4000-8000-00000000000";

/** A release at its gates, and GitHub's delivery of a comment on it that was answered. */
async function answered(told: Told, by: string, text: string): Promise<Letter> {
  await told.ask(by, text);
  await told.pass(10 * SOON);
  const letter = told.sandbox.deliveries.all().findLast(({ event }) => event === "issue_comment");
  return { event: "issue_comment", payload: letter?.payload ?? {}, guid: letter?.guid ?? "" };
}

async function toGates({ tagRelease, board, atGates }: Told): Promise<void> {
  tagRelease();
  await board();
  await atGates("testpypi", "pypi");
}

attack("replay", async () => {
  await attacked(async (told) => {
    await toGates(told);
    const letter = await answered(told, told.people.maintainer, "/approve testpypi");
    const since = await moment(told);
    expect(decisions(told)).toHaveLength(1);
    for (let time = 0; time < 3; time += 1) {
      expect((await post(told, letter)).status).toBe(200);
    }
    await told.sandbox.deliveries.redeliver(letter.guid);
    await told.pass(5_000);
    await silent(told, since);
    expect(told.sandbox.exchanges, "GitHub is not even asked").toHaveLength(since.exchanges);
  });
});

attack("replay-new-guid", async () => {
  await attacked(async (told) => {
    await toGates(told);
    const letter = await answered(told, told.people.maintainer, "/approve testpypi");
    const since = await moment(told);
    const names = [...Object.keys(DOOR), "issue_comment", "installation", "check_run", "ping"];
    for (const [at, event] of names.entries()) {
      expect((await post(told, letter, { event, guid: `${GUID}${at}` })).status, event).toBe(200);
    }
    await told.pass(10 * SOON);
    expect(told.sandbox.exchanges.length, "it looks again").toBeGreaterThan(since.exchanges);
    await silent(told, since);
  });
});

attack("double-hook", async () => {
  await attacked(async (told) => {
    const { repo, people, sandbox, pass } = told;
    await toGates(told);
    const target = "x-github-hook-installation-target";
    const ofRepository = { [`${target}-id`]: String(repo.id), [`${target}-type`]: "repository" };
    sandbox.deliveries.policy(({ event }) =>
      event === "issue_comment" ? { copies: 2, delaySeconds: [0, 0] } : undefined,
    );
    for (const [by, text] of [
      [people.outsider, "/approve pypi"],
      [people.maintainer, "/approve testpypi"],
    ] as const) {
      const letter = await answered(told, by, text);
      expect((await post(told, letter, { headers: ofRepository })).status).toBe(403);
      const again = { headers: ofRepository, guid: `${GUID}${by.length}` };
      expect((await post(told, letter, again)).status).toBe(403);
      expect((await post(told, letter, { guid: `${GUID}0${by.length}` })).status).toBe(200);
      await pass(10 * SOON);
    }
    expect(told.replies()).toHaveLength(1);
    expect(decisions(told)).toEqual([expect.stringMatching(/^approved /)]);
  });
});

attack("secret-rotation", async () => {
  await attacked(async (told) => {
    const { stage, world, pass, sandbox } = told;
    const old = stage.app.webhookSecret;
    const now = "a secret that this test has made up for tomorrow";
    const start = (settings: Record<string, string>) => stage.start({ ...world, settings });
    const letter = caughtTag(told);
    const sealed = async (secret: string) => ({
      signature: await new Webhooks({ secret }).sign(JSON.stringify(letter.payload)),
    });
    await stage.stop();
    await start({ WEBHOOK_SECRET: now, WEBHOOK_SECRET_OLD: `${old} ${"x".repeat(32)}` });
    expect((await post(told, letter, await sealed("y".repeat(32)))).status).toBe(400);
    expect((await post(told, letter, await sealed(old))).status).toBe(200);
    expect((await post(told, letter, await sealed(now))).status).toBe(200);
    await pass(10 * SOON);
    expect(sandbox.exchanges.some(({ method, path }) => method === "POST" && path.endsWith("/issues"))).toBe(
      true,
    );
    await stage.stop();
    await start({ WEBHOOK_SECRET: now });
    expect((await post(told, letter, await sealed(old))).status).toBe(400);
  });
});

attack("button-press", async () => {
  await attacked(async (told) => {
    const { people, sandbox, repo, pass } = told;
    await toGates(told);
    const sent = sandbox.exchanges.filter(
      ({ method, path }) => method !== "GET" && path.includes("/check-runs"),
    );
    const fields = sent.flatMap(({ requestBody }) => Object.keys(requestBody ?? {}));
    expect(fields).toContain("output");
    expect(fields, "GitHub's name for buttons").not.toContain("actions");
    const letter = await answered(told, people.maintainer, "/status");
    const since = await moment(told);
    const press = {
      action: "requested_action",
      requested_action: { identifier: "approve pypi" },
      check_run: { id: 1, external_id: `${repo.id}:v5.0.0` },
      sender: { login: people.outsider },
    };
    for (const [at, event] of ["check_run", "check_suite"].entries()) {
      const forged = { ...letter, event, payload: { ...letter.payload, ...press } };
      expect((await post(told, forged, { guid: `${GUID}${at}` })).status).toBe(200);
    }
    await pass(10 * SOON);
    await silent(told, since);
  });
});
