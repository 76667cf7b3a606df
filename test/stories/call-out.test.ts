import { expect, test } from "vitest";
import { tagged } from "./past.ts";
import { prepared } from "./prepared.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const HOUR = 60 * MINUTE;
const mentions = (text: string) => [...text.matchAll(/(?<![\w`])@[\w-]+/g)].map(([who]) => who);

test("the authors of open pull requests are called once, in one comment that follows what is so", async () => {
  await tell(
    async (told) => {
      const { repo, people, pass, ask, say, marks, until, setVersion, writes, atGates } = told;
      tagged(told, "4.2.9");
      repo.addMilestone("v4.3.0");
      const open = (title: string, author: string, standing = {}) =>
        repo.pullRequest({ title, author, milestone: "v4.3.0", standing });
      const layers = open("Layers `for` @lstein", people.outsider, { conflicts: true });
      open("Undo", people.outsider);
      const icons = open("Icons", people.writer, { draft: true });
      const board = await prepared(told, "v4.3.0");
      const calls = () =>
        repo.comments(board.number).filter(({ body }) => body.includes("is being prepared."));

      const refused = await ask(people.triager, "/call-out");
      expect(refused).toMatchObject({ mark: "confused", reply: expect.stringContaining("write") });
      const long = await ask(people.writer, `/call-out ${"a".repeat(201)}`);
      expect(long.reply).toContain("At most 200 characters");
      expect(calls()).toEqual([]);

      expect((await ask(people.writer, "/call-out freeze on @everyone Friday")).mark).toBe("rocket");
      const [call] = calls();
      expect(mentions(call?.body ?? "")).toEqual([`@${people.outsider}`, `@${people.writer}`]);
      expect(call?.body).toContain(`- @${people.outsider}: #${layers.number} Layers`);
      expect(call?.body).toContain("has conflicts; bring it up to date · #");
      expect(call?.body).toContain("`psychedelicious` says: “freeze on @\u200beveryone Friday”");

      // Two say it again: the comment takes the newest words, and nobody gets a second one.
      const again = [say(people.writer, "/call-out"), say(people.maintainer, "/call-out on Monday")];
      await until("both answered", () => again.every((one) => marks(one).includes("rocket")));
      expect(calls()).toHaveLength(1);
      expect(calls()[0]?.body).toContain("“on Monday”");

      repo.mergePullRequest(layers.number, [setVersion("4.3.0")]);
      repo.standPullRequest(icons.number, { draft: false, decision: "CHANGES_REQUESTED" });
      await pass(HOUR + MINUTE);
      expect(calls()[0]?.body).not.toContain("Layers");
      expect(calls()[0]?.body).toContain("was asked for changes");
      const patches = () =>
        writes().filter(({ method, path }) => method === "PATCH" && path.includes("/comments/"));
      const before = patches().length;
      await pass(HOUR + MINUTE);
      expect(patches()).toHaveLength(before);

      repo.pushTag("v4.3.0", { by: people.writer });
      await atGates("pypi");
      expect(calls()[0]?.body).toContain(
        "**`v4.3.0` is tagged.** This list is not kept up to date any more.",
      );
      repo.standPullRequest(icons.number, { decision: "APPROVED" });
      await pass(HOUR);
      expect(patches()).toHaveLength(before + 1);
      const late = await ask(people.maintainer, "/call-out once more");
      expect(late).toMatchObject({ mark: "confused", reply: expect.stringContaining("has been pushed") });
      expect(calls()).toHaveLength(1);
    },
    { checks: SHORT },
  );
});

test("where nothing is open nobody is called, and a board that came with its tag calls nobody", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass, tagRelease, atGates } = told;
      tagged(told, "4.2.9");
      repo.pullRequest({ title: "Another day", author: people.outsider, labels: ["later"] });
      await prepared(told, "v4.3.0");
      const nobody = await ask(people.writer, "/call-out");
      expect(nobody).toMatchObject({
        mark: "confused",
        reply: expect.stringContaining("No open pull request"),
      });
      await pass(11 * MINUTE);
      tagRelease("5.0.0");
      await atGates("pypi");
      const late = await ask(people.writer, "/call-out");
      expect(late.reply).toContain("came with its tag `v5.0.0`");
    },
    { checks: SHORT },
  );
});
