import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const EARLY = `${CONFIGURATION}release: { draft: early }\n`;
const SHUT = ["testpypi of run 1 rejected", "pypi of run 1 rejected"];

/** Tags, waits for the draft and the gates, and deletes the tag again. */
async function withdrawn(told: Told, before: () => Promise<void> | void = () => {}) {
  const { repo, people, tagRelease, board, atGates, until } = told;
  tagRelease();
  const issue = await board();
  const draft = await until("a draft at the tag", () => repo.releases().find((one) => one.assets.length > 0));
  const run = await atGates("testpypi", "pypi");
  await before();
  repo.deleteTag("v5.0.0", people.maintainer);
  await until("the board says so", () => issue.body?.startsWith("**Withdrawn.**"));
  return { issue, draft, run };
}

test("before anybody has got it, /cancel takes a withdrawn release back whole, and a new tag starts over", async () => {
  await tell(
    async (told) => {
      const { repo, people, ask, until, pass, waiting, atGates } = told;
      const { issue, draft, run } = await withdrawn(told);
      expect(issue.body).toContain("The draft of the GitHub release](");
      expect(issue.body).toContain(`\`git push origin ${run.headSha}:refs/tags/v5.0.0\``);
      expect(waiting(run)).toEqual([]);

      expect((await ask(people.writer, "/cancel")).mark).toBe("confused");
      await pass(MINUTE);
      expect(repo.releases()).toEqual([draft]);
      expect(await ask(people.maintainer, "/cancel")).toEqual({ mark: "rocket", reply: "" });
      expect(repo.releases()).toEqual([]);
      expect(issue.state).toBe("closed");
      expect(issue.body).toContain("The release is given up, and this issue is closed.");
      expect(issue.body).toContain("**Withdrawn.**");
      expect(issue.body).toContain("Nothing else of the release is there.");
      await pass(30 * MINUTE);
      expect(issue.state).toBe("closed");
      expect(await told.irreversible()).toEqual(SHUT);

      repo.pushTag("v5.0.0", { by: people.writer });
      await atGates("testpypi", "pypi");
      await until("the board open again", () => issue.state === "open");
      await until("it waits again", () => issue.body?.includes("Gate `pypi` has 0 of 1 approval"));
      expect(issue.body).not.toContain("Withdrawn");
      await until("a new draft", () => repo.releases().find((one) => one.assets.length > 0));
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("it on PyPI", () => issue.body?.includes("`pypi` serves all 2 files byte for byte"));
      expect(await told.irreversible()).toEqual([...SHUT, "pypi of run 2 approved", "pypi serves 5.0.0"]);
      expect(repo.issues()).toHaveLength(1);
    },
    { checks: SHORT, configuration: EARLY },
  );
});

const TOUCHED: Readonly<Record<string, (told: Told, draft: number) => void>> = {
  "words in it": ({ repo, people }, draft) => {
    const body = repo.releases().find(({ id }) => id === draft)?.body ?? "";
    repo.editRelease(draft, { body: `# The canvas\n\n${body}` }, people.writer);
  },
  "a title": ({ repo, people }, draft) => repo.editRelease(draft, { name: "The canvas" }, people.writer),
  "a section taken out": ({ repo, people }, draft) => {
    const body = repo.releases().find(({ id }) => id === draft)?.body ?? "";
    const without = body.replace(/<!-- release-conductor:section changes [\s\S]*?end changes -->\s*/, "");
    expect(without).not.toBe(body);
    repo.editRelease(draft, { body: without }, people.writer);
  },
  "a file beside it": ({ repo, people }, draft) =>
    repo.addAsset(draft, { name: "manual.pdf", bytes: new Uint8Array([1]), by: people.writer }),
};

test.each(Object.keys(TOUCHED))("a draft that has %s by a person is left, and linked", async (what) => {
  await tell(
    async (told) => {
      const { repo, people, ask, pass, until } = told;
      const { issue, draft } = await withdrawn(told, async () => {
        TOUCHED[what]?.(told, repo.releases()[0]?.id ?? 0);
        await pass(MINUTE);
      });
      const { mark, reply } = await ask(people.maintainer, "/cancel");
      expect(mark).toBe("rocket");
      expect(reply).toContain("Its draft](");
      expect(reply).toContain("stays: the app deletes only what it wrote itself");
      await until("the board closed", () => issue.state === "closed");
      expect(repo.releases()).toEqual([draft]);
    },
    { checks: SHORT, configuration: EARLY },
  );
});

test("what somebody writes into the draft in the moment of its deletion is not deleted with it", async () => {
  await tell(
    async (told) => {
      const { sandbox, repo, people, ask } = told;
      const { draft } = await withdrawn(told);
      let saved = false;
      sandbox.faults.intercept(({ when, method, path }) => {
        if (!saved && when === "before" && method === "GET" && path.endsWith(`/releases/${draft.id}`)) {
          saved = true;
          repo.editRelease(draft.id, { body: `Mine.\n\n${draft.body}` }, people.writer);
        }
        return undefined;
      });
      expect((await ask(people.maintainer, "/cancel")).reply).toContain("stays");
      expect(saved).toBe(true);
      expect(repo.releases()).toEqual([draft]);
    },
    { checks: SHORT, configuration: EARLY },
  );
});

