import { expect, test } from "vitest";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const ID_TOKEN = "    permissions:\n      id-token: write\n";

test("what the workflow lacks for publishing is told before approval, stops nothing, and goes with the gate", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, say, until, published, pass, replies }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      expect(issue.body).toContain("> [!WARNING]\n> **checks** · Job `publish-testpypi` of");
      expect(issue.body).toContain(
        "Job `publish-pypi` of `.github/workflows/release.yml` has no `id-token: write`",
      );
      expect(issue.body).toContain(
        "Job `publish-pypi` of `.github/workflows/release.yml` does not need `python-tests`",
      );
      expect(issue.body).not.toContain("[!CAUTION]");

      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await until("the verification", () => issue.body?.includes("byte for byte as built"));
      await pass(60_000);
      expect(issue.body).not.toContain("Job `publish-pypi` of");
      expect(issue.body).toContain("Job `publish-testpypi` of");
      expect(replies()).toEqual([]);
    },
    {
      checks: SHORT,
      workflow: releaseWorkflow.replaceAll(ID_TOKEN, "").replaceAll("python-tests, build]", "build]"),
    },
  );
});

test.each([
  ["broken", "jobs:\n\tpublish: {}\n", "can't be read here"],
  ["huge", `# ${"x".repeat(70_000)}\n${releaseWorkflow}`, "is larger than 64 kB"],
  ["no workflow", "- a list\n", "holds no jobs that can be read"],
  ["built from anchors", `x: &a { id-token: write }\n${releaseWorkflow}`, "has an anchor"],
])(
  "a workflow file that is %s is told of once, without alarm, and the release goes on",
  async (_, workflow, why) => {
    await tell(
      async ({ tagRelease, board, atGates, toDraft }) => {
        tagRelease();
        const issue = await board();
        await atGates("testpypi", "pypi");
        expect(issue.body?.match(/so what its jobs need for publishing was not looked at/g)).toHaveLength(1);
        expect(issue.body).toContain(why);
        expect(issue.body).toContain("> [!NOTE]");
        expect(issue.body).not.toMatch(/\[!(?:CAUTION|WARNING)\]/);
        await toDraft();
      },
      { checks: SHORT, workflow },
    );
  },
);
