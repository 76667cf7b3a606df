import { expect, test } from "vitest";
import { merge, tagged } from "./past.ts";
import { pypiWith } from "./policy.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const EARLY = {
  checks: SHORT,
  configuration: `${pypiWith("conditions: [version, checks, build, notes]")}release: { draft: early }\n`,
  started: false,
} as const;

test("an early draft is a condition of /approve pypi, and says what it still wants", async () => {
  await tell(async (told) => {
    const { repo, people, stage, world, tagRelease, board, atGates, until, say, marks, waiting, ask } = told;
    tagged(told, "4.9.0");
    merge(told, "A canvas");
    await stage.start(world);
    tagRelease();
    const issue = await board();
    const draft = await until("a draft at the tag", () => repo.releases()[0]);
    const run = await atGates("testpypi", "pypi");

    repo.editRelease(draft.id, { body: "" }, people.writer);
    const approval = say(people.maintainer, "/approve pypi");
    await until("the wait told", () =>
      issue.body?.includes("Gate `pypi` opens once the draft of the GitHub release says something."),
    );
    expect(issue.body).toContain("write the notes into the draft, or say `/notes`");
    expect(waiting(run)).toContain("pypi");

    expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
    expect(draft.body).toContain("A canvas");
    await until("the gate open", () => !waiting(run).includes("pypi"));
    await until("the mark", () => marks(approval).includes("rocket"));
    expect(repo.releases()).toEqual([draft]);
  }, EARLY);
});

test("a tag that is made again while the draft exists keeps the draft, with what came since and what people wrote", async () => {
  await tell(async (told) => {
    const { repo, people, stage, world, tagRelease, board, atGates, until, pass } = told;
    tagged(told, "4.9.0");
    merge(told, "A canvas");
    await stage.start(world);
    tagRelease();
    await board();
    const draft = await until("a draft at the tag", () => repo.releases()[0]);
    await atGates("testpypi", "pypi");
    repo.editRelease(draft.id, { body: `# Canvas\n\n${draft.body}` }, people.writer);

    repo.deleteTag("v5.0.0", people.maintainer);
    await pass(MINUTE);
    merge(told, "An eraser");
    repo.pushTag("v5.0.0", { by: people.writer });
    await atGates("testpypi", "pypi");
    await until("the notes of the new commit", () => draft.body?.includes("An eraser"));
    expect(draft.body).toMatch(/^# Canvas\n\n/);
    expect(draft.body).toContain("A canvas");
    expect(repo.releases()).toEqual([draft]);
  }, EARLY);
});
