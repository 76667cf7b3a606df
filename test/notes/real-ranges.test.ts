import { describe, expect, it } from "vitest";
import { type Range, type RangeData, readRange } from "../../src/cli/demo/range-file.ts";
import { loginsOf } from "../../src/cli/demo/range-people.ts";
import { worldOf } from "../../src/cli/notes/history.ts";
import { reportOf } from "../../src/cli/notes/report.ts";
import { seeNotes } from "../../src/cli/notes/see.ts";
import { readingWithToken } from "../../src/github/token-reading.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { type Data, present, real, withBase } from "./ranges/data.ts";
import { type Expected, expectedOf } from "./ranges/expected.ts";
import { madeUp } from "./ranges/made-up.ts";

const ranges: ReadonlyMap<string, Data> = new Map([...madeUp, ...real]);

function read(data: Data): Range {
  const reading = readRange(JSON.stringify(data));
  if (reading.is === "faulty") throw new Error(reading.faults.join("\n"));
  return reading.range;
}

/** The notes of a range, by the app, from a GitHub that has it. */
async function notesOf(
  data: Data,
  notes: string,
  told: (answer: Response) => Promise<Response> = async (one) => one,
) {
  const { world, project } = worldOf(read(data), `notes: ${notes}\nversion: { file: none }\n`);
  const { access, clock } = world;
  const github = readingWithToken(
    {
      baseUrl: access.baseUrl,
      clock,
      log: { debug: () => undefined },
      shared: createSharedInMemory(),
      userAgent: "test",
      fetch: async (input, init) => told(await world.fetch(input, init)),
    },
    access.token,
  );
  const [owner = "", name = ""] = project.repo.fullName.split("/");
  const wanted = { place: { owner, name }, tag: data.head.name, base: data.base.name };
  const view = await clock.busy(() => seeNotes({ github, clock }, wanted));
  if (view.is === "lacking") throw new Error(JSON.stringify(view.lack));
  return reportOf(view.seen, view.ranges);
}

/** The same answer, the commits of a page and the pull requests of a commit the other way round. */
async function reversed(answer: Response): Promise<Response> {
  const text = await answer.text();
  const turned = JSON.stringify(JSON.parse(text), (key, value) => {
    const isList = key === "commits" || key === "history" || key === "associatedPullRequests";
    return isList && Array.isArray(value?.nodes) ? { ...value, nodes: value.nodes.toReversed() } : value;
  });
  return new Response(turned, answer);
}

type Report = Awaited<ReturnType<typeof notesOf>>;

/** Everybody who is called by name in the thanks. */
const thankedIn = ({ notes }: Report): readonly string[] => {
  const thanks = notes.slice(notes.indexOf("## Thanks to our"));
  const called = [...thanks.matchAll(/(?<![\w/`])@([\w-]+)/g)].map(([, login = ""]) => login.toLowerCase());
  return [...new Set(called)].sort();
};

/** The pull requests that the Markdown lists, in order of their numbers, and those that it says were reverted. */
const listedIn = ({ notes }: Report): readonly number[] => {
  const [changes = ""] = notes.split(/^(?:## New Contributors|## Thanks to our |\*\*Full Changelog)/m);
  const items = [...changes.matchAll(/ in https:\S+\/pull\/(\d+)$/gm)];
  const fold = /reverted before the release<\/summary>(.*?)<\/details>/s.exec(changes)?.[1] ?? "";
  return [...items, ...fold.matchAll(/#(\d+)/g)].map(([, number]) => Number(number)).sort((a, b) => a - b);
};

const expectedIn = (data: Data): Expected => {
  const { loginOf } = loginsOf({ base_commits: [], ...data } as unknown as RangeData);
  return expectedOf(data, (person) => loginOf(person));
};

describe.each([...ranges.keys()])("%s", (name) => {
  const data = withBase(ranges.get(name) as Data);
  const expected = expectedIn(data);

  it("lists the pull requests and counts of the data, nothing twice, and not what had shipped", async () => {
    const report = await notesOf(data, "{ contributors: all }");
    expect(report.missing).toEqual([]);
    expect(report.counts).toEqual({
      commits: expected.commits,
      pullRequests: expected.pullRequests.length,
    });
    const numbers = report.pullRequests.map(({ number }) => number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(expected.pullRequests);
    expect(listedIn(report)).toEqual(expected.pullRequests);
    expect(report.shipped.commits).toBe(expected.shipped.commits);
    expect(report.shipped.pullRequests.toSorted((a, b) => a - b)).toEqual(expected.shipped.pullRequests);
    expect(thankedIn(report)).toEqual(expected.people);
    expect(report.newcomers).toEqual([]);
  });

  it("says the same in whatever order GitHub tells of it", async () => {
    const report = await notesOf(data, "{ contributors: all }");
    expect(await notesOf(data, "{ contributors: all }", reversed)).toEqual(report);
  });

  it("thanks those who are external by the data", async () => {
    const members = JSON.stringify(expected.members.map((login) => `@${login}`));
    const report = await notesOf(
      data,
      `{ members: ${expected.members.length === 0 ? "[association]" : members} }`,
    );
    expect(thankedIn(report)).toEqual(expected.external);
  });
});

it.skipIf(!present)("InvokeAI's ranges are there (skipped where ../shared/data is not)", () => {
  expect(real.size).toBeGreaterThan(20);
});
