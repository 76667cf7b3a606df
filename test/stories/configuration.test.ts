import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { configure } from "./policy.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("without a configuration nothing is written, but a gate that waits for us says so once, with the remedy", async () => {
  await tell(
    async (told) => {
      const { repo, tagRelease, pass, until, waiting, writes, board, ask, people, irreversible } = told;
      tagRelease();
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await pass(60 * MINUTE);

      expect(repo.issues()).toEqual([]);
      expect(repo.checkRuns(run.headSha).filter(({ app }) => app.slug === "release-conductor")).toEqual([]);
      expect(writes()).toHaveLength(2);
      for (const gate of ["testpypi", "pypi"]) {
        expect(repo.statusReports(run, gate)).toEqual([
          expect.stringMatching(/has no .*release-conductor\.yml.* Add the file \(an empty one will do\)/),
        ]);
      }
      expect(await irreversible()).toEqual([]);

      configure(told, CONFIGURATION);
      await board();
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
    },
    { checks: SHORT, configuration: null },
  );
});

test("an empty configuration conducts a release to its end, with the gates that its run comes to", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, until, discord, replies }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      await ask(people.maintainer, "/approve testpypi");
      await ask(people.maintainer, "/approve pypi");
      const draft = await until("a draft", () => repo.releases()[0]);
      expect(run.conclusion).toBe("success");
      await until("both indexes compared", () =>
        ["testpypi", "pypi"].every((index) =>
          issue.body?.includes(`\`${index}\` serves all 2 files byte for byte as built`),
        ),
      );

      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(draft).toMatchObject({ draft: false, prerelease: false, assets: [] });
      expect(discord.messages).toEqual([]);
      expect(replies()).toEqual([]);
    },
    { checks: SHORT, configuration: "" },
  );
});

const FIVE_FAULTS = `tags: "v*"
workflows: release.yml
version: { scheme: calver }
gates:
  pypi: { approvals: 0, after: [staging] }
announce: [{ discord: "https://discord.com/api/webhooks/1/not-for-your-eyes" }]
`;

test("a broken configuration shows all its faults at once and opens nothing, until it is mended", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, ask, until, pass, waiting, irreversible } = told;
      tagRelease();
      const issue = await board();
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await pass(MINUTE);
      expect(issue.body).toContain("has 5 faults, so nothing can be approved or published");
      for (const place of [
        "workflows",
        "version.scheme",
        "gates.pypi.approvals",
        "gates.pypi.after",
        "announce",
      ]) {
        expect(issue.body).toContain(`- \`${place}`);
      }
      expect(issue.body).not.toContain("not-for-your-eyes");

      const refused = await ask(people.maintainer, "/approve pypi");
      expect(refused.mark).toBe("confused");
      expect(refused.reply).toContain("missing or broken");
      expect(repo.statusReports(run, "pypi")).toEqual([expect.stringContaining("is broken")]);
      expect(await irreversible()).toEqual([]);

      configure(told, CONFIGURATION);
      await pass(MINUTE);
      expect(issue.body).not.toContain("[!CAUTION]");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration: FIVE_FAULTS },
  );
});

test("when the configuration changes, approvals said before it lapse", async () => {
  const two = CONFIGURATION.replace("optional: true }", "optional: true, approvals: 2 }");
  await tell(
    async (told) => {
      const { people, tagRelease, board, atGates, say, ask, until, pass, waiting } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve testpypi");
      await until("the first approval", () => issue.body?.includes("has 1 of 2 approvals"));

      configure(told, CONFIGURATION);
      await pass(MINUTE);
      expect(issue.body).toContain("Gate `testpypi` has 0 of 1 approval");
      expect(issue.body).toContain("approvals said before do not count");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);

      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["pypi"]);
    },
    { checks: SHORT, configuration: two },
  );
});
