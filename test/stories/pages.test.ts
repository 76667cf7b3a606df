import { expect, test } from "vitest";
import { MINUTE, type Told, tell } from "./stage.ts";

/** A page of the running app, as a browser without scripts reads it. */
async function page({ stage }: Told, path: string, headers: Record<string, string> = {}) {
  const answer = await stage.visit(new Request(`http://conductor.test${path}`, { headers }));
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers };
}

const PUBLIC = { settings: { PUBLIC_PAGES: "on" } };
const RELEASE = "/releases/invoke-ai/InvokeAI/v5.0.0";

test("a release is followed on its page from the tag to its end, in the words of its board", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, until, board, atGates, stage, world, sandbox } = told;
      await stage.start({ ...world, ...PUBLIC });
      expect((await page(told, "/")).text).toContain("There is nothing to show yet");
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
      const issue = await board();
      await atGates("testpypi", "pypi");
      const waiting = await page(told, RELEASE);
      expect(waiting.status).toBe(200);
      expect(waiting.text).toContain("Waiting for maintainers");
      expect(waiting.text).toContain("<code>/approve pypi</code>");
      expect(waiting.text).toContain(
        `<a href="https://github.com/invoke-ai/InvokeAI/issues/${issue.number}">Board</a>`,
      );
      const before = sandbox.exchanges.length;
      expect((await page(told, "/")).text).toContain("Waiting for maintainers");
      await page(told, RELEASE);
      expect(sandbox.exchanges.length).toBe(before);

      repo.comment(issue.number, people.maintainer, "/approve testpypi");
      repo.comment(issue.number, people.maintainer, "/approve pypi");
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      repo.comment(issue.number, people.otherMaintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      await told.pass(MINUTE);
      const released = await page(told, RELEASE);
      expect(released.text).toContain("<code>v5.0.0</code> is released");
      expect(released.text).toContain("same bytes");
      expect(released.text).toContain("all of them fit");
      const history = await page(told, "/releases/invoke-ai/InvokeAI");
      expect(history.text).toContain("v5.0.0");
      expect(history.text).toContain("Lead time");
      await page(told, "/");
      expect((await page(told, "/health")).text).toContain("All is well");
    },
    { started: false },
  );
});

test("a repository that turns private, and one of which GitHub says nothing, is shown to nobody", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, board, atGates, stage, world, sandbox } = told;
      await stage.start({ ...world, ...PUBLIC });
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer });
      await board();
      await atGates("pypi");
      expect((await page(told, RELEASE)).status).toBe(200);
      repo.state.private = true;
      await told.pass(6 * MINUTE);
      const hidden = await page(told, RELEASE);
      const unheardOf = await page(told, "/releases/nobody/nothing/v1");
      expect([hidden.status, unheardOf.status]).toEqual([404, 404]);
      expect(without(hidden.text, "invoke-ai/InvokeAI/v5.0.0")).toBe(
        without(unheardOf.text, "nobody/nothing/v1"),
      );
      expect((await page(told, "/")).text).not.toContain("InvokeAI");
      repo.state.private = false;
      await told.pass(30 * MINUTE);
      sandbox.faults.secondaryLimit({ retryAfter: 600, route: "/repos/{owner}/{repo}", times: 5 });
      const silent = await page(told, RELEASE);
      expect([silent.status, silent.text]).toEqual([503, expect.stringContaining("GitHub does not answer")]);
      expect(silent.text).not.toContain("Waiting for maintainers");
      const partial = await page(told, "/");
      expect(partial.text).toContain("Not all repositories are shown");
      expect(partial.text).not.toContain("InvokeAI");
    },
    { started: false, refusals: [/403$/] },
  );
});

/** In links to where somebody comes back from GitHub it is encoded. */
function without(text: string, name: string): string {
  return text.replaceAll(name, "").replaceAll(encodeURIComponent(name), "");
}

test("without a setting nobody sees anything", async () => {
  await tell(async (told) => {
    const { repo, people, setVersion, board } = told;
    setVersion("5.0.0");
    repo.pushTag("v5.0.0", { by: people.writer });
    await board();
    for (const path of ["/", RELEASE, "/releases/invoke-ai/InvokeAI", "/health", "/releases/a/b/c"]) {
      const answer = await page(told, path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toMatch(/Waiting for|Database|conductor<\/span>/);
    }
  });
});
