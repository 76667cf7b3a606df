import { expect } from "vitest";
import { CONFIGURATION, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { merge, tagged } from "../stories/past.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { drafted, publicationOf, release } from "./draft.ts";
import { ALL_OF_IT, boardOf, toTheEnd } from "./ends.ts";
import { changeJob } from "./workflow.ts";

attack("prerelease-as-latest", async () => {
  await tell(
    async (told) => {
      for (const [version, latest] of [
        ["5.0.0", "true"],
        ["5.1.0rc1", "false"],
        ["4.9.9", "false"],
        ["5.0.1", "true"],
      ] as const) {
        await release(told, version);
        expect([version, publicationOf(told, `v${version}`)["make_latest"]]).toEqual([version, latest]);
      }
      expect(told.repo.releases().map(({ prerelease }) => prerelease)).toEqual([false, true, false, false]);
    },
    { checks: SHORT },
  );
});

attack("wrong-base", async () => {
  await tell(
    async (told) => {
      const { repo, people } = told;
      const tag = (name: string, { branch = "main", silent = true } = {}) =>
        repo.pushTag(name, { by: people.writer, sha: repo.head(branch), silent });
      tagged(told, "4.8.0");
      repo.state.refs.set("refs/heads/maintenance", repo.head());
      tagged(told, "4.9.0", "5.0.0rc1");
      merge(told, "Backport", "maintenance");
      tag("v4.8.1", { branch: "maintenance" });
      merge(told, "The last one");
      tag("nightly");
      await told.stage.start(told.world);
      await release(told, "5.0.0");
      const [final] = repo.releases();
      expect(titlesIn(final?.body)).toEqual(["In 5.0.0rc1", "The last one"]);

      merge(told, "Another backport", "maintenance");
      repo.commit({
        branch: "maintenance",
        files: { [VERSION_FILE]: '__version__ = "4.8.2"\n' },
        message: "{release} v4.8.2",
        author: { login: people.writer },
      });
      tag("v4.8.2", { branch: "maintenance", silent: false });
      await boardOf(told, "v4.8.2");
      await told.atGates("testpypi", "pypi");
      told.say(people.maintainer, "/approve pypi");
      const backport = await told.until("its draft", () => repo.releases()[1]);
      expect(titlesIn(backport.body)).toEqual(["Another backport"]);
    },
    { checks: SHORT, started: false },
  );
});

/** Of the pull requests that stories merge, those that a text lists. */
function titlesIn(body: string | null | undefined): readonly string[] {
  return ["In 4.8.0", "In 4.9.0", "Backport", "In 5.0.0rc1", "The last one", "Another backport"].filter(
    (title) => body?.includes(`* ${title}`),
  );
}

attack("release-before-registry", async () => {
  await tell(
    async (told) => {
      const { people, say, ask, published, tagRelease, board, atGates, repo, pass } = told;
      changeJob(told, "publish-pypi", (job) => ({ ...job, onSuccess: async () => undefined }));
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      await pass(60 * MINUTE);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("confused");
      expect(repo.releases()).toEqual([]);
      expect(issue.body).toContain("**Stopped at verify `pypi`.**");
      expect(await told.irreversible()).toEqual(["pypi of run 1 approved"]);
    },
    { checks: SHORT },
  );
});

attack("notes-too-long", async () => {
  await tell(
    async (told) => {
      const { repo, people, clock } = told;
      const merged: number[] = [];
      repo.pushTag("v4.2.9", { by: people.writer, silent: true });
      for (let number = 0; number < 1_300; number += 1) {
        const message = `A change whose title is a long story: ${"word ".repeat(12)}${number}`;
        const sha = repo.commit({
          files: { "n.txt": `${number}` },
          message,
          author: { login: people.outsider },
          silent: true,
        });
        const author = people.outsider;
        const pull = repo.pullRequest({ title: message, author, commits: [sha], mergedAt: clock.now() });
        merged.push(pull.number);
      }
      await told.stage.start(told.world);
      await release(told, "5.0.0");
      const body = repo.releases()[0]?.body ?? "";
      expect(body.length).toBeLessThanOrEqual(125_000);
      const listed = new Set([...body.matchAll(/(?:#|\/pull\/)(\d+)/g)].map(([, number]) => Number(number)));
      expect(merged.filter((number) => !listed.has(number))).toEqual([]);
    },
    { checks: SHORT, started: false },
  );
});

attack("discussion-404", async () => {
  await drafted(
    async (told) => {
      await toTheEnd(told, await told.board());
      expect(told.repo.releases()[0]).toMatchObject({ draft: false, discussionNumber: null });
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
      expect((await told.board()).body).toContain("GitHub opened none in the category `Announcements`");
      expect(publicationOf(told, "v5.0.0")).toHaveProperty("discussion_category_name", "Announcements");
    },
    {
      configuration: `${CONFIGURATION}release: { discussion: Announcements }\n`,
      refusals: [/PATCH .*\/releases\/\d+ 404$/],
    },
  );
});
