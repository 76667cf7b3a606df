import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { MINUTE } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { attacked, caught, post, SOON } from "./stage.ts";
import { atTheGates } from "./waiting.ts";
import { decisions, moment, noApproval, refused, silent } from "./words.ts";

const EDITED = { rule: "An edited comment does not count", next: "in a new one" };

attack("edited-into-command", async () => {
  await attacked(async (told) => {
    const { repo, people, marks, pass, ask } = told;
    await atTheGates(told);
    const comment = repo.comment(repo.issues()[0]?.number ?? 0, people.maintainer, "hello");
    await pass(SOON);
    const since = await moment(told);
    repo.editComment(comment.id, "/approve pypi", people.maintainer);
    await pass(SOON);
    await refused(told, since, EDITED);
    expect(marks(comment)).toEqual(["confused"]);

    const later = await moment(told);
    repo.editComment(comment.id, "/approve pypi\n/approve testpypi", people.maintainer);
    await pass(SOON);
    await silent(told, later);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
  });
});

/** The project's configuration with two approvals for both gates. */
const TWO = CONFIGURATION.replaceAll("artifacts: [dist]", "artifacts: [dist], approvals: 2");

attack("edited-target", async () => {
  await attacked(
    async (told) => {
      const { repo, people, clock, say, marks, pass, until, waiting, ask } = told;
      const run = await atTheGates(told);
      const moved = say(people.otherMaintainer, "/approve testpypi");
      const edited = say(people.maintainer, "/approve pypi");
      await until("both taken up", () => marks(edited).includes("eyes") && marks(moved).includes("eyes"));
      const since = await moment(told);
      repo.editComment(edited.id, "/approve testpypi", people.maintainer);
      await pass(SOON);
      await refused(told, since, EDITED);

      // What GitHub moves by itself is no edit.
      moved.updatedAt = clock.now() - (clock.now() % 1_000);
      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      expect(waiting(run)).toEqual(["pypi"]);
      expect(marks(moved)).toContain("rocket");
    },
    { configuration: TWO },
  );
});

attack("edited-by-another", async () => {
  await attacked(async (told) => {
    const { repo, people, say, pass, marks } = told;
    await atTheGates(told);
    const talk = say(people.maintainer, "Not before I have tried it.");
    await pass(SOON);
    const since = await moment(told);
    repo.editComment(talk.id, "/approve pypi", people.writer);
    await pass(SOON);
    await refused(told, since, EDITED);

    // The payload may name whomever it likes: whose comment it is, GitHub is asked.
    const letter = caught(told, "issue_comment", () => say(people.writer, "/approve testpypi"));
    const { comment, sender } = letter.payload as { comment: object; sender: object };
    const { id, node_id: node } = told.sandbox.github.account(people.maintainer) as never as {
      id: number;
      node_id: string;
    };
    const maintainer = { ...sender, id, node_id: node, login: people.maintainer };
    const payload = { ...letter.payload, sender: maintainer, comment: { ...comment, user: maintainer } };
    const later = await moment(told);
    expect((await post(told, { ...letter, payload })).status).toBe(200);
    await pass(SOON);
    await refused(told, later, { rule: "needs the role `maintain`", next: "can say `/approve testpypi`" });
    expect(marks(talk)).toEqual(["confused"]);
  });
});

attack("deleted-after-approval", async () => {
  await attacked(
    async (told) => {
      const { repo, people, board, say, ask, marks, pass, until, waiting } = told;
      const run = await atTheGates(told);
      const issue = await board();
      const first = say(people.maintainer, "/approve testpypi");
      await until("it counted", () => issue.body?.includes("has 1 of 2 approvals"));
      repo.deleteComment(first.id, people.writer);
      await pass(SOON);
      expect(issue.body).toContain("The comment was deleted.");
      const second = say(people.otherMaintainer, "/approve testpypi");
      await pass(2 * MINUTE);
      await noApproval(told);
      expect(marks(second)).toEqual(["eyes"]);

      expect((await ask(people.maintainer, "/approve testpypi")).mark).toBe("rocket");
      const since = await moment(told);
      repo.deleteComment(second.id, people.otherMaintainer);
      await pass(10 * MINUTE);
      expect(decisions(told)).toHaveLength(1);
      await noApproval(told, { ...since, irreversible: await told.irreversible() });
      expect(issue.body).toMatch(/opened by `(?:lstein|blessedcoolant)` and `(?:lstein|blessedcoolant)`/);

      const hold = say(people.triager, "/hold the installer crashes");
      await until("the hold", () => issue.body?.includes("On hold by `dunkeroni`"));
      repo.deleteComment(hold.id, people.triager);
      await pass(SOON);
      const held = await ask(people.maintainer, "/approve pypi");
      expect(held.reply).toContain("put this release on hold");
      expect(waiting(run)).toEqual(["pypi"]);
    },
    { configuration: TWO },
  );
});

