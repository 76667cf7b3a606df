import { expect, test } from "vitest";
import { openIssue } from "../../src/sandbox/github/issues.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const APP = "release-conductor";

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

/** What the app's check run on the tagged commit says now. */
function check({ repo }: Told): string {
  const sha = repo.runs().at(-1)?.headSha ?? "";
  const ours = repo.checkRuns(sha).find(({ app }) => app.slug === APP);
  return `${ours?.output?.title}\n${ours?.output?.summary}`;
}

/** How the board gets out of reach and back, and what says so. */
type Away = {
  readonly leave: (told: Told, board: number) => void;
  readonly back: (told: Told, board: number) => void;
  readonly says: string;
  readonly onBoard: boolean;
};

const AWAY: Readonly<Record<string, Away>> = {
  "issues are switched off": {
    leave: ({ repo }) => repo.configure({ hasIssues: false }),
    back: ({ repo }) => repo.configure({ hasIssues: true }),
    says: "Issues are off",
    onBoard: false,
  },
  "the board is locked": {
    leave: ({ repo, people }, board) => repo.lockIssue(board, people.maintainer),
    back: ({ repo, people }, board) => repo.unlockIssue(board, people.maintainer),
    says: "Locked",
    onBoard: true,
  },
};

test.each(Object.keys(AWAY))(
  "while %s no gate opens, the check run and the log say why, and then it goes on with the same board",
  async (how) => {
    await tell(
      async (story) => {
        const { people, repo, tagRelease, board, atGates, say, ask, waiting, until, pass, lines } = story;
        const { leave, back, says, onBoard } = AWAY[how] as Away;
        const told = () => lines.filter((line) => line.includes(says));
        tagRelease();
        const issue = await board();
        const run = await atGates("testpypi", "pypi");
        leave(story, issue.number);
        if (onBoard) {
          say(people.maintainer, "/approve pypi");
        }
        await until("why, on the check run", () => check(story).includes(says));
        await pass(180 * MINUTE);
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        expect(told()).toHaveLength(1);
        expect(issue.body?.includes(says)).toBe(onBoard);

        back(story, issue.number);
        await until("the check run current", () => !check(story).includes(says));
        if (!onBoard) {
          say(people.maintainer, "/approve pypi");
        }
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
        expect(repo.issues()).toHaveLength(1);
        expect(check(story)).toContain("is released");
      },
      { checks: SHORT, refusals: [/ 410$/] },
    );
  },
);

test.each(Object.keys(AWAY))("while %s before /publish nothing is published, and then once", async (how) => {
  await tell(
    async (story) => {
      const { people, tagRelease, board, atGates, toDraft, say, ask, until, pass } = story;
      const { leave, back, onBoard } = AWAY[how] as Away;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      leave(story, issue.number);
      if (onBoard) {
        say(people.maintainer, "/publish");
      }
      await pass(180 * MINUTE);
      expect(draft.draft).toBe(true);

      back(story, issue.number);
      await until("the check run current", () => !check(story).includes(AWAY[how]?.says ?? ""));
      if (!onBoard) {
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      }
      await until("the board closed", () => issue.state === "closed");
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 410$/] },
  );
});

const GONE: Readonly<Record<string, (told: Told, board: number) => void>> = {
  deleted: ({ repo, people }, board) => repo.deleteIssue(board, people.maintainer),
  "transferred to another repository": ({ sandbox, repo, people }, board) => {
    sandbox.github.createRepository({ owner: "invoke-ai", name: "attic" });
    repo.transferIssue(board, "invoke-ai/attic", people.maintainer);
  },
  "transferred to where the app sees it, under its old number": ({ sandbox, repo, people }, board) => {
    sandbox.github.createRepository({ owner: "invoke-ai", name: "attic" });
    for (const { id } of sandbox.github.world.installations) {
      sandbox.github.addRepository(id, "invoke-ai/attic");
    }
    repo.transferIssue(board, "invoke-ai/attic", people.maintainer);
  },
};

test.each(Object.keys(GONE))(
  "a board that is %s is made anew; what was said on the old one counts for nothing",
  async (how) => {
    await tell(
      async (story) => {
        const { people, repo, tagRelease, board, atGates, say, toDraft, ask, waiting, until, pass } = story;
        tagRelease();
        const old = await board();
        const run = await atGates("testpypi", "pypi");
        story.sandbox.deliveries.hold();
        say(people.maintainer, "/approve pypi");
        GONE[how]?.(story, old.number);
        story.sandbox.deliveries.release();
        const issue = await until("a new board", () =>
          repo.issues().find(({ number, author }) => number !== old.number && author.app === APP),
        );
        await pass(60 * MINUTE);
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        expect(issue.body).toContain(`takes the place of issue ${old.number}, which was deleted or moved`);

        await toDraft();
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
        expect(
          repo.issues().filter(({ deleted, transferredTo }) => !deleted && transferredTo === null),
        ).toEqual([issue]);
      },
      { checks: SHORT, refusals: [/issues\/\d+ (404|410|301)$/, / 410$/] },
    );
  },
);

test("a board that is deleted once everything is published is not made anew, and nothing is announced again", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, until, pass, discord }) => {
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      await ask(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      repo.deleteIssue(issue.number, people.maintainer);
      await pass(60 * MINUTE);
      expect(repo.issues().filter(({ deleted }) => !deleted)).toEqual([]);
      expect(discord.messages).toHaveLength(1);
    },
    { checks: SHORT, refusals: [/ 410$/] },
  );
});

test("a second board made by accident is closed with one sentence, and nothing said there counts", async () => {
  await tell(
    async (story) => {
      const { sandbox, people, repo, tagRelease, board, atGates, waiting, until, pass } = story;
      tagRelease();
      const issue = await board();
      const { world } = sandbox.github;
      const twin = openIssue(world, repo.state, {
        title: issue.title,
        body: issue.body,
        author: issue.author,
        viaApp: sandbox.github.app(APP),
      });
      const run = await atGates("testpypi", "pypi");
      await until("the twin closed", () => twin.state === "closed");
      expect(twin.body).toContain(`the board of this release is #${issue.number}`);

      repo.comment(twin.number, people.maintainer, "/approve pypi");
      await pass(60 * MINUTE);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(repo.comments(twin.number)).toHaveLength(1);
      repo.comment(issue.number, people.maintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect(issue.state).toBe("open");
      expect(repo.issues()).toHaveLength(2);
    },
    { checks: SHORT },
  );
});

test("on a finished board that was locked nothing is tried, and once it is unlocked everybody is answered", async () => {
  await tell(
    async (story) => {
      const { repo, people, tagRelease, board, atGates, toDraft, ask, say, until, pass, writes } = story;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      await ask(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      await pass(5 * MINUTE);
      repo.lockIssue(issue.number, people.maintainer);
      const comment = say(people.maintainer, "/status");
      const before = writes().length;
      await pass(120 * MINUTE);
      expect(writes().length).toBe(before);

      repo.unlockIssue(issue.number, people.maintainer);
      await until("the answer", () => comment.reactions.some(({ content }) => content === "rocket"));
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 410$/] },
  );
});
