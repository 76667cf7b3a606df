import { expect, test } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";

const marks = (comment: Comment) => comment.reactions.map(({ content }) => content);

const BUILDING = { configuration: `${CONFIGURATION}build: build.yml\n` };
const FILE = ".github/workflows/build.yml";
const text = (on: string) => `on: ${on}\njobs: { build: { runs-on: ubuntu-latest, steps: [] } }\n`;

/** A workflow that builds, beside the one that releases; its file says how it starts, and `trigger` how it does. */
function addBuild({ repo, people }: Told, on = "workflow_dispatch", dispatch = true): void {
  repo.commit({ files: { [FILE]: text(on) }, message: "Build", author: { login: people.writer } });
  const files = async () => ({ "tool.whl": new Uint8Array(2_048) });
  repo.addWorkflow({
    path: FILE,
    name: "build",
    on: { dispatch },
    jobs: [{ name: "build", seconds: 600, artifacts: [{ name: "dist", files }] }],
  });
}

const built = ({ repo }: Told) => repo.runs().filter((run) => run.workflow.path === FILE);

test("a build is started once, waited for, and its artifacts are handed back", async () => {
  await tell(async (told) => {
    const { repo, people, until, pass } = told;
    addBuild(told);
    const issue = repo.openIssue({ title: "It crashes", by: people.outsider });
    const asked = repo.comment(issue.number, people.maintainer, "Try this one:\n\n/build main");
    await until("a run", () => built(told)[0]);
    await pass(5 * MINUTE);
    expect(marks(asked)).toEqual(["eyes"]);
    expect(repo.comments(issue.number)).toHaveLength(1);

    await until("the answer", () => marks(asked).includes("rocket"));
    const [run, ...others] = built(told);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ event: "workflow_dispatch", ref: "refs/heads/main" });
    const [artifact] = run?.artifacts ?? [];
    const reply = repo.comments(issue.number).at(-1)?.body ?? "";
    expect(reply).toContain(`/actions/runs/${run?.id})`);
    expect(reply).toContain("Nothing of it is released");
    expect(reply).toContain(
      `[\`dist\`](https://github.com/invoke-ai/InvokeAI/actions/runs/${run?.id}/artifacts/${artifact?.id})`,
    );
    expect(reply).toMatch(/sha256:[0-9a-f]{64}.*\d{4}-\d\d-\d\d \d\d:\d\d UTC/);

    await pass(60 * MINUTE);
    expect(built(told)).toHaveLength(1);
    expect(repo.issues().filter(({ author }) => author.type === "Bot")).toEqual([]);
  }, BUILDING);
});
