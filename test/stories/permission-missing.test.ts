import { expect, test } from "vitest";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

const installed = ({ sandbox }: Told) => sandbox.github.world.installations[0]?.id ?? 0;
const ours = ({ repo, stage }: Told) =>
  repo.checkRuns(repo.runs().at(-1)?.headSha ?? "").filter(({ app }) => app.slug === stage.app.slug);

test("an installation that may not write checks still gets its release conducted to the end", async () => {
  await tell(
    async (story) => {
      const { sandbox, stage, world, people, tagRelease, board, atGates, toDraft, ask, until, lines } = story;
      sandbox.github.withdrawPermission(installed(story), "checks");
      await stage.start(world);
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");

      expect(ours(story)).toEqual([]);
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
      expect(story.replies()).toEqual([]);
      expect(lines.filter((line) => line.includes("has not granted checks: write"))).toHaveLength(1);
    },
    { checks: SHORT, started: false, refusals: ["/check-runs", "/access_tokens"] },
  );
});

/** What is withdrawn altogether, and where that is said. */
const BEFORE_THE_GATE = [
  ["deployments", "A permission is missing", "board"],
  ["actions", "A permission is missing", "board"],
  ["contents", "A permission is missing", "board"],
  ["issues", "A permission is missing", "check run"],
] as const;

test.each(BEFORE_THE_GATE)(
  "without `%s` no gate opens; that is said, and once it is granted again the approval given meanwhile counts",
  async (permission, says, where) => {
    await tell(
      async (story) => {
        const { sandbox, people, repo, tagRelease, board, atGates, say, ask, waiting, until, pass } = story;
        tagRelease();
        const issue = await board();
        const run = await atGates("testpypi", "pypi");
        sandbox.github.withdrawPermission(installed(story), permission);
        say(people.maintainer, "/approve pypi");
        await pass(60 * MINUTE);
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        const said = { board: issue.body, "check run": ours(story)[0]?.output?.summary };
        expect(said[where]).toContain(says);
        expect(said[where]).toContain(`\`${permission}: write\``);
        expect(story.lines.filter((line) => line.includes("has not granted"))).toHaveLength(1);

        sandbox.github.grantPermission(installed(story), permission, "write");
        await until("the gate open", () => !waiting(run).includes("pypi"));
        await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
      },
      { checks: SHORT, refusals: [/ 403$/, "/access_tokens"] },
    );
  },
);

test("without `contents: write` before /publish nothing is published; the board names it, and then it is published", async () => {
  await tell(
    async (story) => {
      const { sandbox, people, tagRelease, board, atGates, toDraft, say, until, pass } = story;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      await pass(MINUTE);
      sandbox.github.withdrawPermission(installed(story), "contents");
      sandbox.github.grantPermission(installed(story), "contents", "read");
      say(people.maintainer, "/publish");
      await until("the stop on the board", () => issue.body?.includes("needs `contents: write`"));
      await pass(60 * MINUTE);
      expect(draft.draft).toBe(true);
      expect(story.repo.releases()).toHaveLength(1);

      sandbox.github.grantPermission(installed(story), "contents", "write");
      await until("the board closed", () => issue.state === "closed");
      expect(story.repo.releases()).toHaveLength(1);
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, refusals: [/ 403$/, "/access_tokens"] },
  );
});

test("with `deployments: read` alone no gate opens; the board names what opening needs, and then it is opened", async () => {
  await tell(
    async (story) => {
      const { sandbox, people, tagRelease, board, atGates, say, waiting, until, pass } = story;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      sandbox.github.withdrawPermission(installed(story), "deployments");
      sandbox.github.grantPermission(installed(story), "deployments", "read");
      say(people.maintainer, "/approve pypi");
      await until("the stop on the board", () => issue.body?.includes("needs `deployments: write`"));
      await pass(60 * MINUTE);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);

      sandbox.github.grantPermission(installed(story), "deployments", "write");
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { checks: SHORT, refusals: [/ 403$/, "/access_tokens"] },
  );
});
