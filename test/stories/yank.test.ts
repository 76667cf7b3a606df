import { expect, test } from "vitest";
import { npmTarball } from "../../src/sandbox/files/packed.ts";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import { answered, boardOf, says } from "../attacks/ends.ts";
import { releasesTo } from "./packed.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const REASON = "the wheel has no front end";

/** Two packages of one scope, released together by one tag. */
const PACKAGES = ["@octo/tool", "@octo/cli"];

/** Releases 5.0.0 to its end; gives its board. */
async function released(told: Told) {
  const { people, tagRelease, board, atGates, toDraft, ask, until } = told;
  tagRelease();
  const issue = await board();
  await atGates("testpypi", "pypi");
  const release = await toDraft();
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  await until("the board closed", () => issue.state === "closed");
  return { issue, release };
}

/** Says something on a board that need not be the newest; gives what the app replied to it. */
async function answer(told: Told, board: Issue, text: string, mark: "rocket" | "confused" = "confused") {
  const before = told.repo.comments(board.number).length;
  await answered(told, { board, by: told.people.maintainer, text }, mark);
  return told.repo
    .comments(board.number)
    .slice(before + 1)
    .map(({ body }) => body)
    .join("\n");
}

test("a release that is bad is yanked: step by step, to the next version and its link", async () => {
  await tell(
    async (told) => {
      const { repo, people, pypi, discord, until, pass } = told;
      const { issue, release } = await released(told);
      const text = release.body ?? "";
      const ends = await told.irreversible();

      expect((await told.ask(people.maintainer, `/yank ${REASON}`)).mark).toBe("rocket");
      await until("the board open again", () => issue.state === "open");
      await says(told, issue, "**To be yanked since");
      await says(told, issue, "⬜ `invokeai 5.0.0` on `pypi`: one of its owners opens");
      expect(issue.body).toContain("/manage/project/invokeai/release/5.0.0/");
      const next = await boardOf(told, "v5.0.1");
      await says(told, issue, `✅ [The board](https://github.com/invoke-ai/InvokeAI/issues/${next.number})`);
      await says(told, issue, "✅ [The GitHub release]");
      expect(release.body).toContain(
        `> **Do not use \`v5.0.0\`.** Its published files are bad, says \`lstein\``,
      );
      expect(release.body).toContain("> Use `v5.0.1` instead; it is being prepared.");
      expect(release.body?.indexOf("[!CAUTION]")).toBeLessThan(100);
      await until("the post warned", () => discord.messages[0]?.content.startsWith("⚠️ Do not use v5.0.0"));
      await says(told, issue, "✅ The post on `ANNOUNCE_DISCORD` says it.");

      await says({ ...told }, next, "**It replaces `v5.0.0`**");
      expect(next.body).toContain(`“${REASON}”`);

      pypi.yank("invokeai", "5.0.0", "no front end");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("**Yanked.**");
      expect(issue.body).toContain(
        "✅ `invokeai 5.0.0` is yanked on `pypi`. Reason given there: “no front end”.",
      );
      expect(release.body).toContain(
        "On `pypi`, `invokeai 5.0.0` is yanked. Reason given there: “no front end”.",
      );
      expect(await told.irreversible()).toEqual([
        ...ends.slice(0, 1),
        "testpypi of run 1 rejected",
        ...ends.slice(1),
      ]);

      told.tagRelease("5.0.1");
      await told.atGates("testpypi", "pypi");
      expect(repo.issues().filter(({ author }) => author.type === "Bot")).toHaveLength(2);
      repo.comment(next.number, people.maintainer, "/approve pypi");
      const better = await until("the next draft", () =>
        repo.releases().find(({ tag, assets }) => tag === "v5.0.1" && assets.length > 0),
      );
      expect(better.body).toContain("This release replaces [`v5.0.0`]");
      expect(release.body).toContain("it is being prepared");
      repo.comment(next.number, people.maintainer, "/publish");
      await until("the next one released", () => next.state === "closed");
      expect(release.body).toContain(
        `Use [\`v5.0.1\`](https://github.com/invoke-ai/InvokeAI/releases/tag/v5.0.1) instead.`,
      );
      expect(release.body).not.toContain("being prepared");
      expect(release.body).toContain("Reason given there: “no front end”.");
      expect(
        release.body?.replace(/^<!-- release-conductor:section yanked[\s\S]*end yanked -->\n\n/, ""),
      ).toBe(text.replace(/(<!-- release-conductor:notes \S+ \S+ )/, "$1yanked,"));
      await pass(5 * MINUTE);
      expect(issue.state).toBe("closed");
    },
    { checks: SHORT },
  );
});

