import { expect, test } from "vitest";
import { LAPSES } from "../../src/replies/board/lapses.ts";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { configure, pypiWith } from "./policy.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const HOUR = 60 * MINUTE;

const RULES = "approvals: 2, approvals-expire: 12h";

type Given = { readonly comment: Comment; readonly run: Run };

/** What becomes of an approval that counted, by the reason that the board gives. */
const DEEDS: { readonly [Why in keyof typeof LAPSES]?: (told: Told, given: Given) => Promise<void> | void } =
  {
    "tag-moved": async ({ repo, people, setVersion, atGates }) => {
      repo.pushTag("v5.0.0", { sha: setVersion("5.0.0", "Fix it"), by: people.writer });
      await atGates("testpypi", "pypi");
    },
    "run-again": async ({ repo, people, atGates }, { run }) => {
      repo.cancelRun(run);
      repo.rerunFailed(run, people.writer);
      await atGates("testpypi", "pypi");
    },
    "comment-deleted": ({ repo, people }, { comment }) => repo.deleteComment(comment.id, people.maintainer),
    "comment-edited": ({ repo, people }, { comment }) =>
      repo.editComment(comment.id, "/approve pypi\nafter all", people.maintainer),
    "right-lost": ({ repo, people }) => repo.setRole(people.otherMaintainer, "write"),
    "rules-changed": (told) => configure(told, pypiWith(`${RULES}, escalate: [lstein]`)),
    "artifacts-replaced": async ({ repo }, { run }) => {
      const files = run.artifacts.find(({ name }) => name === "dist")?.files ?? {};
      await repo.replaceArtifact(run, "dist", files);
    },
    expired: ({ pass }) => pass(13 * HOUR),
  };

test.each(Object.keys(DEEDS) as (keyof typeof LAPSES)[])(
  "an approval that counted shows once why it counts no more, and with a lost store too: %s",
  async (why) => {
    await tell(
      async (told) => {
        const { stage, world, people, tagRelease, board, atGates, say, ask, until, pass, waiting } = told;
        tagRelease();
        const issue = await board();
        const run = await atGates("testpypi", "pypi");
        const comment = say(people.otherMaintainer, "/approve pypi");
        await until("the approval counted", () => issue.body?.includes("1 of 2: `blessedcoolant`"));
        expect(issue.body).not.toContain("Approvals that count no more");

        await pass(1_000);
        await DEEDS[why]?.(told, { comment, run });
        await ask(people.triager, "/status");
        const rows = () => {
          const [, after = ""] = (issue.body ?? "").split("### Approvals that count no more");
          const [table = ""] = after.split("###");
          return table.split("\n").filter((line) => line.startsWith("| `"));
        };
        await until("the reason on the board", () => rows().length > 0);
        const row = expect.stringMatching(
          new RegExp(
            `^\\| \`blessedcoolant\` \\| \`pypi\` \\| 2026-11-20 18:0\\d UTC \\| ${LAPSES[why]} \\|$`,
          ),
        );
        expect(rows()).toEqual([row]);
        await until("the board without it", () => issue.body?.includes("Gate `pypi` has 0 of 2 approvals"));

        await stop(told);
        await pass(MINUTE);
        await stage.start({ ...world, databasePath: ":memory:" });
        await ask(people.triager, "/status");
        await pass(MINUTE);
        expect(rows()).toEqual([row]);
        expect(issue.body).toContain("Gate `pypi` has 0 of 2 approvals");
        expect(waiting(told.repo.runs().at(-1) as Run)).toContain("pypi");
        expect((await told.irreversible()).filter((one) => one.endsWith("approved"))).toEqual([]);
      },
      { checks: SHORT, configuration: pypiWith(RULES) },
    );
  },
);
