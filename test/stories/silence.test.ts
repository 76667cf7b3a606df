import { expect, test } from "vitest";
import type { Interference, Moment } from "../../src/sandbox/faults.ts";
import { createChance } from "../worlds/chance.ts";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

const DOWN = { status: 503, message: "Service Unavailable" } as const;

/** What does not answer, and how. */
const SILENT: Readonly<Record<string, (moment: Moment) => Interference | undefined>> = {
  "all of GitHub answers 503": () => DOWN,
  "GitHub is unreachable": () => "unreachable",
  "GraphQL alone is down": ({ path }) => (path === "/graphql" ? DOWN : undefined),
  "GitHub does what it is asked and answers 502": ({ when }) =>
    when === "after" ? { status: 502, message: "Bad Gateway" } : undefined,
};

const waitingForGitHub = ({ lines }: Told) => lines.filter((line) => line.includes("Waiting for GitHub"));

test.each(Object.keys(SILENT))(
  "while %s for two hours before a gate, nothing opens; then everything goes on",
  async (how) => {
    await tell(
      async (story) => {
        const { sandbox, people, repo, tagRelease, board, atGates, say, ask, waiting, until, pass } = story;
        tagRelease();
        const issue = await board();
        const run = await atGates("testpypi", "pypi");
        const speak = sandbox.faults.intercept((moment) => SILENT[how]?.(moment));
        const approval = say(people.maintainer, "/approve pypi");
        await pass(120 * MINUTE);
        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        expect(waitingForGitHub(story)).toEqual([expect.stringContaining("it is asked again by itself")]);
        expect(issue.body?.includes("Waiting for GitHub since 2026-11-20 18:")).toBe(
          how === "GraphQL alone is down",
        );
        expect(issue.body?.includes("It has not answered for an hour or more")).toBe(
          how === "GraphQL alone is down",
        );

        speak();
        await until("the gate open", () => !waiting(run).includes("pypi"));
        expect(story.marks(approval)).toContain("eyes");
        await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(issue.body).not.toContain("Waiting for GitHub");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
        expect(story.replies()).toEqual([]);
      },
      { checks: SHORT, refusals: [/ 50[23]$/] },
    );
  },
);

test.each(Object.keys(SILENT))(
  "while %s before /publish nothing is published, and then once",
  async (how) => {
    await tell(
      async (story) => {
        const { sandbox, people, tagRelease, board, atGates, toDraft, say, until, pass } = story;
        tagRelease();
        const issue = await board();
        await atGates("testpypi", "pypi");
        const draft = await toDraft();
        await pass(MINUTE);
        const speak = sandbox.faults.intercept((moment) => SILENT[how]?.(moment));
        say(people.maintainer, "/publish");
        await pass(30 * MINUTE);
        expect(draft.draft).toBe(true);

        speak();
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
      },
      { checks: SHORT, refusals: [/ 50[23]$/] },
    );
  },
);

test("a GitHub that lets one request in 40 time out delays a release, and nothing is done twice", async () => {
  await tell(
    async ({ stage, world, people, tagRelease, board, atGates, toDraft, ask, until, ...story }) => {
      // By chance, as it goes: at even distances no look of more than 40 requests would ever be whole.
      const chance = createChance("one request in 40");
      const slow: typeof fetch = (input, init) => {
        const late = new DOMException("The operation was aborted due to timeout", "TimeoutError");
        return chance.percent(100 / 40) ? Promise.reject(late) : (world.fetch ?? fetch)(input, init);
      };
      await stage.start({ ...world, fetch: slow });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
      expect(story.repo.issues()).toHaveLength(1);
      expect(story.repo.releases()).toHaveLength(1);
      expect(story.lines.filter((line) => line.includes("Waiting for GitHub"))).toEqual([]);
    },
    { checks: SHORT, started: false },
  );
});

test("while an index is down after publication nothing is drafted, the board says so, and then it goes on", async () => {
  await tell(
    async ({
      repo,
      people,
      tagRelease,
      board,
      atGates,
      say,
      ask,
      published,
      until,
      pass,
      pypi,
      ...story
    }) => {
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve pypi");
      await published(run, "pypi");
      pypi.outage({ status: 503, seconds: 120 * 60 });
      await pass(110 * MINUTE);
      expect(repo.releases()).toEqual([]);
      expect(issue.body).toContain("Pypi did not answer");
      expect(issue.body).not.toContain("[!CAUTION]");

      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT },
  );
});
