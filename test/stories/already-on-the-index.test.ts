import { expect, test } from "vitest";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a version that the index already has stops before approval, and the way out is forward", async () => {
  await tell(
    async ({ pypi, people, tagRelease, board, atGates, ask, waiting, irreversible }) => {
      await pypi.upload("invokeai", [await wheel({ name: "InvokeAI", version: "5.0.0" })]);
      const before = await irreversible();
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      expect(issue.body).toContain("Stopped at version");
      expect(issue.body).toContain("`pypi` already knows `invokeai 5.0.0`");
      expect(issue.body).toContain("Go on with the next version");

      const { mark, reply } = await ask(people.maintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("Gate `pypi` can't open before version");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual(before);
    },
    { checks: SHORT },
  );
});
