import { expect, test } from "vitest";
import { merge, tagged } from "./past.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const HEADING = "# The canvas\n\nWritten by hand.\n\n";

/** Takes a section out of a text, marks and all. */
function without(body: string, section: string): string {
  return body.replace(
    new RegExp(`<!-- release-conductor:section ${section} [\\s\\S]*?end ${section} -->\\s*`),
    "",
  );
}

test("what people write into the draft stays, and /notes writes the rest anew, also once it is published", async () => {
  await tell(
    async (told) => {
      const { repo, people, stage, world, tagRelease, board, atGates, toDraft, ask, until, pass } = told;
      tagged(told, "4.8.0", "4.9.0");
      merge(told, "A canvas");
      await stage.start(world);
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      const first = draft.body ?? "";
      expect(first).toContain("A canvas");
      expect(first).not.toContain("In 4.9.0");

      const theirs = `${HEADING}${without(first, "thanks").replace("A canvas", "A large canvas").replaceAll("\n", "\r\n")}`;
      repo.editRelease(draft.id, { name: "The canvas", body: theirs }, people.writer);
      await until("the edit on the board", () => issue.body?.includes("kept as you changed it"));
      await pass(20 * MINUTE);
      expect(draft).toMatchObject({ name: "The canvas", body: theirs });

      const kept = await ask(people.writer, "/notes");
      expect(kept.mark).toBe("rocket");
      expect(kept.reply).toContain("The section `changes` of the notes is kept as you changed it.");
      expect(draft.body).toContain("A large canvas");
      expect(draft.body).toContain("## Thanks to our external contributors");

      repo.editRelease(draft.id, { body: without(draft.body ?? "", "changes") }, people.writer);
      expect(await ask(people.writer, "/notes")).toEqual({ mark: "rocket", reply: "" });
      expect(draft.body).toMatch(/^# The canvas\s+Written by hand\.\s/);
      expect(draft.body).toContain("A canvas");

      const wrong = await ask(people.writer, "/notes base v4.8");
      expect(wrong.mark).toBe("confused");
      expect(wrong.reply).toContain("Say `/notes base v4.9.0` or `/notes base v4.8.0`.");
      expect((await ask(people.triager, "/notes base v4.8.0")).mark).toBe("confused");
      expect((await ask(people.writer, "/notes base v4.8.0")).mark).toBe("rocket");
      expect(draft.body).toContain("In 4.9.0");
      expect(draft.body).not.toContain("In 4.8.0");

      const before = draft.body;
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(draft).toMatchObject({ name: "The canvas", body: before, draft: false });

      repo.editRelease(draft.id, { body: HEADING }, people.writer);
      await pass(20 * MINUTE);
      expect(draft.body).toBe(HEADING);
      expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
      expect(draft.body?.startsWith(HEADING)).toBe(true);
      expect(draft.body).toContain("A canvas");
      expect(repo.releases()).toHaveLength(1);
    },
    { checks: SHORT, started: false },
  );
});

test("what a person saves in the moment in which the app writes is not written over", async () => {
  await tell(
    async (told) => {
      const { repo, people, sandbox, stage, world, tagRelease, atGates, board, toDraft, ask } = told;
      tagged(told, "4.9.0");
      merge(told, "A canvas");
      await stage.start(world);
      tagRelease();
      await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      const first = draft.body ?? "";
      repo.editRelease(draft.id, { body: without(first, "changes") }, people.writer);
      let saved = false;
      sandbox.faults.intercept(({ when, method, path }) => {
        if (!saved && when === "before" && method === "GET" && path.endsWith(`/releases/${draft.id}`)) {
          saved = true;
          repo.editRelease(draft.id, { body: `${HEADING}${draft.body}` }, people.writer);
        }
        return undefined;
      });

      expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
      expect(saved).toBe(true);
      expect(draft.body).toBe(`${HEADING}${first}`);
    },
    { checks: SHORT, started: false },
  );
});
