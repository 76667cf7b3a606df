import type { Page } from "playwright-core";

type Violations = {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
};

/** What axe finds wrong on a page, a line each. Its source is not added as a tag, which the page's own policy forbids. */
export async function violationsIn(page: Page, axe: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run()")) as Violations;
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}