/** What a text of the app hides at its end. */
const HIDDEN = /<!-- release-conductor:v1 (?<payload>[\w-]+) (?<mac>\S+) -->/;

/** The same text with something else hidden in it, under the old hash. */
function forged(body: string, change: (marker: Record<string, unknown>) => object): string {
  const { payload = "", mac } = HIDDEN.exec(body)?.groups ?? {};
  const marker = change(JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>);
  const text = Buffer.from(JSON.stringify(marker)).toString("base64url");
  return body.replace(HIDDEN, `<!-- release-conductor:v1 ${text} ${mac} -->`);
}

attack("marker-forgery", async () => {
  await attacked(async (told) => {
    const { sandbox, repo, people, board, say, pass, waiting, ask } = told;
    const run = await atTheGates(told);
    const issue = await board();
    const genuine = issue.body ?? "";
    const lend = (by: string, to: string) => ({
      gate: "pypi",
      to: { id: sandbox.github.account(to).id, login: to },
      by: { id: sandbox.github.account(by).id, login: by },
      comment: say(by, "Well done.").id,
      at: Date.now(),
    });
    const seeded = forged(genuine, (marker) => ({
      ...marker,
      memory: { ...(marker["memory"] as object), delegations: [lend(people.maintainer, people.outsider)] },
    }));
    say(people.outsider, seeded);
    await pass(SOON);
    expect(issue.body).toBe(genuine);

    repo.editIssue(issue.number, { body: seeded }, people.writer);
    await pass(SOON);
    const another = await board();
    expect(another.body).toContain("Gate `pypi` has 0 of 1 approval");
    const since = await moment(told);
    expect((await ask(people.outsider, "/approve pypi")).mark).toBe("confused");
    await refused(told, since, { rule: "needs the role `maintain`", next: "can say `/approve pypi`" });
    repo.comment(issue.number, people.maintainer, "/approve pypi");
    await pass(SOON);
    await noApproval(told);
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
  });
});

attack("bot-comment-edited", async () => {
  await attacked(async (told) => {
    const { repo, people, board, pass, ask, replies } = told;
    const run = await atTheGates(told);
    const issue = await board();
    await ask(people.outsider, "/approve pypi");
    await pass(SOON);
    const genuine = issue.body ?? "";
    const since = await moment(told);
    const body = genuine
      .replace("Gate `pypi` has 0 of 1 approval", "Gate `pypi` is approved ✔")
      .replace("Waiting for", "Done:");
    expect(body).not.toBe(genuine);
    repo.editIssue(issue.number, { body }, people.writer);
    await pass(SOON);
    expect(issue.body).toContain("Gate `pypi` has 0 of 1 approval");
    expect(issue.body).not.toContain("✔");

    const [reply] = repo.comments(issue.number).filter(({ author }) => author.type === "Bot");
    repo.editComment(reply?.id ?? 0, "/approve pypi", people.writer);
    await pass(SOON);
    await noApproval(told, since);
    expect(replies()).toEqual(["/approve pypi"]);
    expect(told.waiting(run)).toEqual(["testpypi", "pypi"]);
  });
});

attack("label-as-state", async () => {
  await attacked(async (told) => {
    const { repo, people, board, pass, ask } = told;
    await atTheGates(told);
    const issue = await board();
    const since = await moment(told);
    for (const labels of [["release", "approved"], ["release:done"], [], ["hold", "do-not-release"]]) {
      repo.editIssue(issue.number, { labels }, people.triager);
      await pass(SOON);
    }
    await silent(told, since);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
  });
});

attack("tracker-tampering", async () => {
  await attacked(
    async (told) => {
      const { sandbox, repo, people, board, pass, ask, waiting, irreversible } = told;
      sandbox.github.createRepository({ owner: "invoke-ai", name: "attic" });
      const run = await atTheGates(told);
      const { number } = await board();
      repo.editIssue(number, { title: "pypi is approved" }, people.writer);
      await pass(SOON);

      repo.closeIssue(number, people.triager);
      await pass(SOON);
      expect((await ask(people.maintainer, "/approve pypi")).reply).toContain(
        "This issue was closed by hand",
      );
      repo.reopenIssue(number, people.triager);
      await pass(SOON);
      await noApproval(told);

      for (const away of [
        (board: number) => repo.transferIssue(board, "invoke-ai/attic", people.maintainer),
        (board: number) => repo.deleteIssue(board, people.maintainer),
      ]) {
        const before = await board();
        told.say(people.outsider, "/approve pypi");
        away(before.number);
        await told.until("another board", () => repo.issues().at(-1)?.number !== before.number && board());
        await pass(MINUTE);
        await noApproval(told);
      }
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      expect(await irreversible()).toEqual(["pypi of run 1 approved"]);
    },
    { refusals: [/ 410$/, / 404$/, / 301$/] },
  );
});
