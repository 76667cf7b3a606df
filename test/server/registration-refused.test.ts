import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { REGISTRATION_FAILURES, type RegistrationFailure } from "../../src/replies/registration.ts";
import { openBrowser, type Shown, startUnregistered, upToAnswer } from "./registering.ts";
import { ADDRESS } from "./unregistered.ts";

/** The page says this failure, with its remedy, and no credentials are kept. */
function expectRefusal(shown: Shown, status: number, why: RegistrationFailure) {
  const plain = shown.text
    .replace(/<[^>]+>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  const said = (text: string) => text.replace(/[`*]/g, "");
  expect([shown.status, plain]).toEqual([
    status,
    expect.stringContaining(said(REGISTRATION_FAILURES[why].says)),
  ]);
  expect(plain).toContain(said(REGISTRATION_FAILURES[why].remedy));
}

it("goes not on with a wrong code, and after ten of them with none, until a restart", async () => {
  const unregistered = await startUnregistered();
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const page = await browser.open(url);
  const say = (entered: string) => browser.submit(page, { code: entered, address: ADDRESS });
  const wrong = `${code.slice(0, -1)}${code.endsWith("2") ? "3" : "2"}`;
  for (const entered of [wrong, "", code.slice(1), `${code}A`, ...Array.from({ length: 5 }, () => wrong)]) {
    expectRefusal(await say(entered), 403, "wrong-code");
  }
  // However it is written.
  expect((await say(` ${code.toLowerCase().replaceAll("-", "")} `)).text).toContain("Register on GitHub");
  expectRefusal(await say(wrong), 403, "wrong-code");
  for (const entered of [wrong, code]) expectRefusal(await say(entered), 429, "too-many-tries");
  expect(unregistered.output.join("")).not.toContain(code);
  const next = await startUnregistered();
  expect((await next.shown()).code).not.toBe(code);
});

it("goes not on from another site's page, nor over plain http", async () => {
  const unregistered = await startUnregistered();
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const filled = { code, address: ADDRESS };
  for (const origin of ["https://evil.test", "null"]) {
    expectRefusal(await browser.submit(await browser.open(url), filled, origin), 403, "from-elsewhere");
  }
  const proxied = openBrowser({ "x-forwarded-host": "conductor.example.org" });
  const page = await proxied.open(url);
  expect(proxied.formIn(page).fields["address"]).toBe("https://conductor.example.org");
  expectRefusal(await proxied.submit(page, filled, "http://conductor.example.org"), 403, "insecure");
  const secure = await proxied.submit(page, { code }, "https://conductor.example.org");
  expect(JSON.parse(proxied.formIn(secure).fields["manifest"] ?? "").redirect_url).toBe(
    "https://conductor.example.org/setup/callback",
  );
  expect(secure.headers.get("set-cookie")).toMatch(/^__Host-.*; HttpOnly; SameSite=Lax; Secure$/);
});

it.each([
  ["no-address", { address: "conductor.example.org" }],
  ["no-address", { address: "http://conductor.example.org" }],
  ["no-address", { address: "https://conductor.example.org/?a" }],
  ["no-organization", { organization: "https://github.com/octo-org" }],
  ["no-organization", { organization: "octo/../settings" }],
] as const)("asks again where an answer can't be used: %s, %o", async (why, filled) => {
  const unregistered = await startUnregistered();
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const page = await browser.submit(await browser.open(url), { code, address: ADDRESS, ...filled });
  expectRefusal(page, 400, why);
  expect(browser.formIn(page).fields).toEqual({ organization: "", address: ADDRESS, ...filled, code: "" });
});

it("takes no address of this machine for a GitHub elsewhere", async () => {
  const unregistered = await startUnregistered({ variables: { GITHUB_API_URL: "https://api.github.com" } });
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const page = await browser.open(url);
  expectRefusal(await browser.submit(page, { code, address: "http://localhost:3000" }), 400, "address-local");
  const asked = await browser.submit(page, { code, address: "https://conductor.example.org" });
  expect(browser.formIn(asked).action).toMatch(/^https:\/\/github\.com\/settings\/apps\/new\?state=/);
  expect(asked.headers.get("content-security-policy")).toContain("; form-action 'self' https://github.com;");
});

it("takes GitHub's answer in the browser that began, for the newest begun, and with its state alone", async () => {
  const unregistered = await startUnregistered();
  const { back: first, browser } = await upToAnswer(unregistered);
  const { back } = await upToAnswer(unregistered, browser);
  const changed = (change: (query: URLSearchParams) => void) => {
    const url = new URL(back);
    change(url.searchParams);
    return url.href;
  };
  for (const answer of [
    first,
    changed((query) => query.set("state", "A".repeat(43))),
    changed((query) => query.delete("state")),
    changed((query) => query.append("state", "x")),
    changed((query) => query.delete("code")),
    changed((query) => query.append("code", "x")),
    changed((query) => query.set("code", "../x")),
  ]) {
    expectRefusal(await browser.open(answer), 400, "not-this-browser");
  }
  expectRefusal(await openBrowser().open(back), 400, "not-this-browser");
  expect(unregistered.sandbox.exchanges).toEqual([]);
  expect((await browser.open(back)).status).toBe(200);
});

it("uses GitHub's answer once: what is sent again finds nothing", async () => {
  const unregistered = await startUnregistered();
  const { back, browser } = await upToAnswer(unregistered);
  const answers = await Promise.all([browser.open(back), browser.open(back)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const url = await unregistered.listening();
  const again = new URL(back);
  expect((await browser.open(`${url}${again.pathname}${again.search}`)).status).toBe(404);
  expect(unregistered.sandbox.exchanges.filter(({ path }) => path.includes("conversions"))).toHaveLength(1);
});

it("says when the answer was used before, or an hour ago", async () => {
  const unregistered = await startUnregistered();
  const used = await upToAnswer(unregistered);
  const code = new URL(used.back).searchParams.get("code");
  await fetch(`${unregistered.gitHub.url}/github/app-manifests/${code}/conversions`, {
    method: "POST",
    headers: { "user-agent": "x" },
  });
  expectRefusal(await used.browser.open(used.back), 400, "code-refused");
  expectRefusal(await used.browser.open(used.back), 400, "not-this-browser");
  const late = await upToAnswer(unregistered);
  await unregistered.later(3600);
  expectRefusal(await late.browser.open(late.back), 400, "code-refused");
  expect(existsSync(unregistered.file)).toBe(false);
});

it.each([
  [201, "no credentials"],
  [302, "a page"],
])("says when GitHub's answer holds no credentials: %s, %s", async (status) => {
  const unregistered = await startUnregistered();
  const { back, browser } = await upToAnswer(unregistered);
  unregistered.sandbox.faults.fail({ route: /conversions/, status, message: "not what was asked for" });
  expectRefusal(await browser.open(back), 502, "answer-unclear");
  expect(readdirSync(dirname(unregistered.file))).toEqual([]);
});

it("says that the file can't be written before GitHub gives anything, and goes on once it can", async () => {
  const unregistered = await startUnregistered();
  const folder = dirname(unregistered.file);
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const page = await browser.open(url);
  writeFileSync(folder, "a file where the folder should be");
  expectRefusal(await browser.submit(page, { code, address: ADDRESS }), 500, "file-unwritable");
  rmSync(folder);
  const { back } = await upToAnswer(unregistered, browser);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file where the folder should be");
  expectRefusal(await browser.open(back), 500, "file-unwritable");
  expect(unregistered.sandbox.exchanges).toEqual([]);
  rmSync(folder);
  expect((await browser.open(back)).status).toBe(200);
});

it("never overwrites a file that is there, whenever it came", async () => {
  const unregistered = await startUnregistered();
  const { url, code } = await unregistered.shown();
  const browser = openBrowser();
  const page = await browser.open(url);
  const theirs = () => {
    mkdirSync(dirname(unregistered.file), { recursive: true });
    writeFileSync(unregistered.file, "theirs");
  };
  theirs();
  expectRefusal(await browser.submit(page, { code, address: ADDRESS }), 409, "file-there");
  rmSync(unregistered.file);
  const { back } = await upToAnswer(unregistered, browser);
  unregistered.sandbox.faults.intercept(({ when, path }) => {
    if (when === "after" && path.includes("conversions")) theirs();
    return undefined;
  });
  expectRefusal(await browser.open(back), 500, "credentials-lost");
  expect(readFileSync(unregistered.file, "utf8")).toBe("theirs");
  expect(readdirSync(dirname(unregistered.file))).toEqual(["credentials.env"]);
});
