import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Told, tell } from "../stories/stage.ts";
import { absence, launch } from "./chromium.ts";
import { LOOKS } from "./town.ts";
import { violationsIn } from "./violations.ts";

if (absence !== undefined) process.stderr.write(`${absence}\n`);

const APP = "http://conductor.test";
const PATH = "/releases/invoke-ai/InvokeAI/v5.0.0";

/** Lets the browser find the app and the sandbox's GitHub by their names; gives the origins it asked. */
async function lead(page: Page, { stage, sandbox }: Told): Promise<readonly string[]> {
  const asked: string[] = [];
  await page.route("**/*", async (route) => {
    const { origin } = new URL(route.request().url());
    asked.push(origin);
    const request = new Request(route.request().url(), {
      method: route.request().method(),
      headers: await route.request().allHeaders(),
    });
    const answer = origin === APP ? await stage.visit(request) : await sandbox.fetch(request);
    await route.fulfill(await fulfilled(answer, route.request().url()));
  });
  return asked;
}

/** What a redirect leads to is no request of its own to a route: it becomes a page that goes on at once. */
async function fulfilled(answer: Response, url: string) {
  const cookies = answer.headers.getSetCookie();
  const cookie = cookies.length === 0 ? {} : { "set-cookie": cookies.join("\n") };
  const location = answer.headers.get("location");
  if (location === null) {
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: { ...Object.fromEntries(answer.headers), ...cookie }, body };
  }
  const next = new URL(location, url).href.replaceAll("&", "&amp;");
  const body = `<!doctype html><meta http-equiv="refresh" content="0;url=${next}">`;
  return { status: 200, headers: { "content-type": "text/html", ...cookie }, body };
}

describe.skipIf(absence !== undefined)("signing in, in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(LOOKS.filter(({ name }) => name !== "dark-desktop" && name !== "light-phone"))(
    "leads over GitHub to the release, and out again, $name",
    async ({ colorScheme, viewport }) => {
      await tell(async (told) => {
        const { repo, people, setVersion, board, atGates, sandbox } = told;
        repo.state.private = true;
        setVersion("5.0.0");
        repo.pushTag("v5.0.0", { by: people.writer });
        await board();
        await atGates("pypi");
        sandbox.github.logIn(people.triager);
        const context = await browser.newContext({ colorScheme, viewport });
        const page = await context.newPage();
        const asked = await lead(page, told);
        const isWell = async () => expect(await violationsIn(page, axe.source)).toEqual([]);

        await page.goto(`${APP}${PATH}`);
        await isWell();
        await page.getByRole("link", { name: "Sign in" }).first().click();
        await page.getByText("Waiting for maintainers").first().waitFor();
        expect(page.url()).toBe(`${APP}${PATH}`);
        await isWell();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByText("Sign in").first().waitFor();
        await page.goto(`${APP}${PATH}`);
        expect(await page.getByText("Waiting for maintainers").count()).toBe(0);
        expect(new Set(asked)).toEqual(new Set([APP, sandbox.origin]));
        await context.close();
      });
    },
  );
});
