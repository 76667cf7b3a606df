import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { absence, launch } from "../test/browser/chromium.ts";
import { PLAYED, played } from "../test/browser/played.ts";
import { registering } from "../test/browser/registering.ts";
import { LOOKS, openTown, PAGES } from "../test/browser/town.ts";
import { visit } from "../test/cli/playground/visitor.ts";
import { openUnregistered } from "../test/server/unregistered.ts";

/** Pictures every page in light and dark, on a desktop and a phone: `npm run screenshots [folder]`. */
const folder = process.argv[2] ?? "docs/screenshots";

/** The playground before anything has happened shows little. */
const PICTURED: readonly string[] = ["playground", "playground-released"];

/** What is further down is cut off. */
const TALLEST = 4_000;

type Look = (typeof LOOKS)[number];

if (absence !== undefined) throw new Error(absence);
mkdirSync(folder, { recursive: true });
const browser = await launch();
let pictures = 0;
await pictureTown();
await pictureSignIn();
await picturePlayground();
for (const look of LOOKS) await pictureRegistration(look);
await browser.close();
console.log(`${pictures} pictures in ${folder}`);

async function pictureTown(): Promise<void> {
  const town = await openTown();
  await pictureAll(Object.entries(PAGES).map(([name, path]) => [name, `${town.url}${path}`] as const));
  await town.close();
}

/** What a server without public pages shows to whom it does not know. */
async function pictureSignIn(): Promise<void> {
  const town = await openTown({ isPublic: false });
  await pictureAll([["sign-in", `${town.url}${PAGES["release"]}`]]);
  await town.close();
}

async function picturePlayground(): Promise<void> {
  for (const [name, presses] of PLAYED.filter(([name]) => PICTURED.includes(name))) {
    const visitor = await visit();
    await played(visitor, presses);
    await pictureAll([[name, visitor.url]]);
    await visitor.close();
  }
}

/** A server is set up once, so each look has its own. */
async function pictureRegistration(look: Look): Promise<void> {
  const unregistered = await openUnregistered();
  await looking(look, async (page) => {
    for (const [name, press] of registering(page, await unregistered.shown())) {
      await press();
      await picture(page, name, look);
    }
  });
  await unregistered.end();
}

async function pictureAll(all: readonly (readonly [name: string, url: string])[]): Promise<void> {
  for (const look of LOOKS) {
    await looking(look, async (page) => {
      for (const [name, url] of all) {
        await page.goto(url);
        await picture(page, name, look);
      }
    });
  }
}

async function looking({ colorScheme, viewport }: Look, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport });
  await look(await context.newPage());
  await context.close();
}

async function picture(page: Page, name: string, { name: look, viewport }: Look): Promise<void> {
  const height = Math.min(TALLEST, Number(await page.evaluate("document.documentElement.scrollHeight")));
  const clip = { x: 0, y: 0, width: viewport.width, height };
  await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true, clip });
  pictures += 1;
}
