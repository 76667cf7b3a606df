import { mkdirSync } from "node:fs";
import { absence, launch } from "../test/browser/chromium.ts";
import { PLAYED, played } from "../test/browser/played.ts";
import { LOOKS, openTown, PAGES } from "../test/browser/town.ts";
import { visit } from "../test/cli/playground/visitor.ts";

/** Pictures every page in light and dark, on a desktop and a phone: `npm run screenshots [folder]`. */
const folder = process.argv[2] ?? "docs/screenshots";

/** The playground before anything has happened shows little. */
const PICTURED: readonly string[] = ["playground", "playground-released"];

/** What is further down is cut off. */
const TALLEST = 4_000;

if (absence !== undefined) throw new Error(absence);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const town = await openTown();
const pages = Object.entries(PAGES).map(([name, path]) => [name, `${town.url}${path}`] as const);
await pictureAll(pages);
await town.close();
const pictured = PLAYED.filter(([name]) => PICTURED.includes(name));
for (const [name, presses] of pictured) {
  const visitor = await visit();
  await played(visitor, presses);
  await pictureAll([[name, visitor.url]]);
  await visitor.close();
}
await browser.close();
console.log(`${(pages.length + pictured.length) * LOOKS.length} pictures in ${folder}`);

async function pictureAll(all: readonly (readonly [name: string, url: string])[]): Promise<void> {
  for (const { name: look, colorScheme, viewport } of LOOKS) {
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    for (const [name, url] of all) {
      await page.goto(url);
      const height = Math.min(TALLEST, Number(await page.evaluate("document.documentElement.scrollHeight")));
      const clip = { x: 0, y: 0, width: viewport.width, height };
      await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true, clip });
    }
    await context.close();
  }
}
