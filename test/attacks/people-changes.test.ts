import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { type Attacked, attacked, SOON } from "./stage.ts";
import { atTheGates, withComments } from "./waiting.ts";
import { decisions, moment, noApproval, refused } from "./words.ts";

const NEEDS_MAINTAIN = { rule: "needs the role `maintain`", next: "can say `/approve pypi`" };

/** Does something the moment the app has claimed a comment, before the gate is opened. */
function onceClaimed({ sandbox }: Attacked, deed: () => void): void {
  const stop = sandbox.faults.intercept(({ when, method, path }) => {
    if (when === "after" && method === "POST" && path.endsWith("/reactions")) {
      stop();
      deed();
    }
    return undefined;
  });
}

attack("ex-member", async () => {
  for (const role of ["none", "write"] as const) {
    await attacked(async (told) => {
      const { repo, people, say, pass, marks } = told;
      await atTheGates(told);
      onceClaimed(told, () => repo.setRole(people.otherMaintainer, role));
      const since = await moment(told);
      const comment = say(people.otherMaintainer, "/approve pypi");
      await pass(10 * MINUTE);
      await refused(told, since, NEEDS_MAINTAIN);
      expect(marks(comment)).toEqual(["eyes", "confused"]);
    });
  }
});

attack("stale-cache", async () => {
  await attacked(async (told) => {
    const { repo, people, sandbox, ask, say, pass } = told;
    await atTheGates(told);
    const path = `/collaborators/${people.otherMaintainer}/`;
    const asked = () => sandbox.exchanges.filter((one) => one.path.includes(path));
    for (const text of ["/hold", "/unhold"]) {
      expect((await ask(people.otherMaintainer, text)).mark).toBe("rocket");
    }
    expect(asked().at(-1)?.notModified).toBe(true);
    const before = asked().length;
    repo.setRole(people.otherMaintainer, "write");
    const since = await moment(told);
    say(people.otherMaintainer, "/approve pypi");
    await pass(SOON);
    await refused(told, since, NEEDS_MAINTAIN);
    expect(asked().length).toBeGreaterThan(before);
  });
});

attack("renamed-user", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people, say, pass, waiting } = told;
      const run = await atTheGates(told);
      sandbox.deliveries.hold();
      say(people.maintainer, "/approve pypi");
      sandbox.github.renameUser(people.maintainer, "lincoln");
      sandbox.deliveries.release();
      await pass(SOON);
      expect(waiting(run)).toEqual(["testpypi"]);
      expect(decisions(told)).toHaveLength(1);
      expect(told.repo.approvals(run)[0]?.comment).toContain("Approved by `lincoln`");

      onceClaimed(told, () => void sandbox.github.renameUser(people.otherMaintainer, "somebody-else"));
      say(people.otherMaintainer, "/approve testpypi");
      await pass(5 * MINUTE);
      expect(waiting(run)).toEqual([]);
      expect(decisions(told)).toHaveLength(2);
    },
    { refusals: [/ 404$/] },
  );
});

attack("recycled-login", async () => {
  const stale = { comment: 0, login: "" };
  await attacked(
    async (told) => {
      const { sandbox, repo, people, say, pass, waiting } = told;
      const run = await atTheGates(told);
      for (const login of [people.maintainer, people.writer]) {
        sandbox.github.renameUser(login, `${login}-before`);
        sandbox.github.createUser(login);
        const since = await moment(told);
        say(login, "/approve pypi");
        await pass(SOON);
        await refused(told, since, {
          rule: /needs the role `(?:maintain|triage)`/,
          next: "can say `/approve pypi`",
        });
      }
      // And where a list of comments is older than the renaming: another's login stands beside the number.
      const since = await moment(told);
      stale.login = `${people.maintainer}-before`;
      stale.comment = say(people.triager, "/approve pypi").id;
      await pass(SOON);
      await refused(told, since, {
        rule: "you have none in this repository",
        next: "can say `/approve pypi`",
      });
      await noApproval(told);

      repo.setRole(people.writer, "triage");
      expect((await told.ask(`${people.writer}-before`, "/approve pypi")).mark).toBe("confused");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    },
    {
      configuration: `${CONFIGURATION}approvers: { users: [psychedelicious] }\n`,
      through: withComments((comment) =>
        comment.id === stale.comment && comment.user !== null
          ? { ...comment, user: { ...comment.user, login: stale.login } }
          : comment,
      ),
    },
  );
});
