import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { visit } from "../cli/playground/visitor.ts";
import { absence, launch } from "./chromium.ts";
import { PLAYED, played } from "./played.ts";
import { LOOKS } from "./town.ts";
import { violationsIn } from "./violations.ts";

if (absence !== undefined) process.stderr.write(`${absence}\n`);

describe.skipIf(absence !== undefined)("the playground in a browser", () => {
  let browser: Browser;
  let visitor: Awaited<ReturnType<typeof visit>>;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    visitor = await visit();
  });
  afterEach(() => visitor.close());

  it("a release is played through by clicking, and nothing is asked for elsewhere", async () => {
    const page = await browser.newPage();
    const heard = listenTo(page);
    await page.goto(visitor.url);
    const click = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const say = async (by: string, command: string) => {
      await page.getByLabel("Who speaks").selectOption(by);
      await click(command);
    };
    await click("Push v5.0.0, with its version set");
    await click("Finish all of them");
    await say("lstein", "/approve testpypi");
    await click("Finish publish-testpypi");
    await page.getByLabel("Who speaks").selectOption("dunkeroni");
    await page.getByLabel("In your own words").first().fill("All buttons work.\n\n/tested linux ok");
    await click("Comment");
    await say("blessedcoolant", "/approve pypi");
    await click("Finish publish-pypi");
    await say("lstein", "/publish");
    expect(await page.locator("#discord").innerText()).toContain("InvokeAI v5.0.0 (stable)");
    expect(await page.locator("#board .badge").first().innerText()).toBe("closed");
    expect(
      heard.asked.filter((url) => !url.startsWith(`${visitor.url}/`) && !url.startsWith("data:")),
    ).toEqual([]);
    expect(heard.asked.length).toBeGreaterThan(8);
    expect(heard.complaints).toEqual([]);
    await page.close();
  });

  it("nothing that people write runs or leads away", async () => {
    const page = await browser.newPage();
    const heard = listenTo(page);
    await page.goto(visitor.url);
    await page.getByRole("button", { name: "Push v5.0.0, with its version set" }).click();
    const text = `Hi <img src=x onerror="document.title='owned'"> <script>document.title = 'owned'</script>
[away](https://evil.example) ![x](https://evil.example/x.png) <a href="javascript:document.title='owned'">y</a>

<details open ontoggle="document.title='owned'"><summary>z

</section></main><iframe src="https://evil.example"></iframe>`;
    await page.getByLabel("In your own words").first().fill(text);
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    expect(await page.locator("#board").innerText()).toContain("away");
    expect(await page.title()).toBe("Playground · Release Conductor");
    expect(await page.locator("#board iframe, #board img, #board script, #board a[href^=http]").count()).toBe(
      0,
    );
    // What it left open is ended before what comes after it.
    expect(await page.locator("main .see > section").count()).toBe(7);
    expect(heard.asked.filter((url) => url.includes("evil"))).toEqual([]);
    expect(heard.complaints).toEqual([]);
    await page.close();
  });

  it("goes on by itself when something is done elsewhere, and keeps what is unfolded or being written", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    await visitor.press("Finish check-version");
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(visitor.url);
    await page.locator("#happened summary").click();
    await page.getByLabel("In your own words").first().fill("Not finished");
    await page.locator("h1").click();
    await visitor.press("Finish all of them");
    const answered = page.waitForResponse((response) => response.status() === 200);
    await page.clock.runFor(16_000);
    await answered;
    await page.locator("#run").getByText("Waiting for review").waitFor();
    expect(await page.locator("#happened details").getAttribute("open")).not.toBeNull();
    expect(await page.getByLabel("In your own words").first().inputValue()).toBe("Not finished");
    await page.close();
  });

  it.each(PLAYED)("is accessible and no wider than the screen: %s", async (_name, until) => {
    await played(visitor, until);
    for (const { colorScheme, viewport } of [LIGHT_DESKTOP, DARK_PHONE]) {
      const page = await browser.newPage({ colorScheme, viewport });
      await page.goto(visitor.url);
      await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      expect(await violationsIn(page, axe.source)).toEqual([]);
      await page.close();
    }
  });
});

const [LIGHT_DESKTOP, , , DARK_PHONE] = LOOKS;

/** What a page asks for, and what the browser complains of. */
function listenTo(page: Page) {
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return { asked, complaints };
}
