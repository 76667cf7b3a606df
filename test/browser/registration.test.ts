import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startUnregistered } from "../server/registering.ts";
import { absence, launch } from "./chromium.ts";
import { registering } from "./registering.ts";
import { LOOKS } from "./town.ts";
import { violationsIn } from "./violations.ts";

if (absence !== undefined) process.stderr.write(`${absence}\n`);

describe.skipIf(absence !== undefined)("the set-up in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(LOOKS)("registers the App, $name", async ({ colorScheme, viewport }) => {
    const unregistered = await startUnregistered();
    const shown = await unregistered.shown();
    const { origin } = new URL(shown.url);
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    const [asked, complaints]: [string[], string[]] = [[], []];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const isWell = async () => {
      expect(await violationsIn(page, axe.source)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    };

    const [open, handOver, finish] = registering(page, shown).map(([, step]) => step);
    await open?.();
    expect(page.url()).toBe(shown.url);
    await isWell();
    await handOver?.();
    await isWell();
    expect(new Set(asked)).toEqual(new Set([origin]));
    await finish?.();
    await isWell();
    expect(new Set(asked)).toEqual(new Set([origin, unregistered.gitHub.url]));
    expect(complaints).toEqual([]);
    await unregistered.listening();
    await context.close();
  });
});
