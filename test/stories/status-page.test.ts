import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("what the status page of the indexes shows stands on the board while a gate waits, and stops nothing", async () => {
  await tell(
    async ({ repo, statusPage, tagRelease, board, atGates, toDraft, pass, replies }) => {
      const incident = statusPage.raise({ name: "Uploads fail", impact: "major", components: ["Uploads"] });
      statusPage.setComponent("Uploads", "major_outage");
      tagRelease("5.0.0");
      const issue = await board();
      await atGates("testpypi", "pypi");
      expect(issue.body).toContain("The status page of the indexes shows trouble");
      expect(issue.body).toContain("“Uploads fail”");
      expect(issue.body).toContain("Waiting for maintainers");

      statusPage.update(incident, { status: "resolved" });
      statusPage.setComponent("Uploads", "operational");
      await pass(60 * MINUTE);
      expect(issue.body).not.toContain("The status page of the indexes shows trouble");
      await toDraft();
      expect(repo.releases()).toHaveLength(1);
      expect(replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});
