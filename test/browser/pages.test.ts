import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE } from "../../src/release/instant.ts";
import { cardOf, keep } from "../server/pages/cards.ts";
import { absence, launch } from "./chromium.ts";
import { LOOKS, openTown, PAGES } from "./town.ts";
import { violationsIn } from "./violations.ts";

if (absence !== undefined) process.stderr.write(`${absence}\n`);

describe.skipIf(absence !== undefined)("the pages in a browser", () => {
  let browser: Browser;
  let town: Awaited<ReturnType<typeof openTown>>;

  beforeAll(async () => {
    [browser, town] = [await launch(), await openTown()];
  });
  afterAll(async () => {
    await browser.close();
    await town.close();
  });

  describe.each(LOOKS)("$name", ({ colorScheme, viewport }) => {
    it.each(Object.entries(PAGES))(
      "%s: accessible, within its origin, no wider than the screen",
      async (_name, path) => {
        const context = await browser.newContext({ colorScheme, viewport });
        const page = await context.newPage();
        const [asked, complaints]: [string[], string[]] = [[], []];
        page.on("request", (request) => asked.push(request.url()));
        page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(`${town.url}${path}`);
        for (const details of await page.locator("details > summary").all()) await details.click();
        expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
        expect(await violationsIn(page, axe.source)).toEqual([]);
        expect(asked.filter((url) => !url.startsWith(`${town.url}/`) && !url.startsWith("data:"))).toEqual(
          [],
        );
        expect(asked.length).toBeGreaterThan(0);
        const expected = path === PAGES["missing"] ? [expect.stringContaining("404")] : [];
        expect(complaints).toEqual(expected);
        await context.close();
      },
    );
  });

  it("a release's page goes on by itself while somebody looks at it, and keeps what they have opened", async () => {
    const tag = "v7.0.0";
    const where = { repository: 100, owner: "invoke-ai", name: "InvokeAI", tag };
    await keep(town.store, { ...where, ...cardOf("approvals") });
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${town.url}/releases/invoke-ai/InvokeAI/${tag}`);
    await page.locator("summary").click();
    expect(await page.locator("#standing").innerText()).toContain("Waiting for maintainers");
    await keep(town.store, { ...where, ...cardOf("mismatch") });
    town.pass(MINUTE);
    const answered = page.waitForResponse((response) => response.status() === 200);
    await page.clock.runFor(16_000);
    await answered;
    await page.getByText("Stopped at version").first().waitFor();
    expect(await page.locator("details").getAttribute("open")).not.toBeNull();
    const unchanged = page.waitForResponse((response) => response.status() === 304);
    await page.clock.runFor(16_000);
    expect((await unchanged).status()).toBe(304);
    await page.close();
  });

  it("can be walked through with the keyboard, from a link that leads to the content", async () => {
    const page = await browser.newPage();
    await page.goto(`${town.url}/`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    await page.close();
  });
});
