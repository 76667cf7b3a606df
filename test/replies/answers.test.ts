import { describe, expect, it } from "vitest";
import { commandsIn } from "../../src/commands/parse.ts";
import { commandTable } from "../../src/commands/table.ts";
import type { Answer, Answered } from "../../src/release/answer.ts";
import { seen } from "../../src/release/fact.ts";
import { answerReply } from "../../src/replies/answer-reply.ts";
import { helpText } from "../../src/replies/help.ts";
import { leftAloneText, standingText } from "../../src/replies/left-alone.ts";
import { refusalText } from "../../src/replies/refusal.ts";
import { statusText } from "../../src/replies/status.ts";
import { comment, configured, people, repository, snapshot } from "../release/snapshot-builder.ts";
import { LIVE_MENTION } from "./markdown.ts";
import { planned } from "./planned.ts";
import { states } from "./states.ts";

const told = {
  status: "Where it stands.",
  help: "The commands.",
  resume: "",
  "notes-start": "**Notes:** since `v1`.",
};

function answered(body: string, ...answers: readonly Answer[]): readonly Answered[] {
  return commandsIn(comment(1, people.ebr, body)).map((said, index) => ({
    said,
    answer: answers[index] ?? { is: "done" },
  }));
}

describe("the reply to a comment", () => {
  it("is none when all went well", () => {
    expect(
      answerReply(answered("/approve pypi\n/retry", { is: "accepted" }, { is: "done" }), told),
    ).toBeUndefined();
  });

  it("is the refusal, or what was asked for, alone", () => {
    expect(
      answerReply(answered("/retry", { is: "refused", because: { is: "still-running" } }), told),
    ).toMatch(/^The run is still at work/);
    expect(answerReply(answered("/help", { is: "told", what: "help" }), told)).toBe("The commands.");
    const start = { is: "told", what: "notes-start", sections: ["thanks"] } as const;
    expect(answerReply(answered("/notes base v1", start), told)).toMatch(
      /^The notes are written anew\.[\s\S]*\*\*Notes:\*\* since `v1`\.[\s\S]*The section `thanks`/,
    );
  });

  it("says of each command how it fared when one of several needs words", () => {
    const reply = answerReply(
      answered(
        "/approve pypi\n/retry\n/status\n/hold",
        { is: "accepted" },
        { is: "refused", because: { is: "nothing-failed" } },
        { is: "told", what: "status" },
        { is: "looking", at: [] },
      ),
      told,
    );
    expect(reply).toMatchInlineSnapshot(`
      "\`/approve pypi\` · Done.

      \`/retry\` · No job of the run has failed, so there is nothing to run again. \`/status\` says what is waited for.

      \`/status\` · Where it stands.

      \`/hold\` · GitHub has not answered yet; this follows by itself."
    `);
  });
});

describe("a refusal", () => {
  it("repeats of a hostile line only the command and a plain first word", () => {
    const [said] = commandsIn(comment(1, people.ebr, "/approve `@octo/all`|x"));
    const [plain] = commandsIn(comment(1, people.ebr, "/approve pypi @octo/all"));
    expect(said && refusalText({ is: "edited" }, said)).toContain("Say `/approve` in a new one.");
    expect(plain && refusalText({ is: "edited" }, plain)).toContain("Say `/approve pypi` in a new one.");
    expect(
      said && refusalText({ is: "unknown-gate", said: said.words[0] ?? "", gates: ["pypi"] }, said),
    ).not.toMatch(LIVE_MENTION);
  });

  it("says where to tick the app when nobody can open the gate by a click of theirs", () => {
    const [said] = commandsIn(comment(1, people.ebr, "/approve pypi"));
    expect(
      said &&
        refusalText(
          { is: "own-click", gate: "pypi", url: "https://github.com/o/r/actions/runs/1", reviewers: [] },
          said,
        ),
    ).toMatchInlineSnapshot(
      `"A comment can't open \`pypi\`: this app is not ticked under *Settings → Environments → \`pypi\` → Deployment protection rules*, where an admin can do it. Once it is ticked and the gate waits again, say \`/approve pypi\`. Until then, an admin can start the waiting job on [the run's page](https://github.com/o/r/actions/runs/1)."`,
    );
  });

  it("names phases as people call them", () => {
    const [said] = commandsIn(comment(1, people.ebr, "/publish"));
    expect(said && refusalText({ is: "not-drafted", waitsFor: "rehearse, verify pypi" }, said)).toMatch(
      /first comes smoke tests and verify `pypi`\./,
    );
    expect(said && refusalText({ is: "not-drafted", waitsFor: "the draft" }, said)).toMatch(
      /first comes the draft\./,
    );
  });
});

