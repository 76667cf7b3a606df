import { expect, test } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE, type Project } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, START, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const NAME = "Release Conductor: configuration";
const FAULTY = `tags: "v*"
workfow: release.yml
gates:
  pypi:
    approvals: 9
`;

/** Commits to a branch that begins at the default branch's newest commit. */
function push(
  { repo }: Pick<Project, "repo">,
  branch: string,
  files: Readonly<Record<string, string>>,
): string {
  const parent = repo.state.refs.get(`refs/heads/${branch}`) ?? repo.head();
  return repo.commit({
    branch,
    message: "A step aside",
    author: { login: "lstein" },
    parents: [parent],
    // The same commit, wherever and whenever it is pushed.
    at: START,
    files,
  });
}

/** What the app has said of the configuration at a commit. */
const told = ({ repo }: Pick<Project, "repo">, sha: string) =>
  repo.checkRuns(sha).filter(({ name }) => name === NAME);

test("a faulty configuration on a branch is marked at its lines until it is mended", async () => {
  await tell(
    async (story) => {
      const { repo, until, pass, writes } = story;
      const faulty = push(story, "side/configuration", { [CONFIGURATION_FILE]: FAULTY });
      const check = await until("the faults", () => told(story, faulty)[0]);
      expect(check).toMatchObject({ status: "completed", conclusion: "failure" });
      expect(check.output?.title).toBe("The configuration has 2 faults.");
      expect(check.output?.annotations).toEqual([
        {
          path: CONFIGURATION_FILE,
          startLine: 2,
          endLine: 2,
          level: "failure",
          title: "workfow",
          message: "`workfow` is no key here. Did you mean `workflow`?",
        },
        {
          path: CONFIGURATION_FILE,
          startLine: 5,
          endLine: 5,
          level: "failure",
          title: "gates.pypi.approvals",
          message: "is more than 6. Write at most 6.",
        },
      ]);

      const other = push(story, "side/configuration", { "a.txt": "a" });
      const again = await until("the faults at the next commit", () => told(story, other)[0]);
      expect(again.output?.annotations).toEqual(check.output?.annotations);

      const mended = push(story, "side/configuration", { [CONFIGURATION_FILE]: "tags: v*\n" });
      const sound = await until("that it is mended", () => told(story, mended)[0]);
      expect([sound.conclusion, sound.output?.annotations]).toEqual(["success", []]);
      expect(sound.output?.summary).toContain("has no fault. It counts once it is on `main`");

      const later = push(story, "side/configuration", { "a.txt": "b" });
      await pass(30 * MINUTE);
      expect(told(story, later)).toEqual([]);
      expect(writes()).toHaveLength(3);
      expect(repo.issues()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a repository's first configuration is looked at before it is merged, and once for one commit", async () => {
  await tell(
    async (story) => {
      const { until, pass, writes } = story;
      const sha = push(story, "first", { [CONFIGURATION_FILE]: CONFIGURATION });
      const check = await until("that it is sound", () => told(story, sha)[0]);
      expect(check.conclusion).toBe("success");
      expect(push(story, "again", { [CONFIGURATION_FILE]: CONFIGURATION })).toBe(sha);
      await pass(30 * MINUTE);
      expect(told(story, sha)).toHaveLength(1);
      expect(writes()).toHaveLength(1);
    },
    { checks: SHORT, configuration: null },
  );
});

test("branches that are deleted, or bring nothing of their own, are told nothing", async () => {
  await tell(
    async (story) => {
      const { repo, sandbox, pass, until, writes } = story;
      const gone = push(story, "gone", { [CONFIGURATION_FILE]: FAULTY });
      repo.deleteBranch("gone", "lstein");
      const same = push(story, "same", { [CONFIGURATION_FILE]: CONFIGURATION });
      const none = push(story, "none", { "a.txt": "a" });
      await pass(5 * MINUTE);
      expect([gone, same, none].flatMap((sha) => told(story, sha))).toEqual([]);
      expect(writes()).toEqual([]);

      const faulty = push(story, "side", { [CONFIGURATION_FILE]: FAULTY });
      await until("the faults", () => told(story, faulty)[0]);
      repo.deleteBranch("side", "lstein");
      const looks = () => sandbox.exchanges.filter(({ path }) => /git\/ref\/heads(\/|%2F)side$/.test(path));
      await until("that it is gone", () => looks().at(-1)?.status === 404);

      push(story, "side", { "a.txt": "a" });
      const before = looks().length;
      await pass(5 * MINUTE);
      expect([looks().length, writes().length]).toEqual([before, 1]);
    },
    { checks: SHORT },
  );
});
