import { expect } from "vitest";
import { attack } from "./attack.ts";
import { attacked, SOON } from "./stage.ts";
import { noApproval } from "./words.ts";

const FIRST = "v5.0.0rc7";
const SECOND = "v5.0.0-rc7";

attack("one-version-two-tags", async () => {
  await attacked(async (told) => {
    const { repo, people, setVersion, pass } = told;
    const sha = setVersion("5.0.0rc7");
    repo.pushTag(FIRST, { sha, by: people.writer });
    const first = await told.atGates("testpypi", "pypi");
    const issue = await told.board();
    // Made to look older than the first.
    repo.pushTag(SECOND, { sha, by: people.writer, annotated: { message: "rc7" }, at: Date.UTC(2020, 0) });
    const second = await told.atGates("testpypi", "pypi");
    await pass(10 * SOON);
    expect(repo.issues()).toEqual([issue]);
    expect(issue.body).not.toContain("names the same version");
    const said = repo.checkRuns(sha).find(({ output }) => output?.title.startsWith("Refused"));
    expect(said?.conclusion).toBe("failure");
    expect(said?.output?.title).toContain(`The tag ${SECOND} names the same version as ${FIRST}`);
    expect(said?.output?.summary).toContain(`\`git push --delete origin ${SECOND}\``);
    for (const environment of ["testpypi", "pypi"]) {
      told.say(people.maintainer, `/approve ${environment} ${sha.slice(0, 7)}`);
      await told.published(first, environment);
    }
    await pass(10 * SOON);
    expect(told.waiting(second)).toEqual(["testpypi", "pypi"]);
    expect(repo.approvals(second)).toEqual([]);
  });
  await attacked(async (told) => {
    const { repo, people, setVersion, pass } = told;
    const sha = setVersion("5.0.0rc7");
    repo.pushTags([FIRST, SECOND], { sha, by: people.writer });
    await told.atGates("testpypi", "pypi");
    await pass(10 * SOON);
    // Of one moment, the first by name has the version.
    expect(repo.issues().map(({ title }) => title)).toEqual([`Release ${SECOND}`]);
    const titles = repo.checkRuns(sha).map(({ output }) => output?.title ?? "");
    expect(titles.filter((title) => title.startsWith("Refused"))).toEqual([
      expect.stringContaining(`The tag ${FIRST} names the same version as ${SECOND}`),
    ]);
    await noApproval(told);
  });
});
