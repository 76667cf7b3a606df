import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const configuration = `${CONFIGURATION}approvers: { role: none, teams: [release-managers] }\n`;

async function atTheGates({ tagRelease, board, atGates }: Told) {
  tagRelease();
  await board();
  return atGates("testpypi", "pypi");
}

test("whoever is in the team approves, whoever is only invited or has a higher role does not", async () => {
  await tell(
    async (told) => {
      const { sandbox, people, ask, waiting, irreversible } = told;
      const members = { [people.triager]: "active", [people.writer]: "pending" } as const;
      sandbox.github.team("invoke-ai", "release-managers", members);
      const run = await atTheGates(told);
      for (const login of [people.writer, people.maintainer, people.outsider]) {
        const { mark, reply } = await ask(login, "/approve pypi");
        expect([login, mark]).toEqual([login, "confused"]);
        expect(reply).toContain("`/approve pypi` is for `team release-managers` here");
      }
      expect(await irreversible()).toEqual([]);
      expect((await ask(people.triager, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration },
  );
});

test("who leaves the team takes their approval along", async () => {
  await tell(
    async (told) => {
      const { sandbox, people, say, board, until, pass, irreversible } = told;
      const team = (...logins: string[]) =>
        sandbox.github.team(
          "invoke-ai",
          "release-managers",
          Object.fromEntries(logins.map((login) => [login, "active"])),
        );
      team(people.writer, people.triager);
      await atTheGates(told);
      const issue = await board();
      say(people.writer, "/approve pypi");
      await until("it counted", () => issue.body?.includes("has 1 of 2 approvals"));
      team(people.triager);
      say(people.triager, "/approve pypi");
      await pass(5 * MINUTE);
      expect(issue.body).toContain("has 1 of 2 approvals; `dunkeroni` approved");
      expect(await irreversible()).toEqual([]);
    },
    {
      checks: SHORT,
      configuration: configuration.replace("pypi: { index: pypi,", "pypi: { approvals: 2, index: pypi,"),
    },
  );
});

test("where the app may not see who is in the team nobody is let through by it, with what to do about it", async () => {
  await tell(
    async (told) => {
      const { sandbox, installation, people, ask, pass, waiting } = told;
      sandbox.github.team("invoke-ai", "release-managers", { [people.writer]: "active" });
      const run = await atTheGates(told);
      sandbox.github.withdrawPermission(installation, "members");
      await pass(MINUTE);
      const { mark, reply } = await ask(people.writer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("an owner has to accept its permission `members: read`");
      expect(waiting(run)).toContain("pypi");

      sandbox.github.grantPermission(installation, "members", "read");
      await pass(MINUTE);
      expect((await ask(people.writer, "/approve pypi")).mark).toBe("rocket");
    },
    { checks: SHORT, configuration, refusals: [/ 403$/, / 422$/] },
  );
});
