import { expect, test } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { MINUTE, tell } from "./stage.ts";

const marks = (comment: Comment) => comment.reactions.map(({ content }) => content);

test("a request on any issue opens the board of a release to come, once", async () => {
  await tell(async ({ repo, people, until, board }) => {
    const issue = repo.openIssue({ title: "What is left for 5.1?", by: people.writer });
    const asked = repo.comment(issue.number, people.maintainer, "Let us begin.\n\n/prepare v5.1.0");
    const opened = await board();
    expect(opened.title).toBe("Release v5.1.0");
    await until("the request answered", () => marks(asked).includes("rocket"));
    const [, reply] = repo.comments(issue.number);
    expect(reply?.body).toContain(
      `[The board](${`https://github.com/invoke-ai/InvokeAI/issues/${opened.number}`})`,
    );

    const again = repo.comment(issue.number, people.maintainer, "/prepare v5.1.0");
    await until("the second one answered", () => marks(again).includes("confused"));
    expect(repo.comments(issue.number).at(-1)?.body).toContain("`v5.1.0` is under way");

    const mixed = repo.comment(issue.number, people.maintainer, "/prepare v5.2.0\n/approve pypi");
    await until("the board beside it", () => repo.issues().find(({ title }) => title === "Release v5.2.0"));
    await until("the mixed comment answered", () => marks(mixed).includes("confused"));
    expect(repo.comments(issue.number).at(-1)?.body).toContain("counts on the board of that release alone");
  });
});

test("who is nobody here, what is said about other things, and what is old gets no answer", async () => {
  await tell(
    async ({ repo, people, pass, stage, world }) => {
      const issue = repo.openIssue({ title: "Anything", by: people.outsider });
      const old = repo.comment(issue.number, people.maintainer, "/prepare v4.0.0");
      await pass(25 * 60 * MINUTE);
      await stage.start(world);
      const said = [
        repo.comment(issue.number, people.outsider, "/prepare v6.0.0"),
        repo.comment(issue.number, people.maintainer, "/approve pypi"),
        repo.comment(issue.number, people.maintainer, "should I say /prepare v6.0.0 here?"),
      ];
      await pass(5 * MINUTE);
      expect([old, ...said].map(marks)).toEqual([[], [], [], []]);
      expect(repo.issues()).toHaveLength(1);
      expect(repo.comments(issue.number)).toHaveLength(4);
    },
    { started: false },
  );
});

test("a request of which no webhook told is found by the sweep", async () => {
  await tell(async ({ repo, people, pass, sandbox, until }) => {
    const issue = repo.openIssue({ title: "Anything", by: people.outsider });
    await pass(5 * MINUTE);
    sandbox.deliveries.only([]);
    const asked = repo.comment(issue.number, people.maintainer, "/release v9.9.9");
    repo.comment(issue.number, people.outsider, "/release v9.9.9");
    await pass(MINUTE);
    sandbox.deliveries.only(null);
    await until("the answer", () => marks(asked).includes("confused"));
    await pass(30 * MINUTE);
    expect(repo.comments(issue.number)).toHaveLength(3);
  });
});

test("a request that was said twice before anybody heard it opens one board", async () => {
  await tell(
    async ({ repo, people, stage, world, until, pass }) => {
      const issue = repo.openIssue({ title: "What is left for 5.1?", by: people.writer });
      const said = ["/prepare v5.1.0", "/prepare v5.1.0"].map((line) =>
        repo.comment(issue.number, people.maintainer, line),
      );
      await stage.start({ ...world, sweepMinutes: 10 });
      await until("both answered", () => said.every((one) => marks(one).some((mark) => mark !== "eyes")));
      await pass(10 * MINUTE);
      expect(said.map(marks).map((all) => all.at(-1))).toEqual(["rocket", "confused"]);
      expect(repo.issues().filter(({ author }) => author.type === "Bot")).toHaveLength(1);
    },
    { started: false },
  );
});

test("a hold behind a request on the board is heard, and the request is not", async () => {
  await tell(async ({ repo, people, tagRelease, board, say, marks: given, until, replies, pass }) => {
    tagRelease();
    const opened = await board();
    await pass(MINUTE);
    const mixed = say(people.maintainer, "/prepare v5.1.0\n/hold the wheel is broken");
    await until("the hold on the board", () => opened.body?.includes("**On hold by `lstein`"));
    await until("the comment answered", () => given(mixed).includes("confused"));
    expect(replies().at(-1)).toContain("`/prepare");
    await pass(10 * MINUTE);
    expect(repo.issues().filter(({ title }) => title === "Release v5.1.0")).toEqual([]);
  });
});

test("a run that begins in the moment of the request is taken, and no second one started", async () => {
  await tell(async ({ repo, people, setVersion, until, pass }) => {
    const issue = repo.openIssue({ title: "Please release", by: people.outsider });
    setVersion("5.0.0");
    // With four at once, GitHub starts nothing; pushed by itself, the tag gets its run.
    repo.pushTags(["v5.0.0", "a", "b", "c"], { by: people.writer });
    const asked = repo.comment(issue.number, people.maintainer, "/release v5.0.0");
    await pass(30_000);
    repo.deleteTag("v5.0.0", people.writer);
    repo.pushTag("v5.0.0", { by: people.writer });
    await until("the request answered", () => marks(asked).some((mark) => mark !== "eyes"));
    await pass(10 * MINUTE);
    expect(repo.runs()).toMatchObject([{ event: "push" }]);
  });
});
