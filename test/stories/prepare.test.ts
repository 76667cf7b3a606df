import { expect, test } from "vitest";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { merge, tagged } from "./past.ts";
import { prepared } from "./prepared.ts";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const HOUR = 60 * MINUTE;

const visible = (body: string | null) => (body ?? "").replace(/\n\n<!-- release-conductor.*$/s, "");

test("a release is prepared, tagged and conducted on one board", async () => {
  await tell(
    async (told) => {
      const { repo, people, until, pass, ask, say, atGates, published, setVersion } = told;
      tagged(told, "4.2.8");
      // It is out: a young tag without a run would be taken up.
      repo.createRelease({ tag: "v4.2.8", by: people.writer, name: "v4.2.8" });
      merge(told, "feat: sketch on layers");
      merge(told, "fix: the installer's icon");
      repo.addMilestone("4.3.0");
      const bug = repo.openIssue({
        title: "Models get lost",
        by: people.outsider,
        labels: ["Release-Blocker"],
      });
      const linked = repo.openIssue({ title: "Undo", by: people.writer, milestone: "4.3.0" });
      const open = (title: string, author: string, more: object = {}) =>
        repo.pullRequest({ title, author, ...more }).number;
      const draft = open("Layers @everyone", people.outsider, {
        milestone: "4.3.0",
        standing: { draft: true },
      });
      const undo = open("Undo", people.writer, { closes: [linked.number], standing: { checks: "FAILURE" } });
      open("Another day", people.outsider);
      repo.rollup(repo.head(), "SUCCESS");

      const board = await prepared(told, "v4.3.0");
      let body = visible(board.body);
      expect(body).toMatch(
        /^\*\*Preparing `v4\.3\.0`\.\*\* 1 release blocker is open: it should not be tagged yet\./,
      );
      expect(body).toContain(`#${bug.number}](`);
      expect(body).toContain("✅ `main` at");
      expect(body).toContain("says `4.2.9`: change it to `4.3.0` on `main`");
      expect(body).toContain("✅ `v4.3.0` fits: since `v4.2.8` a feature has merged");
      expect(body).toContain("✅ `pypi` does not have this version.");
      expect(body).toMatch(new RegExp(`#${draft}\\]\\(.*\\| 📝 draft \\| milestone`));
      expect(body).toMatch(new RegExp(`#${undo}\\]\\(.*\\| ❌ checks fail \\| an issue it closes`));
      expect(body).not.toContain("Another day");
      expect(body).not.toContain("@everyone");
      expect(body).toContain(
        "`release-conductor tag v4.3.0`, or `git tag -a v4.3.0 -m v4.3.0 && git push origin v4.3.0`",
      );
      expect(body).toContain("Merged since v4.2.8: 2 pull requests");

      // Nothing tells of pull requests: the hour does, or /status.
      repo.standPullRequest(draft, { draft: false, decision: "APPROVED" });
      repo.closeIssue(bug.number, people.maintainer);
      await pass(HOUR + 11 * MINUTE);
      body = visible(board.body);
      expect(body).toContain("2 open pull requests aim at it.");
      expect(body).toMatch(new RegExp(`#${draft}\\]\\(.*\\| ✅ approved`));
      expect(body).not.toContain("release blocker");

      repo.mergePullRequest(draft, [repo.commit({ message: "Layers", author: { login: people.outsider } })]);
      repo.mergePullRequest(undo, [setVersion("4.3.0", "Undo, and the version")]);
      const asked = await ask(people.outsider, "/status");
      expect(asked.reply).toContain("**Preparing `v4.3.0`");
      await pass(11 * MINUTE);
      body = visible(board.body);
      expect(body).toContain("Nothing that aims at it is open.");
      expect(body).toContain("✅ `invokeai/version/invokeai_version.py` says `4.3.0`.");

      repo.pushTag("v4.3.0", { by: people.writer });
      const run = await atGates("pypi");
      expect(visible(board.body)).not.toContain("### Before the tag");
      expect(repo.issues().filter(({ title }) => title === "Release v4.3.0")).toEqual([board]);
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await until("a draft", () => repo.releases().find((one) => one.assets.length > 0));
      await pass(MINUTE);
      say(people.maintainer, "/publish");
      await until("the board closed", () => board.state === "closed");
      expect(board.body).toContain("`v4.3.0` is released");
    },
    { checks: SHORT },
  );
});

