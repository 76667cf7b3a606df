import { mkdirSync } from "node:fs";
import { absence, launch } from "../test/browser/chromium.ts";
import { LOOKS, openTown, PAGES } from "../test/browser/town.ts";

/** Pictures every page in light and dark, on a desktop and a phone: `npm run screenshots [folder]`. */
const folder = process.argv[2] ?? "docs/screenshots";

if (absence !== undefined) throw new Error(absence);
mkdirSync(folder, { recursive: true });
const [browser, town] = [await launch(), await openTown()];
for (const { name: look, colorScheme, viewport } of LOOKS) {
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(`${town.url}${path}`);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
await town.close();
console.log(`${Object.keys(PAGES).length * LOOKS.length} pictures in ${folder}`);
