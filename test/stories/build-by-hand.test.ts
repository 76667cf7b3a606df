import { expect, test } from "vitest";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";

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

test("what can't be built is refused with the reason and the way out, and starts nothing", async () => {
  await tell(
    async (told) => {
      const { repo, people, until } = told;
      addBuild(told);
      const issue = repo.openIssue({ title: "It crashes", by: people.outsider });
      const ask = async (line: string, by: string = people.maintainer) => {
        const comment = repo.comment(issue.number, by, line);
        await until(`no to ${line}`, () => marks(comment).includes("confused"));
        return repo.comments(issue.number).at(-1)?.body ?? "";
      };
      const sha = repo.commit({ files: { a: "1" }, message: "A", author: { login: people.writer } });
      repo.pushTag("v1.0-twice", { by: people.writer });
      repo.commit({
        files: { a: "2" },
        message: "B",
        author: { login: people.writer },
        branch: "v1.0-twice",
      });
      repo.commit({
        files: { [FILE]: text("push") },
        message: "C",
        author: { login: people.writer },
        branch: "old",
      });

      expect(await ask("/build")).toContain("`/build <branch or tag>`");
      expect(await ask("/build mian")).toContain("no branch and no tag `mian`");
      expect(await ask("/build constructor")).toContain("no branch and no tag `constructor`");
      expect(await ask(`/build ${sha.slice(0, 8)}`)).toContain(
        `\`git push origin ${sha.slice(0, 8)}:refs/heads/build-${sha.slice(0, 7)}\``,
      );
      expect(await ask("/build v1.0-twice")).toContain("`/build refs/tags/v1.0-twice`");
      expect(await ask("/build old")).toContain("`build.yml` at `old` can't be started by hand");
      expect(await ask("/build main\n/build old")).toContain("in a comment of its own");
      expect(await ask("/build main", people.writer)).toContain("needs");

      // What only GitHub knows, it says itself.
      repo.addWorkflow({ path: FILE, name: "build", on: {}, jobs: [{ name: "build" }] });
      expect(await ask("/build main")).toContain("Workflow does not have 'workflow");
      repo.configure({ actionsOff: true });
      expect(await ask("/build main")).toContain("Actions has been disabled for this repository.");
      expect(built(told)).toEqual([]);
    },
    { ...BUILDING, refusals: [/POST .*\/dispatches 422/] },
  );
});

test("without a build workflow in the configuration, or without the right to start one, people are told what to do", async () => {
  await tell(async ({ repo, people, until, sandbox, installation }) => {
    const issue = repo.openIssue({ title: "It crashes", by: people.outsider });
    const asked = repo.comment(issue.number, people.maintainer, "/build main");
    await until("a refusal", () => marks(asked).includes("confused"));
    expect(repo.comments(issue.number).at(-1)?.body).toContain("Add `build: <file name>`");

    sandbox.github.grantPermission(installation, "actions", "read");
    const file = `${CONFIGURATION}build: build.yml\n`;
    repo.commit({
      files: { ".github/release-conductor.yml": file, [FILE]: text("workflow_dispatch") },
      message: "Build",
      author: { login: people.writer },
    });
    const again = repo.comment(issue.number, people.maintainer, "/build main");
    await until("a refusal", () => marks(again).includes("confused"));
    const reply = repo.comments(issue.number).at(-1)?.body;
    expect(reply).toContain("has not granted `actions: write`");
    expect(reply).toContain("https://github.com/invoke-ai/InvokeAI/actions/workflows/build.yml");
  });
});

test.each(["before", "after"] as const)(
  "a start whose answer is lost %s it happened is made no second time, also with an empty store",
  async (when) => {
    await tell(async (told) => {
      const { repo, people, until, pass, sandbox, stage, world } = told;
      addBuild(told);
      const issue = repo.openIssue({ title: "It crashes", by: people.outsider });
      sandbox.faults.unreachable({ route: /POST .*\/dispatches/, when });
      const asked = repo.comment(issue.number, people.maintainer, "/build main");
      await until("the claim", () => marks(asked).includes("eyes"));
      await stop({ stage, pass });
      await pass(MINUTE);
      await stage.start({ ...world, sweepMinutes: 10 });
      const wanted = when === "before" ? "confused" : "rocket";
      await until("the answer", () => marks(asked).includes(wanted));
      await pass(30 * MINUTE);
      expect(built(told)).toHaveLength(when === "before" ? 0 : 1);
      const said = when === "before" ? "It is unclear whether that happened" : "Nothing of it is released";
      expect(repo.comments(issue.number).at(-1)?.body).toContain(said);
      expect(repo.comments(issue.number)).toHaveLength(2);
    }, BUILDING);
  },
);

test("a build that fails is told with its job, also by a GitHub that does not name the run", async () => {
  await tell(
    async (told) => {
      const { repo, people, until } = told;
      addBuild(told);
      repo.configure({ olderDispatch: true });
      repo.outcome("build", "failure");
      const issue = repo.openIssue({ title: "It crashes", by: people.outsider });
      const asked = repo.comment(issue.number, people.maintainer, "/build refs/heads/main");
      await until("the answer", () => marks(asked).includes("confused"));
      const [run, ...others] = built(told);
      expect(others).toEqual([]);
      expect(repo.comments(issue.number).at(-1)?.body).toMatch(
        new RegExp(`has ended: \`failure\`. Failed: \\[\`build\`\\]\\(.*/actions/runs/${run?.id}/job/`),
      );
    },
    { ...BUILDING, refusals: [/POST .*\/dispatches 422/] },
  );
});
