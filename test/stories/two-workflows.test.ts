import { expect, test } from "vitest";
import type { RepositoryHandle } from "../../src/sandbox/github/handle.ts";
import { tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const CONTAINERS = ".github/workflows/containers.yml";

/** A workflow that the same tags start; it has nothing to do with the release. */
function addContainers(repo: RepositoryHandle, seconds: number): void {
  const jobs = [{ name: "container", seconds }];
  repo.addWorkflow({ path: CONTAINERS, name: "containers", on: { tags: ["v*"] }, jobs });
}

test("of two workflows on one tag only the configured one counts, though the other fails", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, waiting, until, ask, pass, writes }) => {
      addContainers(repo, 30);
      repo.outcome("container", "failure");
      tagRelease();
      const issue = await board();
      await pass(20_000);
      expect(issue.body).not.toContain("Several workflows");
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await pass(30_000);
      expect(repo.runs().map(({ conclusion }) => conclusion)).toEqual([null, "failure"]);
      expect(issue.body).not.toContain("[!CAUTION]");
      expect(issue.body).not.toContain("container");

      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
      await until("a draft", () => repo.releases()[0]);
      expect(repo.approvals(run)).toHaveLength(1);
      expect(writes().filter(({ path }) => path.includes("/cancel") || path.includes("/rerun"))).toEqual([]);
    },
    { checks: SHORT },
  );
});

test("with an empty configuration the release workflow is the one that comes to an environment", async () => {
  await tell(
    async ({ repo, people, tagRelease, board, waiting, until, ask, pass }) => {
      addContainers(repo, 3_000);
      tagRelease();
      const issue = await board();
      await until("the question", () => issue.body?.includes("Several workflows run for this tag"));
      expect(issue.body).toContain("`.github/workflows/containers.yml`");

      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await pass(60_000);
      expect(run.workflow.name).toBe("release");
      expect(issue.body).not.toContain("Several workflows");
      const rocket = { mark: "rocket", reply: "" };
      expect(await ask(people.maintainer, "/approve testpypi")).toEqual(rocket);
      expect(await ask(people.maintainer, "/approve pypi")).toEqual(rocket);
      await until("a draft", () => repo.releases()[0]);
      expect(repo.runs().map(({ conclusion }) => conclusion)).toEqual(["success", null]);
    },
    { checks: SHORT, configuration: "" },
  );
});
