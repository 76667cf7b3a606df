import { expect, test } from "vitest";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("an outsider opens nothing, and is told so once", async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, say, ask, replies, waiting, pass, irreversible }) => {
      tagRelease();
      await board();
      const run = await atGates("testpypi", "pypi");

      const first = await ask(people.outsider, "/approve pypi");
      expect(first.mark).toBe("confused");
      expect(first.reply).toContain("`/approve pypi` needs the role `maintain`");
      for (let burst = 0; burst < 7; burst += 1) {
        for (let said = 0; said < 7; said += 1) {
          say(people.outsider, said % 2 === 0 ? "/approve pypi" : "/publish\n/launch the rocket");
        }
        await pass(10_000);
      }

      expect(replies()).toHaveLength(1);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("words that are no commands are not answered to people without a right here, whoever they are", async () => {
  await tell(
    async ({ sandbox, tagRelease, board, atGates, say, marks, replies, pass }) => {
      tagRelease();
      await board();
      await atGates("pypi");
      const comments = Array.from({ length: 50 }, (_, number) => {
        sandbox.github.createUser(`stranger-${number}`);
        return say(`stranger-${number}`, `/giphy ship it\n/aprove pypi`);
      });
      await pass(120_000);

      expect(replies()).toEqual([]);
      expect(comments.flatMap(marks)).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a bot opens nothing, and nobody does through another app", async () => {
  await tell(
    async ({
      sandbox,
      stage,
      repo,
      people,
      tagRelease,
      board,
      atGates,
      say,
      marks,
      replies,
      waiting,
      pass,
      irreversible,
    }) => {
      const { github } = sandbox;
      github.createUser("merge-queue", { type: "Bot" });
      repo.setRole("merge-queue", "admin");
      github.registerApp({ ...stage.app, id: 815, slug: "mail-to-issue", name: "Mail to issue", events: [] });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      const comments = [
        say("merge-queue", "/approve pypi"),
        repo.comment(issue.number, people.maintainer, "/approve pypi", { viaApp: "mail-to-issue" }),
      ];
      await pass(120_000);

      expect(comments.flatMap(marks)).toEqual([]);
      expect(replies()).toEqual([]);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});

const NO_COMMANDS = {
  "a quotation": "> /approve pypi\n\nSoon!",
  "a code block": "Then say\n\n```\n/approve pypi\n```",
  "code by indentation": "Then say\n\n    /approve pypi",
  "a list": "- /approve pypi",
  "the middle of a line": "I would say /approve pypi now",
  "a remark nobody sees": "<!--\n/approve pypi\n-->\nFine.",
};

test(`a command is none in ${Object.keys(NO_COMMANDS).join(", ")}`, async () => {
  await tell(
    async ({ people, tagRelease, board, atGates, say, marks, replies, pass, irreversible }) => {
      tagRelease();
      await board();
      await atGates("pypi");
      const comments = Object.values(NO_COMMANDS).map((text) => say(people.maintainer, text));
      await pass(60_000);

      expect(comments.flatMap(marks)).toEqual([]);
      expect(replies()).toEqual([]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a comment that was edited opens nothing, whoever edited it", async () => {
  await tell(
    async ({
      repo,
      people,
      tagRelease,
      board,
      atGates,
      say,
      marks,
      replies,
      waiting,
      until,
      pass,
      irreversible,
    }) => {
      tagRelease();
      await board();
      const run = await atGates("testpypi", "pypi");
      const comment = say(people.maintainer, "Not before I have tried it.");
      await pass(10_000);
      repo.editComment(comment.id, "/approve pypi", people.writer);
      await until("an answer", () => marks(comment).includes("confused"));

      expect(replies()).toEqual([expect.stringContaining("An edited comment does not count")]);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});
