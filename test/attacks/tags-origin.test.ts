import { expect } from "vitest";
import type { Issue } from "../../src/sandbox/github/issues.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { CONFIGURATION, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { CALLED, commitAside, mainOf, merge } from "../stories/aside.ts";
import { MINUTE, type Told } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { attacked } from "./stage.ts";
import { moment, noApproval, refused } from "./words.ts";

/** A commit on a branch of its own, away from the default branch, is tagged; gives it. */
function tagAside(told: Told, files: Readonly<Record<string, string>> = {}, branch = "aside"): string {
  const sha = commitAside(told, files, branch);
  told.repo.pushTag("v5.0.0", { sha, by: told.people.writer });
  return sha;
}

async function atTheGates(told: Told): Promise<{ readonly issue: Issue; readonly run: Run }> {
  const issue = await told.board();
  const run = await told.until("a run at its gates", () =>
    told.repo.runs().findLast((one) => told.waiting(one).length === 2),
  );
  await told.pass(MINUTE);
  return { issue, run };
}

/** A maintainer says the word, and nothing comes of it. */
async function inVain(told: Told, rule: RegExp): Promise<void> {
  const before = await moment(told);
  expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("confused");
  await told.pass(MINUTE);
  await refused(told, before, { rule, next: /.+/ });
}

/** The same word opens the gate. */
async function inEarnest(told: Told): Promise<void> {
  expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("rocket");
  expect(await told.irreversible()).toContain("pypi of run 1 approved");
}

const BRANCHES = `${CONFIGURATION}branches: [main, "release/*", "!release/old"]\n`;

attack("side-branch-tag", async () => {
  await attacked(
    async (told) => {
      const sha = tagAside(told);
      const { issue } = await atTheGates(told);
      expect(issue.body).toContain("which is on none of the branches that releases come from: `main`.");
      expect(issue.body).toContain("Merge the commit, and the release goes on by itself.");
      await inVain(told, /.+/);
      merge(told, sha);
      await inEarnest(told);
      await told.until("no more of it", () => issue.body?.includes("on none of the branches") === false);
    },
    { configuration: BRANCHES },
  );
  // A gate that waits for nothing else waits for this.
  await attacked(
    async (told) => {
      tagAside(told, {}, "release/old");
      const { issue } = await atTheGates(told);
      await inVain(told, /.+/);
      await noApproval(told);
      expect(issue.body).toContain("on none of the branches");
    },
    {
      configuration: BRANCHES.replace(
        "pypi, package: invokeai, artifacts: [dist] }\nassets",
        "pypi, package: invokeai, artifacts: [dist], conditions: [] }\nassets",
      ),
    },
  );
  await attacked(
    async (told) => {
      tagAside(told, {}, "release/5.0");
      await atTheGates(told);
      await inEarnest(told);
    },
    { configuration: BRANCHES },
  );
});

const SAME = `${CONFIGURATION}same-workflow: true\n`;

attack("workflow-edited-at-tag", async () => {
  for (const path of [WORKFLOW, ".github/workflows/build-installer.yml"]) {
    await attacked(
      async (told) => {
        merge(told, mainOf(told.repo), CALLED);
        const files = { [path]: `${CALLED[path] ?? releaseWorkflow}# and one thing more\n` };
        const sha = tagAside(told, files);
        const { issue } = await atTheGates(told);
        await says(told, issue, `\`${path}\` is not what \`main\` has: [see the difference](`);
        expect(issue.body).toContain(`/compare/main..${sha})`);
        await inVain(told, /.+/);
        merge(told, sha, files);
        await inEarnest(told);
      },
      { configuration: SAME },
    );
  }
  await attacked(
    async (told) => {
      merge(told, mainOf(told.repo), CALLED);
      tagAside(told);
      await atTheGates(told);
      await inEarnest(told);
    },
    { configuration: SAME },
  );
});
