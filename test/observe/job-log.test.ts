import { expect, test } from "vitest";
import type { Eyes } from "../../src/observe/eyes.ts";
import { jobLog } from "../../src/observe/job-log.ts";
import { createRecent } from "../../src/recent.ts";
import { absent } from "../../src/release/fact.ts";

const STORED = "https://x.blob.core.windows.net/log?sig=secret";

/** GitHub redirects to this address, and its storage answers so. */
function eyesOn(answer: () => Response, address = STORED) {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    return answer();
  };
  const github = { location: async () => new URL(address) };
  // The rest of the eyes is for other things to look at.
  const eyes = { github, downloads: { fetch }, logs: createRecent(10) } as unknown as Eyes;
  return { eyes, asked: () => asked };
}

test("a log is read once", async () => {
  const { eyes, asked } = eyesOn(() => new Response("##[error]503 Service Unavailable\n"));
  const told = { is: "read", lines: ["Error: 503 Service Unavailable"], cause: "index-down", whole: true };
  expect(await jobLog(eyes, 1)).toEqual({ is: "seen", value: told });
  expect(await jobLog(eyes, 1)).toEqual({ is: "seen", value: told });
  expect(asked()).toBe(1);
});

test.each([404, 410])("a log that its storage answers with %i is none (any more)", async (status) => {
  expect(await jobLog(eyesOn(() => new Response("", { status })).eyes, 1)).toEqual(absent);
});

test.each([
  [403, "refused"],
  [429, "limited"],
  [503, "broken"],
])("a log that its storage answers with %i may be read the next time", async (status, kind) => {
  const log = await jobLog(eyesOn(() => new Response("", { status })).eyes, 1);
  expect(log).toMatchObject({ is: "unknown", because: { kind, whom: "log storage", status } });
  expect(JSON.stringify(log)).not.toMatch(/artifact|secret/);
});

test.each([
  ["stands elsewhere", () => new Response("never asked"), "https://logs.example/1?sig=secret"],
  ["is sent elsewhere", () => new Response("", { status: 302 }), STORED],
])("a log that %s is not read, whenever it is asked for", async (_, answer, address) => {
  const log = await jobLog(eyesOn(answer, address).eyes, 1);
  expect(log).toMatchObject({ is: "seen", value: { is: "refused" } });
  expect(JSON.stringify(log)).not.toMatch(/artifact|secret/);
});