describe("/help", () => {
  it("lists every command with who may say it here", () => {
    expect(helpText(Object.values(commandTable), snapshot())).toMatchInlineSnapshot(`
      "A command stands alone on its line, at the very beginning of it. An edited comment opens nothing: say it anew.

      | Command | Who | What it does | For example |
      | --- | --- | --- | --- |
      | \`/approve <gate> [commit]\` | Maintainers | Counts towards the gate; opens it when enough approvals, the order and all conditions hold. | \`/approve pypi\` |
      | \`/reject <gate> [reason]\` | Maintainers | Closes the gate for this run; the run fails. | \`/reject pypi the wheel has no front end\` |
      | \`/delegate @user <gate>\` | Maintainers | Lets one person approve one gate of this release in your place; the two of you count as one. | \`/delegate @octocat pypi\` |
      | \`/tested <what> [ok or fail] [note]\` | Anyone | A smoke test record; everybody's is shown, a triager's counts. | \`/tested linux ok\` |
      | \`/hold [reason]\` | People with triage access | Nothing irreversible happens while the hold stands. | \`/hold waiting for the fix of the installer\` |
      | \`/unhold\` | Maintainers | Lifts every hold. | \`/unhold\` |
      | \`/retry\` | People with write access | Re-runs the failed jobs of the release run. | \`/retry\` |
      | \`/cancel\` | Maintainers | Cancels the release run; of a deleted tag, cleans up what nobody has got yet. | \`/cancel\` |
      | \`/notes [base <tag>]\` | People with write access | Rewrites the generated sections of the GitHub release, from another base where one is named. | \`/notes base v4.2.9\` |
      | \`/publish\` | Maintainers | Publishes the drafted GitHub release once everything is verified. | \`/publish\` |
      | \`/announce [channel]\` | People with write access | Announces the release (again). | \`/announce\` |
      | \`/resume\` | People with write access | Says what the release still needs, does what it may of it, and tries anew what had no effect. | \`/resume\` |
      | \`/yank <reason>\` | Maintainers | Says that what was published is bad: marks it, conducts the yank, opens the board of the next version. | \`/yank the wheel has no front end\` |
      | \`/call-out [date or text]\` | People with write access | Before the tag: calls the authors of open pull requests that aim at the release, in one comment kept up to date. | \`/call-out feature freeze on Friday, 18:00 UTC\` |
      | \`/status\` | Anyone | Where the release stands. | \`/status\` |
      | \`/help\` | Anyone | The commands, with who may. | \`/help\` |
      | \`/prepare <tag>\` | Maintainers | Opens the board of a release before its tag is there; said on any issue. | \`/prepare v4.3.0\` |
      | \`/build <branch or tag>\` | Maintainers | Builds a branch or a tag, and hands the artifacts back; nothing of it is released; said on any issue. | \`/build main\` |
      | \`/release <tag>\` | Maintainers | Takes up the release of a tag that is there, and starts its workflow where it has no run; said on any issue. | \`/release v5.0.0\` |"
    `);
  });

  it("names approvers as configured, and write access where there is no maintain role", () => {
    const approvers = { role: "release-managers", users: ["lstein"], teams: ["docs"] };
    expect(
      helpText([commandTable.approve], snapshot({ configuration: configured({ approvers }) })),
    ).toContain("| People with the role `release-managers`, `lstein` or team `docs` |");
    const ownedByUser = snapshot({ repository: seen({ ...repository, ownerType: "User" }) });
    expect(helpText([commandTable.cancel], ownedByUser)).toContain("| People with write access |");
  });
});

describe("/status", () => {
  it.each(["jobs failed", "gates", "released"])("is short and says what comes next: %s", async (name) => {
    const world = states[name] ?? snapshot();
    await expect(`${statusText(planned(world), world)}\n`).toMatchFileSnapshot(
      `statuses/${name.replaceAll(" ", "-")}.mkd`,
    );
  });
});

describe("the log", () => {
  it("says why a tag is left alone", () => {
    expect(leftAloneText("issues-off")).toBe(
      "the repository has its issues turned off, and a release is conducted in one",
    );
    expect(standingText({ is: "left-alone", why: "archived" })).toBe(
      "left alone: the repository is archived",
    );
    expect(standingText({ is: "not-yet", why: "no-run" })).toBe("not yet: no run has started");
  });
});
