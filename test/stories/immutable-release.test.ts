import { expect, test } from "vitest";
import { release } from "../attacks/draft.ts";
import { boardOf } from "../attacks/ends.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

test("an immutable release is warned of, complete before it is public, and its notes can still be written", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, atGates, ask, say, until, pass } = told;
      repo.configure({ immutableReleases: true });
      await release(told, "5.0.0");
      const [first] = repo.releases();
      expect(first).toMatchObject({ immutable: true, draft: false });
      expect(first?.assets).toHaveLength(1);
      expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
      repo.editRelease(first?.id ?? 0, { body: "" }, people.writer);
      expect((await ask(people.writer, "/notes")).mark).toBe("rocket");
      expect(first?.body).toContain("release-conductor:notes v5.0.0");

      tagRelease("5.0.1");
      const second = await boardOf(told, "v5.0.1");
      await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await until("the warning", () => second.body?.includes("GitHub makes releases here immutable"));
      const draft = repo.releases()[1];
      expect(draft?.assets).toHaveLength(1);

      repo.deleteAsset(draft?.assets[0]?.id ?? 0);
      repo.publishRelease(draft?.id ?? 0, people.writer);
      await until("what is missing, on the board", () =>
        second.body?.includes("It is immutable, so nobody can attach"),
      );
      await pass(20 * MINUTE);
      expect(draft?.assets).toEqual([]);
    },
    { checks: SHORT },
  );
});
