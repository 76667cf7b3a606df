import { expect, test } from "vitest";
import { CONFIGURATION, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { CALLED, commitAside, mainOf, merge } from "./aside.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

async function asked({ repo, people, until }: Told, line: string): Promise<string> {
  const issue = repo.openIssue({ title: "Please release", by: people.outsider });
  const comment = repo.comment(issue.number, people.maintainer, line);
  await until(`an answer to ${line}`, () =>
    comment.reactions.some(({ content }) => content === "rocket" || content === "confused"),
  );
  return repo.comments(issue.number).at(-1)?.body ?? "";
}

const EDITED = { [WORKFLOW]: `${releaseWorkflow}# and one thing more\n` };

test.each([
  [
    "on no branch that releases come from",
    "branches: [main]",
    {},
    "which is on none of the branches that releases come from: `main`.",
  ],
  [
    "of which the workflow is another",
    "same-workflow: true",
    EDITED,
    "is not what `main` has: [see the difference](",
  ],
])("no run is started of a commit %s, here or on the board", async (_, rule, files, words) => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass } = told;
      merge(told, mainOf(repo), CALLED);
      const sha = commitAside(told, files);
      // With four at once, GitHub sends no event and starts no run.
      repo.pushTags(["v5.0.0", "a", "b", "c"], { sha, by: people.writer });
      await pass(MINUTE);
      const reply = await asked(told, "/release v5.0.0");
      expect(reply).toContain(words);
      expect(reply).toContain("say `/release v5.0.0` in a new comment");
      expect(repo.issues().filter(({ author }) => author.type === "Bot")).toEqual([]);

      await pass(30 * MINUTE);
      expect((await ask(people.maintainer, "/release v5.0.0")).reply).toContain(words);
      expect(repo.runs()).toEqual([]);

      merge(told, sha, files);
      expect((await ask(people.maintainer, "/release v5.0.0")).mark).toBe("rocket");
      expect(repo.runs()).toMatchObject([{ event: "workflow_dispatch", ref: "refs/tags/v5.0.0" }]);
    },
    { checks: SHORT, configuration: `${CONFIGURATION}${rule}\n` },
  );
});
