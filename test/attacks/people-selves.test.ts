import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Libsql from "libsql";
import { expect } from "vitest";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { attacked, SOON } from "./stage.ts";
import { atTheGates } from "./waiting.ts";
import { moment, noApproval, refused } from "./words.ts";

/** The project's configuration with another rule for the gate `pypi`. */
const pypiWith = (rule: string) =>
  CONFIGURATION.replace("pypi: { index: pypi,", `pypi: { ${rule}, index: pypi,`);

const SELF = {
  rule: "wants somebody else (`self-approval: false`)",
  next: "Another approver can say `/approve pypi`",
};

/** The release that somebody began stands at its gates: they can't approve it, and somebody else can. */
async function onlyAnotherApproves(began: (told: Told) => Promise<string>): Promise<void> {
  await attacked(
    async (told) => {
      const { people, atGates, say, ask, pass } = told;
      const self = await began(told);
      await atGates("testpypi", "pypi");
      await pass(10 * MINUTE);
      const since = await moment(told);
      say(self, "/approve pypi");
      await pass(SOON);
      await refused(told, since, SELF);
      const another = self === people.maintainer ? people.otherMaintainer : people.maintainer;
      expect((await ask(another, "/approve pypi")).mark).toBe("rocket");
    },
    { configuration: pypiWith("self-approval: false") },
  );
}

async function failedRun({ repo, tagRelease, until }: Told): Promise<Run> {
  repo.outcome("build / build-installer", "failure");
  tagRelease();
  return until("a failed run", () => repo.runs().find(({ conclusion }) => conclusion === "failure"));
}

attack("self-approval", () =>
  onlyAnotherApproves(async ({ repo, people, setVersion, board }) => {
    setVersion("5.0.0");
    repo.pushTag("v5.0.0", { by: people.maintainer });
    await board();
    return people.maintainer;
  }),
);

attack("re-runner-approval", () =>
  onlyAnotherApproves(async (told) => {
    const { repo, people } = told;
    repo.rerunFailed(await failedRun(told), people.otherMaintainer);
    return people.otherMaintainer;
  }),
);

attack("re-runner-by-command", () =>
  onlyAnotherApproves(async (told) => {
    const { repo, people, say, pass, atGates } = told;
    await failedRun(told);
    await pass(MINUTE);
    const { id } = say(people.otherMaintainer, "/retry");
    await atGates("testpypi", "pypi");
    // Whoever asked for it stays who they are, whatever becomes of their words.
    repo.deleteComment(id, people.otherMaintainer);
    return people.otherMaintainer;
  }),
);

attack("same-person-twice", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people, board, say, ask, pass, waiting, until } = told;
      const run = await atTheGates(told);
      const issue = await board();
      say(people.maintainer, "/approve pypi\n/approve pypi");
      say(people.maintainer, "/approve pypi");
      await until("it counted", () => issue.body?.includes("has 1 of 2 approvals"));
      expect((await ask(people.maintainer, `/delegate @${people.writer} pypi`)).mark).toBe("rocket");
      say(people.writer, "/approve pypi");
      sandbox.github.renameUser(people.maintainer, "LStein");
      say("LStein", "/approve pypi");
      await pass(2 * MINUTE);
      await noApproval(told);
      expect(issue.body).toContain("has 1 of 2 approvals");
      expect((await ask(people.otherMaintainer, "/approve pypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["testpypi"]);
    },
    { configuration: pypiWith("approvals: 2") },
  );
});

type Decision = { readonly at: number; readonly action: { readonly do: string } };

/** The gates that the ledger of a store, which nobody has open, says were to be opened, and when. */
function openedIn(databasePath: string): readonly Decision[] {
  const database = new Libsql(databasePath, { readonly: true } as never);
  const rows = database.prepare("SELECT at, data FROM ledger WHERE kind = 'decided' ORDER BY number").all();
  database.close();
  return (rows as { readonly at: number; readonly data: string }[])
    .map(({ at, data }) => ({ at, action: JSON.parse((JSON.parse(data) as { text: string }).text) }))
    .filter(({ action }) => action.do === "open-gate");
}

attack("team-drift", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "team-drift-"));
  const databasePath = path.join(folder, "store.db");
  let expected: object = {};
  try {
    await tell(
      async (told) => {
        const { sandbox, stage, world, people, ask } = told;
        const { github } = sandbox;
        github.team("invoke-ai", "release-managers", { [people.writer]: "active" });
        await stage.start({ ...world, databasePath });
        await atTheGates(told);
        expect((await ask(people.writer, "/approve pypi")).mark).toBe("rocket");
        github.team("invoke-ai", "release-managers", {});
        expected = {
          by: github.account(people.writer).id,
          login: people.writer,
          right: "team release-managers",
        };
        await told.pass(10 * MINUTE);
        expect((await ask(people.writer, "/approve testpypi")).mark).toBe("confused");
      },
      {
        checks: SHORT,
        started: false,
        configuration: `${CONFIGURATION}approvers: { role: none, teams: [release-managers] }\n`,
      },
    );
    expect(openedIn(databasePath)).toMatchObject([
      { at: expect.any(Number), action: { environment: "pypi", approvals: [expected] } },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