test.each([
  ["it is noted", /^PATCH \S+\/issues\/\d+$/],
  ["the next board is opened", /^POST \S+\/issues$/],
  ["the notes are marked", /^PATCH \S+\/releases\/\d+$/],
])(
  "the app goes down without its store as %s, and the comment is gone: all of it is done once",
  async (_, deed) => {
    await tell(
      async (told) => {
        const { sandbox, repo, people, stage, world, until, pass, marks } = told;
        await stage.start(world);
        const { issue, release } = await released(told);
        const said = told.say(people.maintainer, `/yank ${REASON}`);
        let down = false;
        const recover = sandbox.faults.intercept(({ when, method, path }) => {
          const hits = marks(said).includes("eyes") && when === "after" && deed.test(`${method} ${path}`);
          down ||= hits;
          return hits ? { status: 502, message: "bad gateway" } : undefined;
        });
        await until("the crash", () => down);
        await stop({ stage, pass });
        recover();
        repo.deleteComment(said.id, people.maintainer);
        await pass(MINUTE);
        await stage.start(world);
        await says(told, issue, "✅ The post on `ANNOUNCE_DISCORD` says it.");
        await pass(15 * MINUTE);
        expect(repo.issues().map(({ title }) => title)).toEqual(["Release v5.0.0", "Release v5.0.1"]);
        expect(told.discord.messages).toHaveLength(1);
        expect(release.body?.match(/\[!CAUTION\]/g)).toHaveLength(1);
        told.pypi.yank("invokeai", "5.0.0");
        await until("the board closed", () => issue.state === "closed");
        expect(issue.body).toContain("**Yanked.**");
      },
      { checks: SHORT, started: false },
    );
  },
);

test("of two packages of npm each is deprecated by its owners: commands, and which one is left", async () => {
  await tell(
    async (told) => {
      const { npm, people, until, board, ask } = told;
      releasesTo(told, {
        environment: "npm",
        build: (made) => PACKAGES.map((name) => npmTarball({ name, ...made })),
        publish: (files) => {
          for (const file of files) npm.publish(file);
        },
      });
      await told.toPublished("npm");
      const issue = await board();
      await until("a draft", () => told.repo.releases()[0]);
      expect(await ask(people.maintainer, '/yank `rm -rf ~`; "$(id)" @octocat <b>')).toEqual({
        mark: "rocket",
        reply: "",
      });
      await says(told, issue, "**To be yanked since");
      const command = `npm deprecate @octo/cli@5.0.0 "Do not use: https://github.com/invoke-ai/InvokeAI/issues/${issue.number}"`;
      expect(issue.body).toContain(
        `⬜ \`@octo/cli 5.0.0\` on \`npm\`: one of its owners says \`${command}\``,
      );
      expect(issue.body).toContain("⬜ [The draft]");
      expect(issue.body).not.toMatch(/@octocat|<b>|`rm|"\$\(/);
      expect(await answer(told, issue, "/publish")).toContain("this release was yanked");

      npm.deprecate("@octo/tool", "5.0.0", "use 5.0.1");
      await says(
        told,
        issue,
        "✅ `@octo/tool 5.0.0` is deprecated on `npm`. Reason given there: “use 5.0.1”.",
      );
      expect(issue.body).toContain("Installers are still given `@octo/cli 5.0.0` on `npm`.");
      expect(issue.state).toBe("open");
      npm.deprecate("@octo/cli", "5.0.0", "use 5.0.1");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("GitHub release | ➖");
      expect(told.repo.releases()).toMatchObject([{ draft: true }]);
    },
    {
      configuration: `version: { scheme: semver, file: invokeai/version/invokeai_version.py }
gates: { npm: { package: ["@octo/tool", "@octo/cli"] } }
`,
    },
  );
});

test("notes that a person wrote, and a warning that a person changed, stay as they are", async () => {
  await tell(
    async (told) => {
      const { repo, people, pypi, until, ask, pass } = told;
      const { issue, release } = await released(told);
      const own = "# InvokeAI 5\r\n\r\nBy hand.  \n\n* * *\n";
      repo.editRelease(release.id, { body: own }, people.writer);
      await ask(people.maintainer, `/yank ${REASON}`);
      await until("the warning", () => release.body?.includes("Do not use"));
      expect(release.body).toContain(`end yanked -->\n\n${own}`);

      const edited = (release.body ?? "").replace("Do not use", "Please do not use");
      repo.editRelease(release.id, { body: edited }, people.writer);
      pypi.yank("invokeai", "5.0.0", "bad");
      await until("the board closed", () => issue.state === "closed");
      expect(release.body).toBe(edited);
      expect(issue.body).toContain("warns of it in words that a person changed");

      expect(await answer(told, issue, "/yank and it deletes your files", "rocket")).toBe("");
      await pass(5 * MINUTE);
      expect(issue.body).toContain(
        "**Yanked.** The published files are bad, says `lstein`: “and it deletes your files”.",
      );
      expect(issue.state).toBe("closed");
      expect(release.body).toBe(edited);
      expect(repo.issues().filter(({ title }) => title === "Release v5.0.1")).toHaveLength(1);
    },
    { checks: SHORT },
  );
});

test("before anything is out there is nothing to yank, and who may not say it is refused", async () => {
  await tell(
    async (told) => {
      const { people, ask, until, atGates } = told;
      told.tagRelease();
      const issue = await told.board();
      await atGates("testpypi", "pypi");
      const early = await ask(people.maintainer, `/yank ${REASON}`);
      expect(early.mark).toBe("confused");
      expect(early.reply).toContain("nothing of this release is on an index or public");
      await ask(people.maintainer, "/approve testpypi");
      await until("on TestPyPI", () => issue.body?.includes("`testpypi` serves all"));
      expect((await ask(people.maintainer, `/yank ${REASON}`)).reply).toContain("`/reject <gate> <reason>`");

      await told.toDraft();
      expect((await ask(people.writer, `/yank ${REASON}`)).reply).toContain("needs the role `maintain`");
      expect((await ask(people.maintainer, "/yank")).reply).toContain("/yank <reason>");
      expect(issue.body).not.toContain("To be yanked");
      const ends = await told.irreversible();
      expect((await ask(people.maintainer, `/yank ${REASON}`)).mark).toBe("rocket");
      expect(await answer(told, issue, "/publish")).toContain("this release was yanked");
      expect(await answer(told, issue, "/announce")).toContain("this release was yanked");
      expect(await told.irreversible()).toEqual(ends);
    },
    { checks: SHORT },
  );
});

test("a version that is tagged already is linked, and the latest is told", async () => {
  await tell(
    async (told) => {
      const { people, repo, until, discord } = told;
      const { issue, release } = await released(told);
      repo.pushTag("v5.0.1", { by: people.writer });
      const next = await boardOf(told, "v5.0.1");
      repo.comment(issue.number, people.maintainer, `/yank ${REASON}`);
      await says(told, issue, `issues/${next.number}) of \`v5.0.1\`, which comes in its place, is there.`);
      await says(
        told,
        issue,
        "➖ GitHub shows `v5.0.0` as the latest release, and there is no other to show.",
      );
      expect(repo.issues().filter(({ title }) => title === "Release v5.0.1")).toHaveLength(1);
      await until("the warning", () => release.body?.includes("Use `v5.0.1` instead; it is being prepared."));
      await until("the post", () => discord.messages[0]?.content.includes(REASON));
      expect(await answer(told, issue, "/status", "rocket")).toContain("To be yanked");
    },
    { checks: SHORT },
  );
});

