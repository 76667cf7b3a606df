import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a hold keeps gates and publication shut until /unhold, even when its comment is deleted", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, say, until, pass, ...told }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      const hold = say(people.triager, "/hold the installer crashes");
      await until("the hold noted", () => told.marks(hold).includes("rocket"));
      expect(issue.body).toContain("On hold by `dunkeroni`");
      expect(issue.body).toContain("the installer crashes");
      const early = await ask(people.maintainer, "/approve pypi");
      expect(early.mark).toBe("confused");
      expect(early.reply).toContain("`dunkeroni` put this release on hold: “the installer crashes”");

      repo.deleteComment(hold.id, people.triager);
      await pass(MINUTE);
      expect(issue.body).toContain("On hold by `dunkeroni`");
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect((await ask(people.triager, "/unhold")).reply).toContain("needs the role `maintain`");
      expect(told.waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await told.irreversible()).toEqual([]);

      expect((await ask(people.otherMaintainer, "/unhold")).mark).toBe("rocket");
      expect(issue.body).not.toContain("On hold");
      await toDraft();
      const published = ["pypi of run 1 approved", "pypi serves 5.0.0"];
      expect(await told.irreversible()).toEqual(published);

      expect((await ask(people.triager, "/hold")).mark).toBe("rocket");
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      expect(await told.irreversible()).toEqual(published);
      expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
    },
    { checks: SHORT },
  );
});
