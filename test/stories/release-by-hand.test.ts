import { expect, test } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { CONFIGURATION, VERSION_FILE, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const DAY = 24 * 60 * MINUTE;
const marks = (comment: Comment) => comment.reactions.map(({ content }) => content);

const isOver = (comment: Comment) => marks(comment).some((mark) => mark === "rocket" || mark === "confused");

/** Says something on an issue that is no board; gives what the app replied. */
async function asked({ repo, people, until }: Told, line: string): Promise<string> {
  const issue = repo.openIssue({ title: "Please release", by: people.outsider });
  const comment = repo.comment(issue.number, people.maintainer, line);
  await until(`an answer to ${line}`, () => isOver(comment));
  return repo.comments(issue.number).at(-1)?.body ?? "";
}

const boards = ({ repo }: Told) => repo.issues().filter(({ author }) => author.type === "Bot");

const STRICT = CONFIGURATION.replace(
  "pypi: { index: pypi, package: invokeai, artifacts: [dist] }",
  "pypi: { index: pypi, package: invokeai, artifacts: [dist], self-approval: false }",
);

test("a tag of which GitHub started nothing gets its run and its board, and whoever asked does not approve it", async () => {
  await tell(
    async (told) => {
      const { repo, people, sandbox, ask, pass, atGates, waiting, until } = told;
      const files = { [VERSION_FILE]: '__version__ = "5.0.0"\n' };
      const at = sandbox.clock.now() - 30 * DAY;
      repo.commit({ files, message: "Release", author: { login: people.writer }, at });
      // With four at once, GitHub sends no event and starts no run.
      repo.pushTags(["v5.0.0", "a", "b", "c"], { by: people.writer });
      await pass(MINUTE);
      expect([repo.runs(), boards(told)]).toEqual([[], []]);

      const reply = await asked(told, "/release v5.0.0");
      const [board, ...others] = boards(told);
      expect(others).toEqual([]);
      expect(reply).toContain(`[The board](https://github.com/invoke-ai/InvokeAI/issues/${board?.number})`);
      expect(reply).toContain("Its workflow has been started at the tag.");
      const run = await atGates("testpypi", "pypi");
      expect(run).toMatchObject({ event: "workflow_dispatch", ref: "refs/tags/v5.0.0" });
      const own = await ask(people.maintainer, "/approve pypi");
      expect(own).toMatchObject({ mark: "confused" });
      expect(own.reply).toContain("`self-approval: false`");
      expect(waiting(run)).toContain("pypi");
      await ask(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect(repo.runs()).toHaveLength(1);
    },
    { checks: SHORT, configuration: STRICT },
  );
});

test("a tag that has its board for want of a run gets that there, and whoever asked does not approve it", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, ask, pass, atGates, waiting, until } = told;
      setVersion("5.0.0");
      repo.pushTags(["v5.0.0", "a", "b", "c"], { by: people.writer });
      await pass(30 * MINUTE);
      const [board, ...others] = boards(told);
      expect([repo.runs(), others]).toEqual([[], []]);
      expect(board?.body).toContain("Say `/release v5.0.0`");
      expect(await asked(told, "/release v5.0.0")).toContain("Say `/release v5.0.0` there");
      expect(repo.runs()).toEqual([]);

      expect(await ask(people.maintainer, "/release v5.0.0")).toMatchObject({ mark: "rocket" });
      const run = await atGates("testpypi", "pypi");
      expect(run).toMatchObject({ event: "workflow_dispatch", ref: "refs/tags/v5.0.0" });
      const own = await ask(people.maintainer, "/approve pypi");
      expect(own).toMatchObject({ mark: "confused" });
      expect(own.reply).toContain("`self-approval: false`");
      await ask(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !waiting(run).includes("pypi"));
      expect([repo.runs().length, boards(told).length]).toEqual([1, 1]);
    },
    { checks: SHORT, configuration: STRICT },
  );
});

test("a tag with a run of long ago is taken up as it is, and named where it has its board", async () => {
  await tell(
    async (told) => {
      const { repo, stage, world, tagRelease, pass, until } = told;
      repo.outcome("build / build-installer", "failure");
      tagRelease();
      await pass(9 * DAY);
      await stage.start({ ...world, sweepMinutes: 10 });
      await pass(30 * MINUTE);
      expect(boards(told)).toEqual([]);

      const reply = await asked(told, "/release v5.0.0");
      const [board] = boards(told);
      expect(reply).toContain(`/issues/${board?.number})`);
      expect(reply).not.toContain("started");
      await until("the failed job on the board", () => board?.body?.includes("build / build-installer"));
      expect(repo.runs()).toHaveLength(1);
      expect(await asked(told, "/release v5.0.0")).toContain("`v5.0.0` is under way");
      expect(boards(told)).toHaveLength(1);
    },
    { checks: SHORT, started: false },
  );
});

