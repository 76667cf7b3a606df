import { expect, test } from "vitest";
import { patient } from "../../src/registries/patient.ts";
import { registries } from "../../src/registries/registries.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

const lost = () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
};
const late = () => {
  throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
};
const answered = (status: number, headers: Record<string, string> = {}) => {
  return () => new Response("", { status, headers });
};
const good = () => Response.json({ name: "tool", versions: {} });

/** Asks npm for the versions of a package; gives what came of it, and when it was asked, in seconds. */
async function asked(answers: readonly (() => Response)[]) {
  const clock = createVirtualClock(0);
  const at: number[] = [];
  const fetch = async () => {
    const answer = answers[at.length] ?? good;
    at.push(clock.now() / 1_000);
    return answer();
  };
  const known = registries({ clock, fetchTo: () => fetch });
  const came = await clock.busy(async () => {
    const npm = patient(known, { clock, sleep: clock.sleepUntil }).get("npm");
    return await npm?.versions("tool").catch((error: Error) => error.message);
  });
  return { came, at };
}

test.each([
  ["a lost connection is made again", [lost, lost], [], [0, 1, 3]],
  ["an error of the index's own is not the last word", [answered(503)], [], [0, 1]],
  ["the third silence is", [lost, lost, lost], "npm: the connection was lost (ECONNRESET)", [0, 1, 3]],
  ["no answer in time is not waited for again", [late], "npm: no answer in time", [0]],
  ["a time that the index names is kept", [answered(503, { "retry-after": "30" })], "npm: answered 503", [0]],
  ["too many requests do not become more", [answered(429)], "npm: answered 429: too many requests", [0]],
  ["a refusal is one", [answered(403)], "npm: refused the request with 403", [0]],
] as const)("%s", async (_, answers, came, at) => {
  expect(await asked(answers)).toEqual({ came, at });
});
