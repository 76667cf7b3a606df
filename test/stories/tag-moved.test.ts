import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const TWO_APPROVALS = CONFIGURATION.replace("artifacts: [dist] }", "artifacts: [dist], approvals: 2 }");

test.each([
  ["seen at once", false],
  ["seen once the new run stands at the gate", true],
])(
  "a tag that moves while a gate waits shuts the old build out, and approvals start over: %s",
  async (_, late) => {
    await tell(
      async ({ sandbox, repo, people, setVersion, tagRelease, board, atGates, say, until, ...told }) => {
        tagRelease("5.0.0");
        const issue = await board();
        const old = await atGates("testpypi", "pypi");
        const early = say(people.maintainer, "/approve pypi");
        await until("the first approval counted", () => issue.body?.includes("1 of 2: `lstein`"));

        if (late) {
          sandbox.deliveries.hold();
        }
        const fixed = setVersion("5.0.0", "Fix the installer");
        repo.pushTag("v5.0.0", { sha: fixed, by: people.writer });
        const run = await atGates("testpypi", "pypi");
        sandbox.deliveries.release();
        await until("the old run shut", () => old.conclusion === "failure");
        expect(repo.approvals(old).map(({ comment }) => comment)).toEqual([
          expect.stringContaining("Superseded: the tag `v5.0.0` has moved on to"),
          expect.stringContaining("Superseded: the tag `v5.0.0` has moved on to"),
        ]);
        await until("the board waits again", () => issue.body?.includes("0 of 2"));
        expect(issue.body).toContain("1 earlier attempt: nothing of it counts any more");
        expect(repo.checkRuns(fixed)).toMatchObject([{ status: "in_progress" }]);

        say(people.otherMaintainer, "/approve pypi");
        await until("the new approval counted", () => issue.body?.includes("1 of 2: `blessedcoolant`"));
        expect(told.marks(early)).toEqual(["eyes", "confused"]);
        expect(told.replies()).toEqual([
          expect.stringContaining("about a build that will not be published. If the new one is fine, say"),
        ]);
        expect(told.waiting(run)).toContain("pypi");
        const shut = ["testpypi of run 1 rejected", "pypi of run 1 rejected"];
        expect(await told.irreversible()).toEqual(shut);

        await told.toDraft();
        expect(await told.irreversible()).toEqual([...shut, "pypi of run 2 approved", "pypi serves 5.0.0"]);
        expect(repo.issues()).toHaveLength(1);
      },
      { checks: SHORT, configuration: TWO_APPROVALS },
    );
  },
);