test("a run that can't be run again any more is started anew on its board, once, and only there", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, ask, pass, until, sandbox } = told;
      repo.outcome("build / build-installer", "failure");
      tagRelease();
      await board();
      await pass(10 * MINUTE);
      await stop(told);
      await pass(31 * DAY);
      await told.stage.start({ ...told.world, sweepMinutes: 10 });
      expect(repo.runs()).toHaveLength(1);
      expect(await asked(told, "/release v5.0.0")).toContain("Say `/release v5.0.0` there");

      sandbox.faults.unreachable({ route: /POST .*\/dispatches/, when: "after" });
      expect(await ask(people.maintainer, "/release v5.0.0")).toMatchObject({ mark: "rocket" });
      await until(
        "a second run at its gates",
        () => repo.pendingGates(repo.runs().at(-1) ?? never()).length > 1,
      );
      await pass(60 * MINUTE);
      expect(repo.runs()).toHaveLength(2);
      expect(boards(told)).toHaveLength(1);
    },
    { checks: SHORT },
  );
});

test("while the board is held nothing is started there, and neither while somebody is just saying so", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, ask, say, marks: given, pass, until } = told;
      repo.outcome("build / build-installer", "failure");
      tagRelease();
      await board();
      await pass(10 * MINUTE);
      await stop(told);
      await pass(31 * DAY);
      say(people.triager, "/hold the fix is not in");
      const request = say(people.maintainer, "/release v5.0.0");
      await told.stage.start({ ...told.world, sweepMinutes: 10 });
      await until("a refusal", () => given(request).includes("confused"));
      expect((await ask(people.maintainer, "/release v5.0.0")).reply).toContain("put this release on hold");
      await pass(10 * MINUTE);
      expect(repo.runs()).toHaveLength(1);
      await ask(people.maintainer, "/unhold");
      expect(await ask(people.maintainer, "/release v5.0.0")).toMatchObject({ mark: "rocket" });
      expect(repo.runs()).toHaveLength(2);
    },
    { checks: SHORT },
  );
});

function never(): never {
  throw new Error("there is no run");
}

test("what is no tag, no version, or can't be started is refused with the way out", async () => {
  await tell(
    async (told) => {
      const { repo, people } = told;
      const sha = repo.commit({ files: { a: "1" }, message: "A", author: { login: people.writer } });
      repo.pushTag("nightly", { by: people.writer });
      expect(await asked(told, "/release")).toContain("`/release <tag>`");
      expect(await asked(told, "/release main")).toContain(
        "`main` is a branch, and a release is made of a tag",
      );
      expect(await asked(told, `/release ${sha}`)).toContain("is a commit, and a release is made of a tag");
      expect(await asked(told, "/release nightly")).toContain("is no tag of a release here");
      expect(await asked(told, "/release v9.9.9")).toContain("`/prepare v9.9.9`");

      const on = "on: { push: { tags: ['v*'] } }\njobs: {}\n";
      repo.commit({ files: { [WORKFLOW]: on }, message: "B", author: { login: people.writer } });
      repo.pushTags(["v6.0.0", "d", "e", "f"], { by: people.writer });
      expect(await asked(told, "/release v6.0.0")).toContain("`git push --delete origin v6.0.0`");
      expect(repo.runs()).toEqual([]);
      expect(boards(told)).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a release that was made by hand is adopted: verified, not made or announced again, and closed", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, tagRelease, pass, until, discord } = told;
      tagRelease();
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => repo.pendingGates(one).length === 2),
      );
      repo.startAllWaitingJobs(run, people.maintainer);
      await pass(10 * MINUTE);
      expect(run.status).toBe("completed");
      const release = repo.createRelease({ tag: "v5.0.0", by: people.maintainer, body: "By hand." });
      await pass(8 * DAY);
      await stage.start({ ...world, sweepMinutes: 10 });
      await pass(30 * MINUTE);
      expect(boards(told)).toHaveLength(0);

      await asked(told, "/release v5.0.0");
      const [board] = boards(told);
      await until("the board closed", () => board?.state === "closed");
      expect(board?.body).toContain("`pypi` serves all 2 files byte for byte as built.");
      expect(board?.body).toContain("`/announce ANNOUNCE_DISCORD` does.");
      await pass(60 * MINUTE);
      expect(repo.releases()).toEqual([release]);
      expect(release.body).toBe("By hand.");
      expect(discord.messages).toEqual([]);
      expect(repo.runs()).toHaveLength(1);

      repo.comment(board?.number ?? 0, people.maintainer, "/announce");
      await until("the post", () => discord.messages.length === 1);
    },
    { checks: SHORT, started: false },
  );
});

test("a release of which nothing but the tag and the GitHub release is left says what can't be told any more", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, until, discord } = told;
      setVersion("4.9.0");
      repo.pushTags(["v4.9.0", "a", "b", "c"], { by: people.writer });
      repo.createRelease({ tag: "v4.9.0", by: people.maintainer });
      await asked(told, "/release v4.9.0");
      const [board] = boards(told);
      await until("the board closed", () => board?.state === "closed");
      expect(board?.body).toContain("what can't be told any more is not waited for");
      expect(repo.runs()).toEqual([]);
      expect(discord.messages).toEqual([]);
    },
    { checks: SHORT },
  );
});
