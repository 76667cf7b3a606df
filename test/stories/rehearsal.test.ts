import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("once the test index serves the release the board says how to try it, and no more once the real one does", async () => {
  await tell(
    async ({ sandbox, people, tagRelease, board, atGates, say, published, until, pass, toDraft }) => {
      tagRelease("5.0.0rc1");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).not.toContain("### How to try");
      say(people.maintainer, "/approve testpypi");
      await published(run, "testpypi");
      await until("how to try it", () => issue.body?.includes("### How to try `5.0.0rc1` from `testpypi`"));

      const [test, real] = [`${sandbox.origin}/testpypi/simple/`, `${sandbox.origin}/pypi/simple/`];
      expect(issue.body).toContain(
        `python -m pip install --no-deps --index-url ${test} invokeai==5.0.0rc1\n` +
          `python -m pip install --index-url ${real} invokeai==5.0.0rc1\n`,
      );

      await toDraft();
      await pass(MINUTE);
      expect(issue.body).not.toContain("### How to try");
    },
    { checks: SHORT },
  );
});
