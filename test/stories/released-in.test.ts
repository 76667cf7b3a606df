import { expect, test } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { boardOf } from "../attacks/ends.ts";
import { through } from "../attacks/reach.ts";
import { MINUTE, type StoryOptions, type Told, tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

function telling(where: string, more = ""): StoryOptions {
  const configuration = `${CONFIGURATION}release: { released-in: ${where} }\n${more}`;
  return { checks: SHORT, configuration };
}

/** Merges so many pull requests by strangers; gives their numbers. */
function merged(
  { repo, clock, people }: Told,
  count: number,
  closes: readonly number[] = [],
): readonly number[] {
  return Array.from({ length: count }, (_, at) => {
    const title = `Change ${at}`;
    const sha = repo.commit({
      files: { [`file-${at}`]: "" },
      message: title,
      author: { login: people.outsider },
    });
    const options = { title, author: people.outsider, commits: [sha], mergedAt: clock.now() };
    return repo.pullRequest({ ...options, ...(at === 0 ? { closes } : {}) }).number;
  });
}

/** Tags a version before, so that the release has a range; nobody wants that one any more. */
async function before(told: Told) {
  told.tagRelease("4.2.9");
  const { number } = await boardOf(told, "v4.2.9");
  told.repo.closeIssue(number, told.people.maintainer);
}

async function published(told: Told, version = "5.0.0") {
  const { people, tagRelease, atGates, toDraft, ask } = told;
  tagRelease(version);
  const issue = await boardOf(told, `v${version}`);
  await atGates("testpypi", "pypi");
  await toDraft();
  expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
  return issue;
}

/** What the app has said there, without its mark. */
const said = ({ repo }: Told, number: number) =>
  repo
    .comments(number)
    .filter(({ author }) => author.app !== null)
    .map(({ body }) => body.replace(/\s*<!--.*$/s, ""));

const SAID = /^🚀 Released in \[InvokeAI v5\.0\.0\]\(\S+\/releases\/tag\/v5\.0\.0\)\.$/;

test("pull requests and the issues they close are told once in which release they came out", async () => {
  await tell(async (told) => {
    const { repo, people, discord, until } = told;
    const bug = repo.openIssue({ title: "It does not draw", by: people.outsider });
    const gone = repo.openIssue({ title: "It does not draw either", by: people.outsider });
    await before(told);
    const numbers = merged(told, 12, [bug.number, gone.number]);
    repo.lockIssue(numbers[3] ?? 0, people.maintainer);
    repo.deleteIssue(gone.number, people.maintainer);
    const issue = await published(told);
    await until("the board closed", () => issue.state === "closed");

    for (const number of [bug.number, ...numbers.filter((_, at) => at !== 3)]) {
      expect(said(told, number), `#${number}`).toEqual([expect.stringMatching(SAID)]);
    }
    expect(said(told, numbers[3] ?? 0)).toEqual([]);
    expect(issue.body).toContain("12 pull requests seen to");
    const first = repo.comments(numbers[0] ?? 0)[0]?.createdAt ?? 0;
    expect(discord.messages[0]?.postedAt).toBeLessThan(first);
  }, telling("[pull-requests, issues]"));
});

test("a pre-release that is announced nowhere is told nowhere", async () => {
  await tell(async (told) => {
    await before(told);
    const [number = 0] = merged(told, 1);
    const issue = await published(told, "5.0.0rc1");
    await told.until("the board closed", () => issue.state === "closed");
    expect(said(told, number)).toEqual([]);
  }, telling("pull-requests"));
});

test("a crash in the middle and a limit of GitHub's cost time, never a second comment", async () => {
  await tell(
    async (told) => {
      const { sandbox, stage, until, pass } = told;
      let isDead = false;
      let comments = 0;
      const dead = () => Promise.reject(new TypeError("fetch failed"));
      await stage.start(
        through(told, async (request, ask) => {
          if (isDead) {
            return dead();
          }
          const body = await request.clone().text();
          const answer = await ask();
          comments += body.includes("Released in") ? 1 : 0;
          isDead = comments === 3;
          return isDead ? dead() : answer;
        }),
      );
      await before(told);
      const numbers = merged(told, 7);
      const issue = await published(told);
      await until("the power cut after the third comment", () => isDead);
      await stop(told);
      sandbox.faults.secondaryLimit({ route: /^POST \S+\/issues\/\d+\/comments$/, retryAfter: 120 });
      await stage.start(told.world);
      await until("the board closed", () => issue.state === "closed");
      await pass(30 * MINUTE);
      expect(
        sandbox.exchanges.filter(({ path, status }) => path.endsWith("/comments") && status === 403),
      ).toHaveLength(1);
      expect(numbers.map((number) => said(told, number).length)).toEqual(numbers.map(() => 1));
    },
    { ...telling("pull-requests"), started: false, refusals: [/comments 403$/] },
  );
});
