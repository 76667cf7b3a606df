import { expect, test } from "vitest";
import { boardOf, says } from "../attacks/ends.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const REASON = "the wheel has no front end";

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
      expect(await told.irreversible()).toEqual(ends);

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
      expect(release.body?.replace(/^<!-- release-conductor:section yanked[\s\S]*end yanked -->\n\n/, "")).toBe(
        text.replace(/(<!-- release-conductor:notes \S+ \S+ )/, "$1yanked,"),
      );
      await pass(5 * MINUTE);
      expect(issue.state).toBe("closed");
    },
    { checks: SHORT },
  );
});