test("a yank that nobody announced stops the release, and the way to mark it is named", async () => {
  await tell(
    async (told) => {
      const { people, pypi, board, toPublished, until } = told;
      pypi.lag({ jsonSeconds: 300, simpleSeconds: 300 });
      await toPublished("pypi");
      const issue = await board();
      pypi.yank("invokeai", "5.0.0", "oops");
      await says(told, issue, "say `/yank <reason>` here");
      told.say(people.maintainer, `/yank ${REASON}`);
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toContain("**Yanked.**");
      expect(told.repo.releases()).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("a gate that still waits is closed, and the next tag of that name is conducted anew", async () => {
  await tell(
    async (told) => {
      const { repo, people, until, ask } = told;
      const { issue } = await released(told);
      const [old] = repo.runs();
      await ask(people.maintainer, `/yank ${REASON}`);
      await until("the gate closed", () => old?.conclusion === "failure");
      expect(repo.approvals(old ?? expect.fail("no run")).at(-1)?.comment).toMatch(
        /^Rejected by `lstein` in comment \d+, run attempt 1: the wheel has no front end\./,
      );
      const fixed = told.setVersion("5.0.0", "With a front end");
      repo.pushTag("v5.0.0", { sha: fixed, by: people.writer });
      await until("the new run's gate", () =>
        repo.runs().some((run) => run !== old && told.waiting(run).includes("pypi")),
      );
      await says(told, issue, "1 earlier attempt, yanked by lstein: nothing of it counts any more");
      expect(issue.body).not.toContain("To be yanked");
      expect(issue.body).toContain("yanked: “the wheel has no front end”");
      expect(issue.state).toBe("open");
    },
    { checks: SHORT },
  );
});