test("what is out can't be taken back: the board lists it, and nothing is deleted", async () => {
  await tell(
    async (told) => {
      const { repo, people, toPublished, board, toDraft, ask, until, pass, writes } = told;
      const run = await toPublished("pypi");
      const issue = await board();
      const draft = await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      repo.reopenIssue(issue.number, people.maintainer);
      repo.deleteTag("v5.0.0", people.maintainer);
      await until("the board says so", () => issue.body?.startsWith("**Withdrawn.**"));
      expect(issue.body).toContain("`pypi` serves `invokeai 5.0.0`: `invokeai-5.0.0-py3-none-any.whl`");
      expect(issue.body).toContain("it was public, and GitHub has made a draft of it");
      expect(issue.body).toMatch(/\[The announcement\]\(\S+\) on `ANNOUNCE_DISCORD`/);
      expect(issue.body).toContain("Yank the version there rather than delete it");
      expect(issue.body).toContain(`\`git push origin ${run.headSha}:refs/tags/v5.0.0\``);

      const before = writes().length;
      const { mark, reply } = await ask(people.maintainer, "/cancel");
      expect(mark).toBe("rocket");
      expect(reply).toContain("nothing of it is deleted from here");
      await pass(20 * MINUTE);
      expect(repo.releases()).toEqual([draft]);
      expect(issue.state).toBe("open");
      const since = writes().slice(before);
      expect(since.filter(({ path }) => path.includes("/releases"))).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("runs that still work for a withdrawn release are ended by /cancel", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, until, ask } = told;
      tagRelease();
      const issue = await board();
      const run = await until("a run at work", () => repo.runs().find((one) => one.status === "in_progress"));
      repo.deleteTag("v5.0.0", people.maintainer);
      await until("the board says so", () => issue.body?.startsWith("**Withdrawn.**"));
      expect(issue.body).toContain("is still at work.");
      expect((await ask(people.otherMaintainer, "/hold wait")).mark).toBe("rocket");
      expect((await ask(people.maintainer, "/cancel")).reply).toContain(
        "`blessedcoolant` put this release on",
      );
      expect(run.cancelled).toBe(true);
      expect(issue.state).toBe("open");
      expect((await ask(people.maintainer, "/unhold")).mark).toBe("rocket");
      expect((await ask(people.maintainer, "/cancel")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await told.irreversible()).toEqual(["run 1 cancelled"]);
    },
    { checks: { tests: 1_200 } },
  );
});

/** So many runs of other workflows are newer than the one that publishes. */
function besides({ repo }: Told, workflows: number): void {
  for (let at = 0; at < workflows; at += 1) {
    const name = `other-${at}`;
    repo.addWorkflow({
      path: `.github/workflows/${name}.yml`,
      name,
      on: { tags: ["v*"] },
      jobs: [{ name: "x" }],
    });
  }
}

test("a draft of what PyPI serves is left, though no gate is configured and newer runs of the tag published nothing", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, until, published, ask, pass } = told;
      besides(told, 4);
      tagRelease();
      const issue = await board();
      const run = await until("a run at pypi", () =>
        repo.runs().find((one) => told.waiting(one).includes("pypi")),
      );
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await published(run, "pypi");
      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
      repo.deleteTag("v5.0.0", people.maintainer);
      await until("the board says so", () => issue.body?.startsWith("**Withdrawn.**"));
      expect(issue.body).toContain("Gate `pypi` was opened in");
      expect((await ask(people.maintainer, "/cancel")).reply).toContain("nothing of it is deleted from here");
      await pass(MINUTE);
      expect(repo.releases()).toHaveLength(1);
      expect(issue.state).toBe("open");
    },
    { checks: SHORT, configuration: "release: { draft: early }\n" },
  );
});

test("a /cancel that was meant for the run is no word for the clean-up after the tag", async () => {
  await tell(
    async (told) => {
      const { repo, people, tagRelease, board, until, atGates, say, marks, pass, ask } = told;
      tagRelease();
      const issue = await board();
      const draft = await until("a draft", () => repo.releases().find((one) => one.assets.length > 0));
      await atGates("testpypi", "pypi");
      const word = say(people.maintainer, "/cancel");
      repo.deleteTag("v5.0.0", people.maintainer);
      await until("an answer", () => marks(word).includes("rocket"));
      await pass(10 * MINUTE);
      expect(told.replies().at(-1)).toContain("say `/cancel` again");
      expect(repo.releases()).toEqual([draft]);
      expect(issue.state).toBe("open");
      expect((await ask(people.maintainer, "/cancel")).mark).toBe("rocket");
      expect(repo.releases()).toEqual([]);
      expect(issue.state).toBe("closed");
    },
    { checks: SHORT, configuration: EARLY },
  );
});
