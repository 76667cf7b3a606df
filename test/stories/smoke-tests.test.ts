import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const configuration = `${CONFIGURATION}smoke-tests: { require: [linux, windows], before: pypi }\n`;

test("the gate stays shut until people with a right here have tried the build everywhere", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, say, ask, marks, waiting, until, pass }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      const early = await ask(people.maintainer, "/approve pypi");
      expect(early.reply).toContain("can't open before smoke tests");

      say(people.triager, "/tested linux ok on Ubuntu 26.04");
      const theirs = say(people.outsider, "/tested windows ok");
      await until("both on the board", () => issue.body?.includes("`passerby` tried `windows`: ok"));
      expect(marks(theirs)).toEqual(["rocket"]);
      expect(issue.body).toContain("| `windows` | ✅ ok (for information) | `passerby` |");
      expect(issue.body).toContain("Not tried yet: `windows`");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);

      say(people.triager, "/tested windows ok");
      await pass(10_000);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
    },
    { checks: SHORT, configuration },
  );
});

test("a smoke test that fails stops the release until the same person says it was a mistake", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, say, ask, waiting, until, pass, irreversible }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.outsider, "/tested linux fail no idea");
      say(people.triager, "/tested linux fail the window stays black");
      await until("the stop", () => issue.body?.includes("**Stopped at smoke tests.**"));
      expect(issue.body).toContain("`dunkeroni` says that `linux` fails");
      expect(issue.body).toContain("the window stays black");
      const refused = await ask(people.maintainer, "/approve pypi");
      expect(refused.mark).toBe("confused");
      expect(await irreversible()).toEqual([]);

      say(people.triager, "/tested linux ok\n/tested windows ok");
      await pass(10_000);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration },
  );
});
