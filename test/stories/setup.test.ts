import { expect, test } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE, type Project } from "../../src/sandbox/scenes/project.ts";
import { configure } from "./policy.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const NAME = "Release Conductor: set-up";

/** What the app has said of the set-up at a commit. */
const told = ({ repo }: Pick<Project, "repo">, sha = repo.head()) =>
  repo.checkRuns(sha).filter(({ name }) => name === NAME);

test("the commit that changes the configuration is told how the repository is set up, once", async () => {
  await tell(
    async (story) => {
      const { repo, pass, until, writes } = story;
      configure(story, CONFIGURATION);
      const sha = repo.head();
      const check = await until("the check run", () => told(story)[0]);
      expect(check).toMatchObject({ status: "completed", conclusion: "neutral" });
      expect(check.output?.title).toMatch(/^Nothing is missing and 3 things to look at/);
      expect(check.output?.summary).toContain("An admin can start the jobs at `pypi` past every rule.");
      expect(check.output?.summary).toContain(
        "Whoever may push can make, move and delete tags like `v1.0.0`",
      );
      expect(check.output?.summary).toContain("The server knows `ANNOUNCE_DISCORD`.");

      repo.commit({ message: "Something else", author: { login: "lstein" }, files: { "a.txt": "a" } });
      await pass(30 * MINUTE);
      expect(told(story)).toEqual([]);
      expect(told(story, sha)).toEqual([check]);
      expect(writes()).toHaveLength(1);
      expect(repo.issues()).toEqual([]);
    },
    { checks: SHORT, configuration: null },
  );
});

test("a faulty configuration fails there, a sound repository succeeds, and what was deleted is told nothing", async () => {
  await tell(
    async (story) => {
      const { repo, pass, until } = story;
      configure(story, "workfow: release.yml\n");
      const faulty = await until("the faults", () => told(story)[0]);
      expect(faulty.conclusion).toBe("failure");
      expect(faulty.output?.summary).toContain("`workfow` line 1, column 1: `workfow` is no key here");
      expect(faulty.output?.annotations).toEqual([
        {
          path: CONFIGURATION_FILE,
          startLine: 1,
          endLine: 1,
          level: "failure",
          title: "workfow",
          message: "`workfow` is no key here. Did you mean `workflow`?",
        },
      ]);

      repo.addRuleset({ name: "Releases", rules: ["creation", "update", "deletion"] });
      for (const name of ["testpypi", "pypi"]) {
        repo.environment(name, { rule: "release-conductor", adminBypass: false });
      }
      configure(story, CONFIGURATION);
      const sound = await until("that all is well", () => told(story)[0]);
      expect(sound.output?.title).toBe("Nothing is missing.");
      expect([sound.conclusion, sound.output?.annotations]).toEqual(["success", []]);

      repo.commit({ message: "No more", author: { login: "lstein" }, removes: [CONFIGURATION_FILE] });
      await pass(5 * MINUTE);
      expect(told(story)).toEqual([]);
    },
    { checks: SHORT, configuration: null },
  );
});

test("where the app may write no check runs, it says nothing and asks no more", async () => {
  await tell(
    async (story) => {
      const { sandbox, installation, pass, writes } = story;
      sandbox.github.withdrawPermission(installation, "checks");
      configure(story, CONFIGURATION);
      await pass(30 * MINUTE);
      expect([told(story), writes()]).toEqual([[], []]);
    },
    { checks: SHORT, configuration: null },
  );
});