test("another tag that came in its place gets a board of its own, and is told", async () => {
  await tell(
    async (told) => {
      const { repo, people, until, pass, tagRelease } = told;
      tagged(told, "4.2.8", "4.2.9");
      const board = await prepared(told, "v4.3.0");
      expect(visible(board.body)).toContain("`v4.2.10` is proposed, not `v4.3.0`");
      tagRelease("4.3.1");
      await until("a board of its own", () => repo.issues().find(({ title }) => title === "Release v4.3.1"));
      await pass(HOUR + 11 * MINUTE);
      expect(visible(board.body)).toContain(
        "The tag `v4.3.1` is there, past `v4.3.0`, which this issue prepares.",
      );
      expect(board.state).toBe("open");

      repo.closeIssue(board.number, people.maintainer);
      await pass(2 * HOUR);
      expect(board.body).toContain("**Abandoned since");
      repo.pushTag("v4.3.0", { by: people.writer });
      await pass(HOUR);
      expect(board.state).toBe("open");
      expect(board.body).toContain(
        "This board was closed, and the tag `v4.3.0` came after that, so it is open again.",
      );
      expect(repo.issues().filter(({ title }) => title === "Release v4.3.0")).toHaveLength(1);
    },
    { checks: SHORT },
  );
});

test("what was held before the tag is held after it; a blocker is told then, and stops nothing", async () => {
  await tell(
    async (told) => {
      const { repo, people, pass, ask, say, atGates, published, setVersion } = told;
      tagged(told, "4.2.9");
      repo.openIssue({ title: "Models get lost", by: people.outsider, labels: ["release-blocker"] });
      const board = await prepared(told, "v4.3.0");
      await ask(people.writer, "/call-out");
      await ask(people.triager, "/hold until the models are back");
      await pass(MINUTE);
      const unheld = "once the hold by `dunkeroni` is lifted (`/unhold`) and #";
      expect(visible(board.body)).toMatch(
        /\*\*On hold by `dunkeroni`.*should not be tagged before `\/unhold`/,
      );
      expect(visible(board.body)).toContain(unheld);
      const call = repo.comments(board.number).find(({ body }) => body.includes("is being prepared."));
      expect(call?.body).toContain("**On hold by `dunkeroni`:** “until the models are back”.");
      setVersion("4.3.0");
      repo.pushTag("v4.3.0", { by: people.writer });
      const run = await atGates("pypi");
      expect(visible(board.body)).toContain("**On hold by `dunkeroni`");
      expect(visible(board.body)).toContain("1 release blocker is open, which stops nothing by itself");
      const held = await ask(people.maintainer, "/approve pypi");
      expect(held).toMatchObject({ mark: "confused", reply: expect.stringContaining("on hold") });
      await ask(people.maintainer, "/unhold");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await pass(MINUTE);
      expect(repo.pendingGates(run).map(({ environment }) => environment)).not.toContain("pypi");
    },
    { checks: SHORT },
  );
});

test("a tag is proposed to whoever names none, and one that the index has is told", async () => {
  await tell(
    async (told) => {
      const { repo, people, until, pypi } = told;
      tagged(told, "4.2.9", "4.3.0rc1");
      const issue = repo.openIssue({ title: "Next?", by: people.writer });
      repo.comment(issue.number, people.maintainer, "/prepare");
      const reply = await until("a reply", () => repo.comments(issue.number)[1]?.body);
      expect(reply).toContain("Say `/prepare v4.3.0rc2`.");
      await pypi.upload("invokeai", [await wheel({ name: "InvokeAI", version: "4.3.0" })]);
      const board = await prepared(told, "v4.3.0");
      expect(visible(board.body)).toContain(
        "❌ `pypi` has this version already: `invokeai`. Choose another.",
      );
      expect(visible(board.body)).toContain("✅ `v4.3.0` fits: `v4.3.0rc1` is the newest of its series.");
    },
    { checks: SHORT },
  );
});
