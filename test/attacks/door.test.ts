import { createHmac } from "node:crypto";
import { expect } from "vitest";
import type { Variables } from "../../src/env/reader.ts";
import { attack } from "./attack.ts";
import { attacked, caughtTag, post, SOON } from "./stage.ts";
import { started } from "./started.ts";
import { moment, silent } from "./words.ts";

function signedWith(secret: string, payload: unknown): string {
  return `sha256=${createHmac("sha256", secret).update(JSON.stringify(payload)).digest("hex")}`;
}

attack("forged-body", async () => {
  await attacked(async (told) => {
    const { stage, repo, pass } = told;
    const letter = caughtTag(told);
    const other = { ...letter.payload, ref: "refs/tags/v6.0.0" };
    const right = signedWith(stage.app.webhookSecret, letter.payload);
    const since = await moment(told);
    for (const forgery of [
      { signature: null },
      { signature: `sha256=${"0".repeat(64)}` },
      { signature: right.replace("sha256=", "sha1=") },
      { signature: right.slice(0, -1) },
      { signature: signedWith(`${stage.app.webhookSecret} `, letter.payload) },
      { signature: right, payload: other },
      { signature: right, payload: ` ${JSON.stringify(letter.payload)}` },
    ]) {
      expect((await post(told, letter, forgery)).status, JSON.stringify(forgery)).toBe(400);
    }
    await pass(SOON);
    await silent(told, since);
    expect(repo.issues()).toEqual([]);

    expect((await post(told, letter)).status).toBe(200);
    await pass(SOON);
    expect(repo.issues()).toHaveLength(1);
  });
});

attack("default-secret", async () => {
  const weak: readonly Variables[] = [
    {},
    { WEBHOOK_SECRET: "" },
    { WEBHOOK_SECRET: "development" },
    { WEBHOOK_SECRET: "x".repeat(31) },
  ];
  for (const variables of weak) {
    const { code, said } = await started(variables);
    expect(code, JSON.stringify(variables)).toBe(1);
    expect(said).toMatch(/WEBHOOK_SECRET .*openssl rand/);
  }
  await attacked(async (told) => {
    const letter = caughtTag(told);
    const since = await moment(told);
    const { status } = await post(told, letter, { signature: signedWith("development", letter.payload) });
    expect(status).toBe(400);
    await told.pass(SOON);
    await silent(told, since);
  });
});

attack("foreign-app-delivery", async () => {
  await attacked(async (told) => {
    const letter = caughtTag(told);
    const since = await moment(told);
    const header = "x-github-hook-installation-target-id";
    for (const target of ["4712", "47110", "04711", "NaN"]) {
      const answer = await post(told, letter, { headers: { [header]: target } });
      expect([answer.status, answer.body], target).toEqual([403, expect.stringContaining("another App")]);
    }
    await told.pass(SOON);
    await silent(told, since);

    expect((await post(told, letter)).status).toBe(200);
    await told.pass(SOON);
    expect(told.repo.issues()).toHaveLength(1);
  });
});
