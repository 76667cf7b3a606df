import { expect } from "vitest";
import { NAME, OWNER, WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { pypiWith } from "../stories/policy.ts";
import { MINUTE, type Told } from "../stories/stage.ts";
import { firstOfTwo, short, toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { boardOf, says } from "./ends.ts";
import { attacked, SOON } from "./stage.ts";
import { moment, noApproval, silent } from "./words.ts";

const annotated = { message: "The fifth" };

attack("annotated-tag", async () => {
  await attacked(async (told) => {
    const { repo, people, setVersion, board, atGates, ask, waiting } = told;
    setVersion("5.0.0");
    const { tagSha, commit } = repo.pushTag("v5.0.0", { by: people.writer, annotated });
    expect(tagSha).not.toBe(commit);
    const issue = await board();
    const run = await atGates("testpypi", "pypi");
    expect(issue.body).toContain(`\`${short(commit)}\``);
    expect(issue.body).not.toContain(short(tagSha));
    const { mark, reply } = await ask(people.maintainer, `/approve pypi ${short(tagSha)}`);
    expect([mark, reply]).toEqual(["confused", expect.stringContaining(`is at \`${short(commit)}\``)]);
    expect(waiting(run)).toContain("pypi");
    expect((await ask(people.maintainer, `/approve pypi ${short(commit)}`)).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
  });
});

/** The tag of that name at a tree of the repository, which is no commit. */
function tagATree({ repo, people }: Told, tag: string): void {
  const tree = repo.state.objects.commits.get(repo.head())?.tree.sha ?? "";
  repo.pushTag(tag, { sha: tree, by: people.writer });
}

attack("strange-tag-object", async () => {
  await attacked(async (told) => {
    const { repo, people, setVersion, board, atGates, ask, waiting, pass } = told;
    setVersion("5.0.0");
    const inner = repo.pushTag("inner", { by: people.writer, annotated });
    const outer = repo.pushTag("v5.0.0", { sha: inner.tagSha, by: people.writer, annotated });
    expect(new Set([inner.tagSha, outer.tagSha, outer.commit]).size).toBe(3);
    const issue = await board();
    const run = await atGates("testpypi", "pypi");
    expect(issue.body).toContain(`\`${short(outer.commit)}\``);

    tagATree(told, "v5.0.0");
    await says(told, issue, "**Stopped at tag.**");
    expect(issue.body).toContain("The tag `v5.0.0` does not lead to a commit.");
    expect(waiting(run)).toEqual([]);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
    await noApproval(told);

    await pass(30 * MINUTE);
    const since = await moment(told);
    tagATree(told, "v6.0.0");
    await pass(SOON);
    await silent(told, since);
  });
});

attack("retagged-same-commit", async () => {
  await attacked(
    async (told) => {
      const { repo, people, atGates, ask, until } = told;
      const { issue, run: old } = await toGates(told);
      await firstOfTwo(told, issue);
      const { commit } = repo.pushTag("v5.0.0", { sha: old.headSha, by: people.writer, annotated });
      expect(commit).toBe(old.headSha);
      const run = await atGates("testpypi", "pypi");
      await until("the old gates shut", () => repo.pendingGates(old).length === 0);
      await ask(people.otherMaintainer, "/status");
      expect(issue.body).toContain("Gate `pypi` has 0 of 2 approvals");
      expect(issue.body).toContain("The tag moved, or its workflow ran anew.");
      told.say(people.otherMaintainer, "/approve pypi");
      await says(told, issue, "1 of 2: `blessedcoolant`");
      expect(told.waiting(run)).toContain("pypi");
      await noApproval(told);
    },
    { configuration: pypiWith("approvals: 2") },
  );
});

attack("branch-like-tag", async () => {
  await attacked(async (told) => {
    const { repo, people, setVersion, until, waiting, pass } = told;
    const since = await moment(told);
    const commit = setVersion("5.0.0", "What nobody has tagged");
    repo.state.refs.set("refs/heads/v5.0.0", commit);
    const ofBranch = repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.writer);
    expect(ofBranch.headBranch).toBe("v5.0.0");
    await until("the branch's run at its gates", () => waiting(ofBranch).length === 2);
    await pass(SOON);
    await silent(told, since);

    setVersion("5.0.0", "What is tagged");
    repo.pushTag("v5.0.0", { by: people.writer });
    const issue = await told.board();
    const ofTag = await told.atGates("testpypi", "pypi");
    await says(told, issue, `run ${ofTag.id}`);
    const again = repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.writer);
    expect(again.headSha).toBe(commit);
    await pass(10 * MINUTE);
    expect((await told.ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
    await noApproval(told);

    repo.state.refs.delete("refs/heads/v5.0.0");
    repo.deleteTag("v5.0.0", people.writer);
    repo.pushTag("v5.0.0", { by: people.writer });
    const anew = await told.atGates("testpypi", "pypi");
    await says(told, issue, "Gate `pypi` has 0 of 1 approval");
    expect((await told.ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    const opened = repo.runs().filter((run) => repo.approvals(run).some(({ state }) => state === "approved"));
    expect(opened).toEqual([anew]);
  });
});

attack("repository-recreated", async () => {
  await attacked(
    async (told) => {
      const { sandbox, repo, people, installation, stage, until, pass } = told;
      const { issue, run } = await toGates(told);
      await firstOfTwo(told, issue);
      repo.rename("Invoke");
      told.say(people.otherMaintainer, "/approve pypi");
      await until("the gate open", () => !told.waiting(run).includes("pypi"));
      await told.published(run, "pypi");
      expect(repo.issues()).toHaveLength(1);

      const since = await moment(told);
      repo.deleteRepository();
      const other = sandbox.github.createRepository({ owner: OWNER, name: NAME });
      other.setRole(people.maintainer, "admin");
      other.addLabel("release");
      for (const environment of ["testpypi", "pypi"]) {
        other.environment(environment, { rule: stage.app.slug });
      }
      for (const workflow of repo.state.workflows) {
        other.addWorkflow(workflow);
      }
      other.commit({
        files: {
          ".github/release-conductor.yml": pypiWith("approvals: 2"),
          "invokeai/version/invokeai_version.py": '__version__ = "6.0.0"\n',
        },
        message: "Start over",
        author: { login: people.maintainer },
      });
      sandbox.github.addRepository(installation, other.fullName);
      other.pushTag("v6.0.0", { by: people.maintainer });
      const anew = await boardOf({ ...told, repo: other }, "v6.0.0");
      await until("its gates", () => anew.body?.includes("Gate `pypi` has 0 of 2 approvals"));
      await pass(10 * MINUTE);
      expect(anew.body).not.toMatch(/lstein` approved|earlier attempt|count no more/);
      expect(other.issues()).toHaveLength(1);
      await noApproval(told, since);
    },
    { configuration: pypiWith("approvals: 2"), refusals: [/ 301$/, / 404$/, / 422$/] },
  );
});
