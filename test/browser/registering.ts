import type { Page } from "playwright-core";
import { ADDRESS } from "../server/unregistered.ts";

type Step = readonly [name: string, press: () => Promise<void>];

/** From the set-up page to the registered App, step by step, each by the name under which its page is pictured. */
export function registering(
  page: Page,
  { url, code }: { readonly url: string; readonly code: string },
): readonly Step[] {
  const press = () => page.getByRole("button").click();
  return [
    [
      "set-up",
      async () => {
        await page.goto(new URL(url).origin);
        await page.getByLabel("Code").fill(code);
        await page.getByLabel("Address of this server").fill(ADDRESS);
      },
    ],
    ["set-up-hand-over", press],
    [
      "set-up-done",
      async () => {
        await press();
        await page.getByText("The server is set up").first().waitFor();
      },
    ],
  ];
}
