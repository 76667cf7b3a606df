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
async function notesOf(data: Data, notes: string) {
  const { world, project } = worldOf(read(data), `notes: ${notes}\nversion: { file: none }\n`);
  const { access, clock } = world;
  const settings = { ...access, clock, log: { debug: () => undefined }, shared: createSharedInMemory() };
  const ask = {
    ...settings,
    userAgent: "test",
    ...(world.fetch === undefined ? {} : { fetch: world.fetch }),
  };
  const github = readingWithToken(ask, access.token);
  const { owner, name } = { owner: project.repo.state.owner.login, name: project.repo.state.name };
  const wanted = { place: { owner, name }, tag: data.head.name, base: data.base.name };
  const view = await clock.busy(() => seeNotes({ github, clock }, wanted));
  if (view.is === "lacking") throw new Error(JSON.stringify(view.lack));
  return reportOf(view.seen, view.ranges);
}

type Report = Awaited<ReturnType<typeof notesOf>>;

/** Everybody who is called by name in the thanks. */
const thankedIn = ({ notes }: Report): readonly string[] => {
  const thanks = notes.slice(notes.indexOf("## Thanks to our"));
  const called = [...thanks.matchAll(/(?<![\w/`])@([\w-]+)/g)].map(([, login = ""]) => login.toLowerCase());
  return [...new Set(called)].sort();
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
    expect(report.shipped.commits).toBe(expected.shipped.commits);
    expect(report.shipped.pullRequests.toSorted((a, b) => a - b)).toEqual(expected.shipped.pullRequests);
    expect(thankedIn(report)).toEqual(expected.people);
    expect(report.newcomers).toEqual([]);
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
