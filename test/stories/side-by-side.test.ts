import { expect, test } from "vitest";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import { latestRelease } from "../../src/sandbox/github/releases.ts";
import { VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const BACKPORT = "v4.9.1";
const MAIN = "v5.0.0";

/** The board of a tag, once its release waits at `pypi`. */
async function boardOf({ repo, until, pass }: Told, tag: string): Promise<Issue> {
  await until(`${tag} at its gate`, () =>
    repo.runs().some((run) => run.headBranch === tag && repo.pendingGates(run).length === 2),
  );
  await pass(MINUTE);
  return until(`the board of ${tag}`, () => repo.issues().find(({ title }) => title === `Release ${tag}`));
}

/** A release on a branch of its own, and one on the default branch, after v4.9.0. */
function tagBoth({ repo, people, setVersion }: Told): void {
  const base = setVersion("4.9.0");
  repo.pushTag("v4.9.0", { sha: base, by: people.writer, silent: true });
  const change = { author: { login: people.outsider }, silent: true };
  const fix = repo.commit({
    ...change,
    branch: "release/4.9",
    parents: [base],
    message: "Fix the crash (#1)",
  });
  repo.pullRequest({
    number: 1,
    title: "Fix the crash",
    author: people.outsider,
    commits: [fix],
    mergedAt: 0,
  });
  const sha = repo.commit({
    ...change,
    branch: "release/4.9",
    files: { [VERSION_FILE]: '__version__ = "4.9.1"\n' },
    message: "Version 4.9.1",
  });
  const feature = repo.commit({ ...change, message: "Add layers (#2)" });
  repo.pullRequest({
    number: 2,
    title: "Add layers",
    author: people.outsider,
    commits: [feature],
    mergedAt: 0,
  });
  repo.pushTag(BACKPORT, { sha, by: people.writer });
  repo.pushTag(MAIN, { sha: setVersion("5.0.0"), by: people.writer });
}

test.each([
  ["the backport first", [BACKPORT, MAIN]],
  ["the backport last", [MAIN, BACKPORT]],
])(
  "a backport and a main release go side by side, %s, and only the main one is the latest",
  async (_, order) => {
    await tell(
      async (told) => {
        const { repo, people, until } = told;
        tagBoth(told);
        const boards = new Map<string, Issue>();
        for (const tag of [BACKPORT, MAIN]) {
          boards.set(tag, await boardOf(told, tag));
        }
        const say = (tag: string, text: string) =>
          repo.comment(boards.get(tag)?.number ?? 0, people.maintainer, text);
        const draftOf = (tag: string) =>
          until(`the draft of ${tag}`, () =>
            repo.releases().find((one) => one.tag === tag && one.assets.length > 0),
          );

        say(BACKPORT, "/hold the fix is not whole");
        say(MAIN, "/approve pypi");
        await draftOf(MAIN);
        await told.pass(2 * MINUTE);
        expect(
          repo.runs().filter((run) => repo.pendingGates(run).some((one) => one.environment === "pypi")),
        ).toMatchObject([{ headBranch: BACKPORT }]);
        say(BACKPORT, "/unhold");
        await told.pass(MINUTE);
        say(BACKPORT, "/approve pypi");
        await draftOf(BACKPORT);
        for (const tag of order) {
          say(tag, "/publish");
          await until(`the board of ${tag} closed`, () => boards.get(tag)?.state === "closed");
        }
        expect(
          repo.state.releases.map(({ tag, body }) => [
            tag,
            /Add layers/.test(body ?? ""),
            /Fix the crash/.test(body ?? ""),
          ]),
        ).toEqual(
          expect.arrayContaining([
            [MAIN, true, false],
            [BACKPORT, false, true],
          ]),
        );
        expect(latestRelease(repo.state)?.tag).toBe(MAIN);
        for (const board of boards.values()) {
          expect(board.body).not.toContain("latest");
        }
      },
      { checks: SHORT },
    );
  },
);

test("a newer candidate, and then the final, are told of on the boards of those before, which go on", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, until } = told;
      const boards: Issue[] = [];
      for (const tag of ["v5.0.0rc1", "v5.0.0rc2", "v5.0.0"]) {
        repo.pushTag(tag, { sha: setVersion(tag.slice(1)), by: people.writer });
        boards.push(await boardOf(told, tag));
      }
      const [first, second, final] = boards as [Issue, Issue, Issue];
      expect(first.body).toContain("`v5.0.0` has been tagged since. This one goes on all the same.");
      expect(second.body).toContain("`v5.0.0` has been tagged since");
      expect(final.body).not.toContain("has been tagged since");

      repo.comment(first.number, people.maintainer, "/approve testpypi");
      const run = repo.runs().find(({ headBranch }) => headBranch === "v5.0.0rc1");
      await until("the gate of the first candidate open", () =>
        repo.approvals(run as never).some(({ state }) => state === "approved"),
      );
      repo.comment(second.number, people.maintainer, "/cancel");
      await until("the run of the second candidate cancelled", () =>
        repo.runs().some(({ headBranch, cancelled }) => headBranch === "v5.0.0rc2" && cancelled),
      );
      repo.comment(final.number, people.maintainer, "/approve pypi");
      await until("the draft of the final", () => repo.releases().some(({ tag }) => tag === "v5.0.0"));
      expect(repo.pendingGates(run as never).map(({ environment }) => environment)).toEqual(["pypi"]);
    },
    { checks: SHORT },
  );
});
