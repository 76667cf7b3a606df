import { expect } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { pypiWith } from "../stories/policy.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { firstOfTwo, toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { says } from "./ends.ts";
import { pathOf, through } from "./reach.ts";
import { attacked } from "./stage.ts";
import { decisions, noApproval } from "./words.ts";

/** Distributions of the same version with other bytes. */
async function otherFiles() {
  const source = { name: "InvokeAI", version: "5.0.0", seed: "somebody else's" };
  return Object.fromEntries(
    [await wheel(source), sdist(source)].map(({ filename, bytes }) => [filename, bytes]),
  );
}

attack("swapped-artifact", async () => {
  await attacked(
    async (told) => {
      const { repo, people, ask, say, waiting, pass } = told;
      const { issue, run } = await toGates(told);
      await firstOfTwo(told, issue);
      await repo.replaceArtifact(run, "dist", await otherFiles());
      await pass(1_000);
      say(people.otherMaintainer, "/approve pypi");
      await says(told, issue, "1 of 2: `blessedcoolant`");
      await pass(MINUTE);
      await noApproval(told);
      expect(waiting(run)).toContain("pypi");
      expect(issue.body).toMatch(/`lstein` \| `pypi` \|.*\| An artifact was uploaded afterwards\./);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    // Nothing else carries the wheel: an installer with the first one would stop the release by itself.
    { configuration: pypiWith("approvals: 2").replace(/^assets:.*\n/m, "") },
  );
  await tell(
    async (told) => {
      let [armed, isSwapped] = [false, false];
      await told.stage.start(
        through(told, async (request, ask) => {
          const [run] = told.repo.runs();
          armed ||= pathOf(request).endsWith("/reactions") && !isSwapped;
          if (armed && run !== undefined && pathOf(request).includes("/git/ref/")) {
            [armed, isSwapped] = [false, true];
            await told.repo.replaceArtifact(run, "dist", await otherFiles());
          }
          return ask();
        }),
      );
      const { run } = await toGates(told);
      const comment = told.say(told.people.maintainer, "/approve pypi");
      await told.until("an answer", () => told.marks(comment).includes("confused"));
      expect([isSwapped, told.marks(comment)]).toEqual([true, ["eyes", "confused"]]);
      expect(told.replies()).toEqual([
        expect.stringMatching(/`dist` was uploaded at .*, after this was said, .* other bytes than `pypi`/),
      ]);
      await noApproval(told);
      expect(told.waiting(run)).toEqual(["testpypi", "pypi"]);
    },
    { checks: SHORT, started: false },
  );
});

attack("swapped-after-opening", async () => {
  await attacked(
    async (told) => {
      const { repo, people, ask, until, published } = told;
      const { issue, run } = await toGates(told);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await repo.replaceArtifact(run, "dist", await otherFiles());
      await published(run, "pypi");
      await until("the stop", () => issue.body?.includes("**Stopped at verify `pypi`.**"));
      expect(issue.body).toContain("`pypi` serves other bytes");
      expect(repo.releases()).toEqual([]);
    },
    { configuration: CONFIGURATION.replace(/^assets:.*\n/m, "") },
  );
});

attack("rerun-reuses-approval", async () => {
  await attacked(async (told) => {
    const { repo, people, ask, until, waiting, atGates, pass } = told;
    repo.outcome("publish-pypi", "failure");
    repo.outcome("publish-testpypi", "failure");
    const { run } = await toGates(told);
    for (const gate of ["testpypi", "pypi"]) {
      expect((await ask(people.maintainer, `/approve ${gate}`)).mark).toBe("rocket");
    }
    await until("the run failed", () => run.conclusion === "failure");
    repo.rerunFailed(run, people.writer);
    await atGates("testpypi", "pypi");
    await pass(30 * MINUTE);
    expect(run.attempt).toBe(2);
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    expect(decisions(told)).toHaveLength(2);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
    expect(repo.approvals(run).at(-1)?.comment).toContain("run attempt 2");
  });
});
