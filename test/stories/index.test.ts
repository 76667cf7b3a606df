import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { MINUTE, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const WHEEL = "invokeai-5.0.0-py3-none-any.whl";

test("an index that lags by 12 minutes is waited for without alarm, and the release goes on once it serves the same bytes", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, say, replies, published, until, pass, pypi }) => {
      pypi.lag({ jsonSeconds: 60, simpleSeconds: 12 * 60 });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await pass(10 * MINUTE);

      expect(issue.body).toContain("`pypi` does not serve");
      expect(issue.body).toContain("as is usual for some minutes");
      expect(issue.body).not.toMatch(/\[!(?:CAUTION|WARNING)\]/);
      expect(repo.releases()).toEqual([]);

      await until("a draft", () => repo.releases()[0]);
      await pass(MINUTE);
      expect(issue.body).toContain("`pypi` serves all 2 files byte for byte as built");
      expect(replies()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("an index that serves other bytes stops the release, and both digests are named", async () => {
  await tell(
    async ({
      repo,
      people,
      tagRelease,
      board,
      atGates,
      say,
      ask,
      published,
      until,
      pass,
      pypi,
      irreversible,
    }) => {
      pypi.lag({ jsonSeconds: 120, simpleSeconds: 120 });
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      const others = Buffer.from("not what was built");
      await pypi.replaceBytes("invokeai", WHEEL, others);
      await until("the stop on the board", () => issue.body?.includes("**Stopped at verify `pypi`.**"));

      const served = createHash("sha256").update(others).digest("hex");
      const built = new RegExp(`([0-9a-f]{64})  ${WHEEL}`).exec(issue.body ?? "")?.[1] ?? "none";
      expect(issue.body).toContain(`built \`${built.slice(0, 12)}\`, served \`${served.slice(0, 12)}\``);

      const { mark, reply } = await ask(people.maintainer, "/publish");
      expect(mark).toBe("confused");
      expect(reply).toContain("verify `pypi`");
      await pass(60 * MINUTE);
      expect(repo.releases()).toEqual([]);
      expect(await irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
      expect(issue.state).toBe("open");
    },
    { checks: SHORT },
  );
});

test("who published a file is asked once, and anew before each thing that can't be undone", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, atGates, say, toDraft, until, pass, pypi }) => {
      const asked = () =>
        pypi.requests.filter(({ path }) => path.startsWith("/integrity/") && path.includes(WHEEL)).length;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      await pass(30 * MINUTE);
      say(people.writer, "one more conduct");
      await pass(30 * MINUTE);
      expect(asked()).toBe(1);

      say(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      // The release is public, and announced.
      expect(asked()).toBe(3);
      expect(repo.releases()).toMatchObject([{ draft: false }]);
    },
    { checks: SHORT },
  );
});
