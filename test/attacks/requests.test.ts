import { expect } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { CONFIGURATION, VERSION_FILE, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { stop } from "../stories/stop.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";

const DAY = 24 * 60 * MINUTE;
const marks = (comment: Comment) => comment.reactions.map(({ content }) => content);
const STRICT = CONFIGURATION.replace(
  "pypi: { index: pypi, package: invokeai, artifacts: [dist] }",
  "pypi: { index: pypi, package: invokeai, artifacts: [dist], self-approval: false }",
);
const BUILDING = `${CONFIGURATION}build: release.yml\n`;

/** A tag of which GitHub started nothing: with four at once it does not. It is too old to get a board by itself. */
function tagSilently({ repo, people, sandbox }: Told, more = ""): void {
  const files = { [VERSION_FILE]: `__version__ = "5.0.0"\n${more}` };
  const at = sandbox.clock.now() - 30 * DAY;
  repo.commit({ files, message: "Release", author: { login: people.writer }, at });
  const others = ["a", "b", "c"].map((name) => `${name}${more.length}`);
  repo.pushTags(["v5.0.0", ...others], { by: people.writer });
}

attack("request-without-right", async () => {
  await tell(
    async (told) => {
      const { repo, people, pass } = told;
      tagSilently(told);
      const issue = repo.openIssue({ title: "Anything", by: people.outsider });
      const pull = repo.pullRequest({ title: "A fix", author: people.outsider });
      const edited = repo.comment(issue.number, people.maintainer, "Shall we?");
      repo.editComment(edited.id, "/release v5.0.0", people.writer);
      for (const line of ["/release v5.0.0", "/build main"]) {
        repo.comment(issue.number, people.writer, line);
        repo.comment(issue.number, people.outsider, line);
        repo.comment(issue.number, `${told.stage.app.slug}[bot]`, line);
        repo.comment(pull.number, people.maintainer, line);
      }
      await pass(30 * MINUTE);
      expect(repo.runs()).toEqual([]);
      expect(repo.issues()).toHaveLength(1);
      // The writer twice, and the maintainer whose comment is not their word any more.
      const replies = repo
        .comments(issue.number)
        .filter(({ body }) => body.includes("<!-- release-conductor"));
      expect(replies).toHaveLength(3);
      expect(repo.comments(pull.number).filter(({ reactions }) => reactions.length > 0)).toEqual([]);
    },
    { checks: SHORT, configuration: BUILDING },
  );
});

attack("started-for-oneself", async () => {
  await tell(
    async (told) => {
      const { repo, people, board, atGates, ask, waiting, pass } = told;
      tagSilently(told);
      const elsewhere = repo.openIssue({ title: "Anything", by: people.outsider });
      const request = repo.comment(elsewhere.number, people.maintainer, "/release v5.0.0");
      const run = await atGates("testpypi", "pypi");
      repo.deleteComment(request.id, people.maintainer);
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain("`self-approval: false`");

      // Without the board's mark nothing tells who it was: then it could be anybody.
      const issue = await board();
      repo.editIssue(
        issue.number,
        { body: (issue.body ?? "").replace(/k?[\w-]+ -->$/, "x -->") },
        people.maintainer,
      );
      await pass(5 * MINUTE);
      const answers = [
        await ask(people.maintainer, "/approve pypi"),
        await ask(people.otherMaintainer, "/approve pypi"),
      ];
      expect(answers.map(({ mark }) => mark)).toEqual(["confused", "confused"]);
      expect(answers[1]?.reply).toContain("tells any more for whom");
      expect(waiting(run)).toContain("pypi");
    },
    { checks: SHORT, configuration: STRICT },
  );
});

attack("started-after-another", async () => {
  await tell(
    async (told) => {
      const { repo, people, board, atGates, ask, say, waiting, pass, until } = told;
      tagSilently(told);
      const elsewhere = repo.openIssue({ title: "Anything", by: people.outsider });
      repo.comment(elsewhere.number, people.otherMaintainer, "/release v5.0.0");
      await atGates("testpypi", "pypi");
      await board();
      tagSilently(told, "#");
      await pass(15 * MINUTE);
      // Refused, and claimed by nobody: it has nothing to do with this tag.
      await ask(people.otherMaintainer, "/release v9.0.0");
      const request = say(people.maintainer, "/release v5.0.0");
      await until("the answer", () => marks(request).includes("rocket"));
      const run = await atGates("testpypi", "pypi");
      expect(run.event).toBe("workflow_dispatch");
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain("`self-approval: false`");

      repo.deleteComment(request.id, people.maintainer);
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain("`self-approval: false`");
      expect(waiting(run)).toContain("pypi");
      await ask(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { checks: SHORT, configuration: STRICT },
  );
});

attack("double-dispatch", async () => {
  await tell(
    async (told) => {
      const { repo, people, sandbox, stage, world, until, pass } = told;
      tagSilently(told);
      const issue = repo.openIssue({ title: "Anything", by: people.outsider });
      sandbox.faults.unreachable({ route: /POST .*\/dispatches/, when: "before" });
      const lost = repo.comment(issue.number, people.maintainer, "/release v5.0.0");
      await until("the claim", () => marks(lost).includes("eyes"));
      await stop({ stage, pass });
      await pass(MINUTE);
      await stage.start({ ...world, sweepMinutes: 10 });
      await until("the question", () => marks(lost).includes("confused"));
      expect(repo.comments(issue.number).at(-1)?.body).toContain("It is unclear whether that happened");
      expect(repo.runs()).toEqual([]);

      repo.comment(issue.number, people.maintainer, "/release v5.0.0");
      await until("a run", () => repo.runs()[0]);
      await stop({ stage, pass });
      await pass(MINUTE);
      await stage.start({ ...world, sweepMinutes: 10 });
      await pass(60 * MINUTE);
      expect(repo.runs().map(({ workflow }) => workflow.path)).toEqual([WORKFLOW]);
      expect(repo.issues().filter(({ author }) => author.type === "Bot")).toHaveLength(1);
    },
    { checks: SHORT },
  );
});
