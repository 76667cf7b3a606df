import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** Where a file of the repository stands, by its path from the root. */
export function placeOf(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** The text of a file of the repository. */
export function pageText(path: string): string {
  return readFileSync(placeOf(path), "utf8");
}

/**
 * Holds the generated blocks of a page against the Markdown they should have. A block stands between
 * `<!-- generated: name -->` and `<!-- /generated -->`. Run the test with `--update` to write them anew. One call for a
 * page: vitest writes a file as a whole.
 */
export async function expectGenerated(path: string, blocks: Readonly<Record<string, string>>): Promise<void> {
  let page = pageText(path);
  const there = [...page.matchAll(/<!-- generated: (?<name>[^>]+) -->/g)].map(
    ({ groups }) => groups?.["name"],
  );
  expect(there, `the generated blocks of ${path}`).toEqual(Object.keys(blocks));
  for (const [name, markdown] of Object.entries(blocks)) {
    const block = new RegExp(`(?<=<!-- generated: ${name} -->\n).*?(?=<!-- /generated -->)`, "s");
    page = page.replace(block, () => `\n${markdown}\n\n`);
  }
  await expect(page).toMatchFileSnapshot(placeOf(path));
}
