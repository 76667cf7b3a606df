import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const SET = process.env["CHROMIUM_PATH"];

/** Where a Chromium is looked for: where it is said to be, and there alone, else where Debian's is. */
const PLACES = SET === undefined ? ["/usr/bin/chromium", "/usr/bin/chromium-browser"] : [SET];

/** The path of a Chromium; undefined where there is none. With REQUIRE_BROWSER=1 that fails instead. */
export const chromiumPath = PLACES.find((path) => existsSync(path));

/** What to tell when there is none. */
export const absence =
  chromiumPath === undefined
    ? "No Chromium is found, so the tests in a browser are skipped. Install one (apt-get install chromium) or set CHROMIUM_PATH."
    : undefined;

if (absence !== undefined && process.env["REQUIRE_BROWSER"] === "1") throw new Error(absence);

/** Starts it, without its own talk to anybody. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    // Containers give a process neither the rights for the sandbox nor much shared memory.
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}
