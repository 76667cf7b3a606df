import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("a hold keeps gates and publication shut until /unhold, even when its comment is deleted", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, ask, say, until, pass, ...told }) => {
      tagRelease("5.0.0");
      const issue = await board();
      const run = await atGates("testpypi", "pypi");

      const approval = say(people.maintainer, "/approve pypi");
      const hold = say(people.triager, "/hold the installer crashes");
      await until("the hold noted", () => told.marks(hold).includes("rocket"));
      expect(issue.body).toContain("On hold by `dunkeroni`");
      expect(issue.body).toContain("the installer crashes");
      const refused = await ask(people.otherMaintainer, "/approve pypi");
      expect(refused.mark).toBe("confused");
      expect(refused.reply).toContain("`dunkeroni` put this release on hold: “the installer crashes”");

      repo.deleteComment(hold.id, people.triager);
      await pass(MINUTE);
      expect(issue.body).toContain("On hold by `dunkeroni`");
      expect((await ask(people.triager, "/unhold")).reply).toContain("needs the role `maintain`");
      expect(told.waiting(run)).toEqual(["testpypi", "pypi"]);
      expect(await told.irreversible()).toEqual([]);

      expect((await ask(people.otherMaintainer, "/unhold")).mark).toBe("rocket");
      expect(issue.body).not.toContain("On hold");
      await until("a draft with its asset", () => repo.releases()[0]?.assets.length === 1);
      expect(told.marks(approval)).toContain("rocket");
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
