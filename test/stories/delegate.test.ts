import { expect, test } from "vitest";
import { CONFIGURATION, CONFIGURATION_FILE } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

/** The project's configuration with other rules for the gate `pypi`. */
const pypiWith = (rules: string) =>
  CONFIGURATION.replace("pypi: { index: pypi,", `pypi: { ${rules}, index: pypi,`);

async function atTheGates({ tagRelease, board, atGates }: Told) {
  tagRelease();
  await board();
  return atGates("testpypi", "pypi");
}

test("who was lent the right approves that one gate, and no other", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, waiting, board } = told;
      const run = await atTheGates(told);
      expect((await ask(people.writer, "/approve pypi")).mark).toBe("confused");
      expect(await ask(people.maintainer, `/delegate @${people.writer} pypi`)).toEqual({
        mark: "rocket",
        reply: "",
      });
      expect((await board()).body).toContain("psychedelicious");
      const other = await ask(people.writer, "/approve testpypi");
      expect(other.mark).toBe("confused");
      expect(other.reply).toContain("`/approve testpypi` needs the role `maintain`");
      expect((await ask(people.writer, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
      expect(repo.approvals(run)[0]?.comment).toMatch(/^Approved by `psychedelicious` in /);
    },
    { checks: SHORT },
  );
});

test("whoever lends and whoever is lent to are one voice, in whichever order they speak", async () => {
  await tell(
    async (told) => {
      const { people, ask, say, board, pass, waiting, irreversible } = told;
      const run = await atTheGates(told);
      const issue = await board();
      await ask(people.maintainer, `/delegate @${people.writer} pypi`);
      for (const who of [people.writer, people.maintainer, people.writer]) {
        say(who, "/approve pypi");
        await pass(MINUTE);
        expect(issue.body).toContain("Gate `pypi` has 1 of 2 approvals");
      }
      expect(await irreversible()).toEqual([]);
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { checks: SHORT, configuration: pypiWith("approvals: 2") },
  );
});

/** What ends a right that was lent by the other maintainer in this comment. */
const ENDS: Readonly<Record<string, (told: Told, comment: number) => void>> = {
  "the lender loses theirs": ({ repo, people }) => repo.setRole(people.otherMaintainer, "write"),
  "the comment is edited": ({ repo, people }, comment) =>
    repo.editComment(comment, `/delegate @${people.writer} pypi please`, people.otherMaintainer),
  "an edit takes the command away": ({ repo, people }, comment) =>
    repo.editComment(comment, `~~/delegate @${people.writer} pypi~~`, people.otherMaintainer),
  "the comment is deleted": ({ repo, people }, comment) =>
    repo.deleteComment(comment, people.otherMaintainer),
  "the configuration changes": ({ repo, people }) =>
    void repo.commit({
      files: { [CONFIGURATION_FILE]: `${CONFIGURATION}# other rules\n` },
      message: "Change how releases go",
      author: { login: people.maintainer },
    }),
};

/** The right is lent by the other maintainer, and `deed` ends it. */
async function lent(told: Told, deed: (told: Told, comment: number) => void) {
  const { people, say, marks, until, pass } = told;
  const comment = say(people.otherMaintainer, `/delegate @${people.writer} pypi`);
  await until("the right lent", () => marks(comment).includes("rocket"));
  deed(told, comment.id);
  await pass(MINUTE);
}

test.each(Object.keys(ENDS))("a right that was lent ends when %s", async (how) => {
  await tell(
    async (told) => {
      const { people, ask, irreversible } = told;
      await atTheGates(told);
      await lent(told, ENDS[how] ?? (() => {}));
      const { mark, reply } = await ask(people.writer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("`/approve pypi` needs the role `maintain`");
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a right that was lent ends with the attempt", async () => {
  await tell(
    async (told) => {
      const { repo, people, setVersion, atGates, ask, pass, irreversible } = told;
      await atTheGates(told);
      await lent(told, () => {
        setVersion("5.0.0", "Once more");
        repo.pushTag("v5.0.0", { by: people.writer });
      });
      const run = await atGates("testpypi", "pypi");
      expect(run.number).toBe(2);
      expect((await ask(people.writer, "/approve pypi")).mark).toBe("confused");
      await pass(MINUTE);
      expect(await irreversible()).toEqual(["testpypi of run 1 rejected", "pypi of run 1 rejected"]);
      expect((await ask(people.otherMaintainer, `/delegate @${people.writer} pypi`)).mark).toBe("rocket");
      expect((await ask(people.writer, "/approve pypi")).mark).toBe("rocket");
    },
    { checks: SHORT },
  );
});

test("an approval that was given in another's place goes with the right", async () => {
  await tell(
    async (told) => {
      const { repo, people, say, board, until, pass, irreversible } = told;
      await atTheGates(told);
      const issue = await board();
      let comment = 0;
      await lent(told, (_told, id) => {
        comment = id;
      });
      say(people.writer, "/approve pypi");
      await until("it counted", () => issue.body?.includes("has 1 of 2 approvals"));
      repo.deleteComment(comment, people.otherMaintainer);
      await until("it counts no more", () => issue.body?.includes("has 0 of 2 approvals"));
      say(people.maintainer, "/approve pypi");
      await pass(5 * MINUTE);
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT, configuration: pypiWith("approvals: 2") },
  );
});

test("nobody approves their own tag through somebody else", async () => {
  await tell(
    async ({ repo, people, setVersion, board, atGates, ask, irreversible }) => {
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.maintainer });
      await board();
      await atGates("testpypi", "pypi");
      await ask(people.maintainer, `/delegate @${people.writer} pypi`);
      const { mark, reply } = await ask(people.writer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("wants somebody else (`self-approval: false`)");
      expect(await irreversible()).toEqual([]);
    },
    { checks: SHORT, configuration: pypiWith("self-approval: false") },
  );
});

test("nothing is lent to an account that is not there, to oneself, by those who have nothing to lend, or on", async () => {
  await tell(
    async (told) => {
      const { sandbox, people, ask, irreversible } = told;
      await atTheGates(told);
      sandbox.github.createUser("renovate[bot]", { type: "Bot" });
      for (const [by, text, answer] of [
        [people.maintainer, "/delegate @nobody-at-all pypi", "There is no person `nobody-at-all` on GitHub"],
        [people.maintainer, "/delegate @invoke-ai pypi", "There is no person `invoke-ai` on GitHub"],
        [people.maintainer, "/delegate @lstein pypi", "You have that right yourself"],
        [people.maintainer, "/delegate @psychedelicious conda", "There is no gate `conda`"],
        [people.maintainer, "/delegate @renovate[bot] pypi", "These words don't fit the command."],
        [people.writer, "/delegate @dunkeroni pypi", "`/delegate` needs the role `maintain`"],
        // An approver lends; whoever was lent to lends nothing on.
        [people.otherMaintainer, "/delegate @dunkeroni pypi", "is for `lstein` here"],
      ] as const) {
        const { mark, reply } = await ask(by, text);
        expect([text, mark]).toEqual([text, "confused"]);
        expect(reply).toContain(answer);
      }
      expect((await ask(people.maintainer, "/delegate @blessedcoolant pypi")).mark).toBe("rocket");
      const chain = await ask(people.otherMaintainer, "/delegate @dunkeroni pypi");
      expect(chain.mark).toBe("confused");
      expect(chain.reply).toContain("is for `lstein` here");
      expect((await ask(people.triager, "/approve pypi")).mark).toBe("confused");
      expect(await irreversible()).toEqual([]);
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { checks: SHORT, configuration: `${CONFIGURATION}approvers: { role: none, users: [lstein] }\n` },
  );
});
