import { expect } from "vitest";
import { attack } from "./attack.ts";
import { type Attacked, attacked, caught, post, SOON } from "./stage.ts";
import { atTheGates, withComments } from "./waiting.ts";
import { moment, noApproval, refused, silent } from "./words.ts";

const APP = "release-conductor";

attack("own-echo", async () => {
  await attacked(async (told) => {
    const { repo, people, board, ask, pass, sandbox } = told;
    await atTheGates(told);
    const { number } = await board();
    repo.setRole(`${APP}[bot]`, "admin");
    await ask(people.outsider, "/help");
    await pass(SOON);
    const since = await moment(told);
    const comments = sandbox.deliveries.all().filter(({ event }) => event === "issue_comment");
    const own = repo.comments(number).findLast(({ author }) => author.app === APP);
    expect(own?.body).toContain("`/approve <gate> [commit]`");
    for (const text of [own?.body ?? "", "/approve pypi", "Say:\n\n/approve pypi"]) {
      repo.comment(number, `${APP}[bot]`, text);
      await pass(SOON);
    }
    // As if somebody else had sent it: the app looks, and takes none of it for a word.
    const echo = sandbox.deliveries.all().findLast(({ event }) => event === "issue_comment");
    const payload = { ...echo?.payload, sender: comments[0]?.payload["sender"] };
    await post(told, { event: "issue_comment", guid: "00000000-0000-4000-8000-0000000000ec", payload });
    await pass(SOON);
    await silent(told, since);
    expect(sandbox.exchanges.length, "it has looked").toBeGreaterThan(since.exchanges);
  });
});

attack("bot-commenter", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, say, pass } = told;
    await atTheGates(told);
    sandbox.github.createUser("renovate[bot]", { type: "Bot" });
    repo.setRole("renovate[bot]", "admin");
    const since = await moment(told);
    for (const text of ["/approve pypi", "/help", "/aprove pypi", "/hold"]) {
      say("renovate[bot]", text);
    }
    await pass(SOON);
    await silent(told, since);
  });
});

attack("through-another-app", async () => {
  await attacked(async (told) => {
    const { sandbox, stage, repo, people, board, pass } = told;
    sandbox.github.registerApp({ ...stage.app, id: 815, slug: "mail-to-issue", name: "Mail", events: [] });
    await atTheGates(told);
    const { number } = await board();
    const since = await moment(told);
    repo.comment(number, people.maintainer, "/approve pypi", { viaApp: "mail-to-issue" });
    await pass(SOON);
    await silent(told, since);
  });
});

attack("bot-ping-pong", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, people, replies, say, ask, pass } = told;
    await atTheGates(told);
    sandbox.github.createUser("helper[bot]", { type: "Bot" });
    repo.setRole("helper[bot]", "admin");
    // A machine with an account like a person's, and no right here.
    sandbox.github.createUser("helper-machine");
    await ask(people.triager, "/approve pypi");
    await ask("helper-machine", "/approve pypi");
    expect(replies()).toHaveLength(2);
    for (let turn = 0; turn < 25; turn += 1) {
      say("helper[bot]", `/approve pypi\n\n> ${replies().at(-1)}`);
      say("helper-machine", `/approve pypi\n/help\n\n> ${replies().at(-1)}`);
      await pass(10_000);
    }
    expect(replies()).toHaveLength(2);
    await noApproval(told);
  });
});

attack("ghost-author", async () => {
  let ghost = 0;
  await attacked(
    async (told) => {
      const { people, say, ask, pass, waiting } = told;
      const run = await atTheGates(told);
      const letter = caught(told, "issue_comment", () => {
        ghost = say(people.maintainer, "/approve pypi").id;
      });
      const comment = { ...(letter.payload["comment"] as object), user: null };
      const since = await moment(told);
      expect((await post(told, { ...letter, payload: { ...letter.payload, comment } })).status).toBe(200);
      await pass(SOON);
      await silent(told, since);
      expect((await ask(people.otherMaintainer, "/approve testpypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["pypi"]);
    },
    { through: withComments((comment) => (comment.id === ghost ? { ...comment, user: null } : comment)) },
  );
});

attack("wrong-issue", async () => {
  await attacked(async (told) => {
    const { repo, people, board, pass, sandbox } = told;
    await atTheGates(told);
    const body = (await board()).body ?? "";
    const since = await moment(told);
    const titles = [
      ["The documentation has a typo", "Nothing to release."],
      ["Release v5.0.0", body],
    ] as const;
    for (const [title, text] of titles) {
      const { number } = repo.openIssue({ title, by: people.maintainer, body: text, labels: ["release"] });
      repo.comment(number, people.maintainer, "/approve pypi\n/hold\n/help");
    }
    await pass(SOON);
    await silent(told, since);
    expect(sandbox.exchanges, "GitHub is not even asked").toHaveLength(since.exchanges);
  });
});

attack("pull-request-comment", async () => {
  await attacked(async (told) => {
    const { repo, people, board, pass, sandbox } = told;
    await atTheGates(told);
    const { number } = repo.openIssue({ title: "As a pull request", by: people.maintainer });
    const letter = caught(told, "issue_comment", () =>
      repo.comment(number, people.maintainer, "/approve pypi"),
    );
    const onBoard = caught(told, "issue_comment", () =>
      repo.comment(repo.issues()[0]?.number ?? 0, people.writer, "Well."),
    );
    const issue = {
      ...(onBoard.payload["issue"] as object),
      number,
      body: (await board()).body,
      pull_request: { url: `${sandbox.origin}/repos/${repo.fullName}/pulls/${number}` },
    };
    const since = await moment(told);
    expect((await post(told, { ...letter, payload: { ...letter.payload, issue } })).status).toBe(200);
    await pass(SOON);
    await silent(told, since);
    expect(sandbox.exchanges, "GitHub is not even asked").toHaveLength(since.exchanges);
  });
});

attack("closed-tracker", async () => {
  await attacked(async (told) => {
    const { repo, people, board, ask, marks, say, pass, until, waiting } = told;
    const run = await atTheGates(told);
    const { number } = await board();
    repo.closeIssue(number, people.maintainer);
    await pass(SOON);
    const since = await moment(told);
    const said = say(people.maintainer, "/approve pypi");
    await until("an answer", () => marks(said).includes("confused"));
    await refused(told, since, { rule: "closed by hand", next: "Reopen it, then say `/approve pypi` again" });
    repo.reopenIssue(number, people.maintainer);
    await pass(10 * SOON);
    await noApproval(told);
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
  });
});

/** The board is locked, and somebody with write access says this there. */
async function saidLocked({ repo, people, board, pass }: Attacked, text: string) {
  const { number } = await board();
  repo.lockIssue(number, people.maintainer);
  await pass(SOON);
  const comment = repo.comment(number, people.maintainer, text);
  await pass(10 * SOON);
  return comment;
}

attack("locked-tracker", async () => {
  await attacked(async (told) => {
    const { repo, people, board, marks, until, waiting } = told;
    const run = await atTheGates(told);
    const issue = await board();
    const comment = await saidLocked(told, "/approve pypi");
    await noApproval(told);
    expect(marks(comment)).toEqual([]);
    expect(issue.body).toContain("Locked");
    expect(issue.body).toMatch(/[Uu]nlock/);
    repo.unlockIssue(issue.number, people.maintainer);
    await until("the gate open", () => !waiting(run).includes("pypi"));
    await until("the mark", () => marks(comment).includes("rocket"));
  });
});
