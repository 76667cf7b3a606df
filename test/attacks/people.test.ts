import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { type Attacked, attacked, SOON } from "./stage.ts";
import { atTheGates, withComments } from "./waiting.ts";
import { moment, noApproval, refused } from "./words.ts";

const NEEDS_MAINTAIN = {
  rule: "`/approve pypi` needs the role `maintain` or a higher one",
  who: "omeone who has it",
  next: "can say `/approve pypi`",
};

/** Says `/approve pypi`, and is refused for the role it takes. */
async function isRefused(told: Attacked, login: string, refusal = NEEDS_MAINTAIN): Promise<void> {
  const since = await moment(told);
  const comment = told.say(login, "/approve pypi");
  await told.pass(SOON);
  expect([login, told.marks(comment)]).toEqual([login, ["confused"]]);
  await refused(told, since, refusal);
}

/** Says `/approve pypi`, and the gate opens. */
async function opens(told: Attacked, login: string): Promise<void> {
  expect((await told.ask(login, "/approve pypi")).mark).toBe("rocket");
  expect(
    told.repo
      .runs()
      .at(-1)
      ?.gates.map(({ environment }) => environment.name),
  ).toEqual(["testpypi"]);
}

attack("outsider", async () => {
  await attacked(async (told) => {
    await atTheGates(told);
    await isRefused(told, told.people.outsider);
    const again = await moment(told);
    for (const text of [
      "/approve pypi",
      "/publish",
      "/reject pypi no",
      "/delegate @passerby pypi",
      "/hold",
    ]) {
      told.say(told.people.outsider, text);
    }
    await told.pass(SOON);
    expect(told.replies()).toHaveLength(1);
    await noApproval(told, again);
    expect((await told.board()).body).not.toContain("On hold");
  });
});

attack("association-trust", async () => {
  const said = { OWNER: 0, NONE: 0 };
  await attacked(
    async (told) => {
      const { people, sandbox } = told;
      said.OWNER = sandbox.github.account(people.writer).id;
      said.NONE = sandbox.github.account(people.maintainer).id;
      await atTheGates(told);
      await isRefused(told, people.writer);
      await opens(told, people.maintainer);
    },
    {
      through: withComments((comment) => {
        const claim = Object.entries(said).find(([, id]) => id === comment.user?.id)?.[0];
        return claim === undefined ? comment : { ...comment, author_association: claim };
      }),
    },
  );
});

attack("triage-role", async () => {
  await attacked(async (told) => {
    await atTheGates(told);
    await isRefused(told, told.people.triager);
    const asked = told.sandbox.exchanges.findLast(({ path }) => path.includes("/collaborators/dunkeroni"));
    const warm = told.sandbox.exchanges.filter(({ path }) => path === asked?.path);
    expect(warm.map(({ responseBody }) => responseBody)).toContainEqual(
      expect.objectContaining({ permission: "read", role_name: "triage" }),
    );
  });
});

attack("maintain-and-custom-role", async () => {
  const pushes = { name: "releaser", base: "write" } as const;
  await attacked(async (told) => {
    await atTheGates(told);
    told.repo.setRole(told.people.writer, pushes);
    await isRefused(told, told.people.writer);
    told.repo.setRole(told.people.triager, { name: "owner-like", base: "admin" });
    await opens(told, told.people.triager);
  });
  await attacked(async (told) => {
    await atTheGates(told);
    await opens(told, told.people.otherMaintainer);
  });
  await attacked(
    async (told) => {
      const { repo, people } = told;
      await atTheGates(told);
      repo.setRole(people.writer, { name: "Releaser", base: "write" });
      await isRefused(told, people.writer, { ...NEEDS_MAINTAIN, rule: "needs the role `releaser`" });
      repo.setRole(people.writer, pushes);
      await opens(told, people.writer);
    },
    { configuration: `${CONFIGURATION}approvers: { role: releaser }\n` },
  );
});

const TEAM = `${CONFIGURATION}approvers: { role: none, teams: [release-managers] }\n`;

attack("pending-invitation", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people } = told;
      const team = (members: Record<string, "active" | "pending">) =>
        sandbox.github.team("invoke-ai", "release-managers", members);
      team({ [people.writer]: "pending" });
      await atTheGates(told);
      await isRefused(told, people.writer, {
        rule: "is for `team release-managers` here",
        who: "`team release-managers`",
        next: "They can say `/approve pypi`",
      });
      team({ [people.writer]: "active" });
      await opens(told, people.writer);
    },
    { configuration: TEAM },
  );
});

attack("permission-endpoint-down", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people, board, say, marks, pass, replies, until, waiting } = told;
      const run = await atTheGates(told);
      const since = await moment(told);
      const stop = sandbox.faults.intercept(({ when, path }) =>
        when === "before" && path.includes("/collaborators/")
          ? { status: 500, message: "Server Error" }
          : undefined,
      );
      const comment = say(people.maintainer, "/approve pypi");
      await pass(60 * MINUTE);
      await noApproval(told, since);
      expect(marks(comment)).toEqual([]);
      expect(replies()).toEqual([]);
      expect((await board()).body).toContain("GitHub did not answer");
      stop();
      await until("the gate open", () => !waiting(run).includes("pypi"));
    },
    { refusals: [/ 500$/] },
  );
});

attack("permission-404", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people } = told;
      await atTheGates(told);
      sandbox.faults.intercept(({ when, path }) =>
        when === "before" && path.includes(`/collaborators/${people.maintainer}/`)
          ? { status: 404, message: "Not Found" }
          : undefined,
      );
      await isRefused(told, people.maintainer, {
        ...NEEDS_MAINTAIN,
        rule: "you have none in this repository",
      });
    },
    { refusals: [/ 404$/] },
  );
});

attack("login-case", async () => {
  await attacked(
    async (told) => {
      await atTheGates(told);
      await opens(told, told.people.writer);
    },
    { configuration: `${CONFIGURATION}approvers: { role: admin, users: [PsycheDelicious] }\n` },
  );
});
