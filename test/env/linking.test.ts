import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Variables } from "../../src/env/reader.ts";
import { readEnv } from "../../src/env.ts";

const secret = () => randomBytes(32).toString("hex");
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const APP: Variables = { APP_ID: "4711", PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret() };
const [CLIENT, KEY, OLD, OLDER] = [secret(), secret(), secret(), secret()];
const WHOLE: Variables = {
  GITHUB_CLIENT_ID: "Iv23li0123456789",
  GITHUB_CLIENT_SECRET: CLIENT,
  ACCOUNT_KEY: KEY,
  PUBLIC_URL: "https://conductor.example.org",
};

function linking(variables: Variables) {
  const reading = readEnv({ ...APP, ...variables });
  if (reading.is === "faulty") throw new Error(JSON.stringify(reading.problems));
  return reading.env.linking;
}

function problems(variables: Variables) {
  const reading = readEnv({ ...APP, ...variables });
  return reading.is === "faulty" ? reading.problems : [];
}

describe("linking", () => {
  it("is off where none of its settings is there", () => {
    expect(linking({})).toBeUndefined();
    expect(linking({ GITHUB_CLIENT_ID: "", ACCOUNT_KEY: "" })).toBeUndefined();
  });

  it("is on with all four", () => {
    expect(linking(WHOLE)).toEqual({
      clientId: "Iv23li0123456789",
      clientSecret: CLIENT,
      secrets: { current: KEY, old: [] },
      publicUrl: "https://conductor.example.org",
      web: "https://github.com",
    });
  });

  it("takes any number of old keys, and an address with a slash at its end", () => {
    const read = linking({
      ...WHOLE,
      ACCOUNT_KEY_OLD: ` ${OLD}\n\t${OLDER} `,
      PUBLIC_URL: "https://a.org/rc/",
    });
    expect(read?.secrets.old).toEqual([OLD, OLDER]);
    expect(read?.publicUrl).toBe("https://a.org/rc");
  });

  it.each([
    ["https://api.github.com", "https://github.com"],
    ["https://api.octo-corp.ghe.com", "https://octo-corp.ghe.com"],
    ["https://github.example.org/api/v3", "https://github.example.org"],
    ["https://api.example.org/api/v3", "https://api.example.org"],
    ["http://127.0.0.1:4000/github", "http://127.0.0.1:4000"],
  ])("with the API at %s finds GitHub's pages at %s", (api, web) => {
    expect(linking({ ...WHOLE, GITHUB_API_URL: api })?.web).toBe(web);
  });

  it("takes GitHub's pages elsewhere where it is told so", () => {
    expect(linking({ ...WHOLE, GITHUB_WEB_URL: "https://code.example.org/" })?.web).toBe(
      "https://code.example.org",
    );
  });

  it.each(Object.keys(WHOLE))("without %s alone is an error that names it", (name) => {
    const found = problems({ ...WHOLE, [name]: "" });
    expect(found.map((problem) => problem.name)).toEqual([name]);
    expect(found[0]?.cause).toMatch(/is not set, but others/);
    expect(found[0]?.remedy).toMatch(/leave all of them out/);
  });

  it("with an old key alone misses all the rest", () => {
    const found = problems({ ACCOUNT_KEY_OLD: OLD });
    expect(found.map((problem) => problem.name).sort()).toEqual(Object.keys(WHOLE).sort());
  });

  it.each<[string, Variables, string]>([
    ["a short key", { ACCOUNT_KEY: "short" }, "ACCOUNT_KEY"],
    ["a short old key beside a good one", { ACCOUNT_KEY_OLD: `${OLD} short` }, "ACCOUNT_KEY_OLD"],
    ["a public address without https", { PUBLIC_URL: "http://conductor.example.org" }, "PUBLIC_URL"],
    ["a public address that is none", { PUBLIC_URL: "conductor" }, "PUBLIC_URL"],
    ["a public address with a query", { PUBLIC_URL: "https://a.org/?b=c" }, "PUBLIC_URL"],
    ["pages of GitHub without https", { GITHUB_WEB_URL: "http://github.com" }, "GITHUB_WEB_URL"],
  ])("with %s is the one problem, told without a value", (_name, variables, name) => {
    const found = problems({ ...WHOLE, ...variables });
    expect(found.map((problem) => problem.name)).toEqual([name]);
    for (const value of [CLIENT, KEY, OLD, 'short"', "example.org"]) {
      expect(found[0]?.cause).not.toContain(value);
    }
  });

  it("takes http for this machine and what never leaves it", () => {
    expect(linking({ ...WHOLE, PUBLIC_URL: "http://conductor.test" })?.publicUrl).toBe(
      "http://conductor.test",
    );
  });
});
