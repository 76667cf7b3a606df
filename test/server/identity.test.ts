import { describe, expect, it } from "vitest";
import { GitHubFault } from "../../src/github/fault.ts";
import { createIdentity } from "../../src/server/identity.ts";
import { APP_ID, SLUG } from "./stage.ts";

const REFUSED = new GitHubFault({ kind: "forbidden", status: 401, detail: "GET /app: 401" });
const AWAY = new GitHubFault({ kind: "unreachable", detail: "GET /app: no answer" });

/** An identity that was asked for as often as GitHub answers or fails here. */
async function asked(...answers: readonly ("ours" | GitHubFault)[]) {
  const left = [...answers];
  const github = {
    async app() {
      const answer = left.shift();
      if (answer instanceof GitHubFault) throw answer;
      return { id: APP_ID, slug: SLUG };
    },
  };
  const identity = createIdentity(github, APP_ID);
  for (const _ of answers) await identity.ask().catch(() => undefined);
  return identity;
}

describe("who the App is on GitHub", () => {
  it("is told with the remedy when its key is refused after it was taken, and its slug is kept", async () => {
    const identity = await asked("ours", REFUSED);
    await expect(identity.checkKey()).rejects.toThrow(/not App 4711's.*401.*APP_ID/);
    expect(identity.slug()).toBe(SLUG);
  });

  it("is as GitHub said last, where it gives no answer since", async () => {
    await expect((await asked(REFUSED, AWAY)).checkKey()).rejects.toThrow("401");
    await expect((await asked("ours", AWAY)).checkKey()).resolves.toBeUndefined();
  });

  it("is well again once GitHub takes the key", async () => {
    await expect((await asked("ours", REFUSED, "ours")).checkKey()).resolves.toBeUndefined();
  });
});
