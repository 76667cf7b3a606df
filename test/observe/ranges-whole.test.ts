import { describe, expect, test } from "vitest";
import { comment, rights } from "../release/snapshot-builder.ts";
import { looking, type RangeWorld } from "./range-stage.ts";

/** So many commits after a version, every other one with a pull request of its own. */
const work = ({ commit, tag }: RangeWorld, count: number): void => {
  commit("Begin");
  tag("v1.0.0");
  for (let nth = 1; nth <= count; nth += 1) commit(`Work ${nth}`, nth % 2 === 0 ? { pr: nth } : {});
  tag("v1.1.0");
};

/** How many commits each query asked for. */
const sizes = (world: RangeWorld) => world.queries().flatMap(({ first }) => first ?? []);

describe("pages", () => {
  test.each(["bad-gateway", "something-wrong", "resource-limits"] as const)(
    "shrink while GitHub answers %s, and nothing is lost",
    (as) =>
      looking(async (world) => {
        work(world, 130);
        world.sandbox.faults.tire({ beyond: 30, as });
        const { list } = await world.look("v1.1.0");
        expect(list.commits.map(({ subject }) => subject)).toEqual(
          Array.from({ length: 130 }, (_, at) => `Work ${at + 1}`),
        );
        expect(list.pullRequests).toHaveLength(65);
        expect(list.missing).toEqual([]);
        expect(sizes(world).slice(0, 5)).toEqual([100, 50, 25, 25, 50]);
      }),
  );

  test("grow again once GitHub answers as it should", () =>
    looking(async (world) => {
      work(world, 400);
      world.sandbox.faults.fail({ route: "/graphql", status: 502 });
      await world.look("v1.1.0");
      expect(sizes(world)).toEqual([100, 50, 50, 100, 100, 100]);
    }));

  test("that GitHub gives up on however small they are make the range unknown, not shorter", () =>
    looking(async (world) => {
      work(world, 130);
      world.sandbox.faults.tire({ beyond: 4, as: "bad-gateway" });
      expect(await world.fact("v1.1.0")).toMatchObject({
        is: "unknown",
        because: { kind: "unreachable", status: 502 },
      });
      expect(sizes(world)).toEqual([100, 50, 25, 12, 6, 5]);
      world.sandbox.faults.tire(undefined);
      expect((await world.look("v1.1.0")).list.commits).toHaveLength(130);
    }));

  test("are asked for again as they are where GitHub is busy for another reason", () =>
    looking(async (world) => {
      work(world, 10);
      world.sandbox.faults.fail({ route: "/graphql", status: 503, times: 3 });
      expect(await world.fact("v1.1.0")).toMatchObject({ is: "unknown", because: { status: 503 } });
      expect(sizes(world)).toEqual([100, 100, 100]);
    }));
});

test("a range takes one query for each hundred commits of either side, and one for its newcomers", () =>
  looking(async (world) => {
    world.commit("Begin");
    world.tag("v1.0.0");
    for (let nth = 1; nth <= 250; nth += 1)
      world.commit(`There ${nth}`, { on: "v1.0", ...(nth === 1 ? FORK(world) : {}) });
    world.tag("v1.0.1", { sha: world.repo.head("v1.0") });
    for (let nth = 1; nth <= 340; nth += 1) world.commit(`Here ${nth}`, { by: "ada", pr: nth });
    world.tag("v1.1.0");
    const { list } = await world.look("v1.1.0");
    expect([list.base, list.pullRequests.length, list.newcomers.length]).toEqual(["v1.0.1", 340, 1]);
    expect(world.queries()).toHaveLength(4 + 3 + 1);
  }));

/** Where a line leaves the main one. */
const FORK = (world: RangeWorld) => ({ parents: [world.atTag("v1.0.0")] });

test("a range is read once, whatever the conducts, and anew for another commit, base or use", () =>
  looking(async (world) => {
    work(world, 3);
    const count = async (look: () => Promise<unknown>): Promise<number> => {
      const before = world.queries().length;
      await look();
      return world.queries().length - before;
    };
    const look = (options = {}) => count(() => world.look("v1.1.0", options));
    expect(await look()).toBeGreaterThan(0);
    expect(await look()).toBe(0);
    expect(await look({ notes: { releaseNote: "Notes" } })).toBeGreaterThan(0);
    expect(await look({ chosen: "v1.0.0" })).toBeGreaterThan(0);
    world.commit("More");
    world.tag("v1.1.0");
    expect(await look()).toBeGreaterThan(0);
  }));

const LSTEIN = { id: 1, login: "lstein" };

/** The title of the pull request in what is read, after somebody has changed it. */
const retitled = async (world: RangeWorld, title: string, options: Parameters<RangeWorld["look"]>[1]) => {
  const { pulls } = world.repo.state;
  const [pull] = pulls;
  if (pull !== undefined) pulls[0] = { ...pull, title };
  return (await world.look("v1.1.0", options)).list.pullRequests[0]?.title;
};

test("whoever says `/notes` gets titles as they are now, those after it what was read then", () =>
  looking(async (world) => {
    work(world, 3);
    const [first, second] = [comment(7, LSTEIN, "/notes"), comment(9, LSTEIN, "/notes")] as const;
    expect(await retitled(world, "One", {})).toBe("Change 2");
    expect(await retitled(world, "Two", { comments: [comment(6, LSTEIN, "Notes?")] })).toBe("Change 2");
    expect(await retitled(world, "Three", { comments: [first] })).toBe("Three");
    expect(await retitled(world, "Four", { comments: [{ ...first, outcome: "done" }] })).toBe("Three");
    expect(await retitled(world, "Five", { comments: [] })).toBe("Three");
    expect(await retitled(world, "Six", { comments: [first, { ...second, outcome: "refused" }] })).toBe(
      "Three",
    );
    expect(await retitled(world, "Seven", { comments: [first, second] })).toBe("Seven");
  }));

test("whoever may not say `/notes` gets nothing read anew", () =>
  looking(async (world) => {
    work(world, 3);
    const comments = [comment(7, LSTEIN, "/notes")];
    expect(await retitled(world, "One", {})).toBe("Change 2");
    expect(await retitled(world, "Two", { comments, rights: rights([[LSTEIN, "read"]]) })).toBe("Change 2");
    expect(await retitled(world, "Three", { comments, rights: rights([[LSTEIN, "write"]]) })).toBe("Three");
  }));

test("a range of which GitHub may tell more is kept for the conduct alone", () =>
  looking(async (world) => {
    work(world, 0);
    world.commit("New", { by: "linh", pr: 1 });
    world.tag("v1.1.0");
    const heal = world.sandbox.faults.intercept(({ when, route }) =>
      when === "before" && route === "/graphql" && world.queries().length > 1
        ? { status: 503, message: "Unavailable" }
        : undefined,
    );
    const conduct = new Map();
    const gaps = async (options: Parameters<RangeWorld["look"]>[1]) =>
      (await world.look("v1.1.0", options)).list.missing.map(({ is }) => is);
    expect(await gaps({ conduct })).toEqual(["newcomers-unknown"]);
    heal();
    expect(await gaps({ conduct })).toEqual(["newcomers-unknown"]);
    expect(await gaps({})).toEqual([]);
  }));

describe("a commit with a crowd", () => {
  const people = (count: number) => Array.from({ length: count }, (_, nth) => `person-${nth}`);

  test("is read on until all its authors are there", () =>
    looking(async (world) => {
      work(world, 0);
      for (const login of people(60)) world.github.createUser(login);
      world.commit("Translate", { with: people(60), pr: 1 });
      world.tag("v1.1.0");
      const { list } = await world.look("v1.1.0");
      expect(list.commits[0]?.authors).toHaveLength(61);
      expect(list.missing).toEqual([]);
      expect(list.newcomers).toHaveLength(60);
    }));

  test("is told where there are more than one query gives", () =>
    looking(async (world) => {
      work(world, 0);
      for (const login of people(120)) world.github.createUser(login);
      const sha = world.commit("Translate", { with: people(120) });
      world.tag("v1.1.0");
      const { list } = await world.look("v1.1.0");
      expect(list.commits[0]?.authors).toHaveLength(100);
      expect(list.missing).toEqual([{ is: "crowded-commit", sha }]);
    }));

  test("is no matter of how many there are: they are read on in batches", () =>
    looking(async (world) => {
      work(world, 0);
      for (const login of people(30)) world.github.createUser(login);
      for (let nth = 1; nth <= 45; nth += 1) world.commit(`Translate ${nth}`, { with: people(30) });
      world.tag("v1.1.0");
      const { list } = await world.look("v1.1.0");
      expect(new Set(list.commits.map(({ authors }) => authors.length))).toEqual(new Set([31]));
      expect(list.missing).toEqual([]);
      const batches = world
        .queries()
        .flatMap((one) => Object.keys(one).filter((name) => /^commit\d/.test(name)).length || []);
      expect(batches).toEqual([20, 20, 5]);
    }));

  test("is in the merged one behind open ones and others' ones", () =>
    looking(async (world) => {
      work(world, 0);
      const sha = world.commit("Shared", { on: "release" });
      for (const number of [1, 2, 3, 4, 5]) {
        world.repo.pullRequest({ title: "Open", author: "ada", number, commits: [sha] });
      }
      world.repo.pullRequest({ title: "Merged", author: "ada", number: 9, commits: [sha], mergedAt: 9 });
      world.tag("v1.1.0", { sha });
      const before = world.queries().length;
      expect((await world.look("v1.1.0")).list.pullRequests.map(({ number }) => number)).toEqual([9]);
      expect(world.queries().length - before).toBe(2);
    }));

  test("is in all of its pull requests", () =>
    looking(async (world) => {
      work(world, 0);
      const sha = world.commit("Shared");
      for (const number of [1, 2, 3, 4, 5]) {
        world.repo.pullRequest({ title: "Again", author: "ada", number, commits: [sha], mergedAt: number });
      }
      world.tag("v1.1.0");
      expect((await world.look("v1.1.0")).list.pullRequests.map(({ number }) => number)).toEqual([
        1, 2, 3, 4, 5,
      ]);
    }));
});

describe("newcomers", () => {
  /** A first version that `ada` has a part in; everybody else comes after it. */
  const started = ({ commit, tag }: RangeWorld): void => {
    commit("Begin", { by: "ada" });
    tag("v1.0.0", { annotated: true });
  };

  test("are those without a commit up to the base, co-authors among them, with what they came with", () =>
    looking(async (world) => {
      started(world);
      world.commit("Mine", { by: "ada", pr: 1 });
      world.commit("Together", { by: "ada", with: ["linh"], pr: 2 });
      world.commit("Again", { by: "linh", pr: 3 });
      world.commit("Maintained", { by: "lstein", pr: 4 });
      world.tag("v1.1.0");
      expect((await world.look("v1.1.0")).list.newcomers).toEqual([{ login: "linh", pullRequest: 2 }]);
    }));

  test("are not those who came through the base's own line", () =>
    looking(async (world) => {
      started(world);
      world.commit("There", { by: "linh", on: "v1.0", parents: [world.atTag("v1.0.0")] });
      world.tag("v1.0.1", { sha: world.repo.head("v1.0") });
      world.commit("Here", { by: "linh", pr: 1 });
      world.tag("v1.1.0");
      const { list } = await world.look("v1.1.0");
      expect([list.base, list.pullRequests.length, list.newcomers]).toEqual(["v1.0.1", 1, []]);
    }));

  test("are not those who had long contributed to the default branch, but those whose first work is picked from there", () =>
    looking(async (world) => {
      started(world);
      world.github.createUser("nia");
      world.commit("Earlier", { by: "linh", pr: 1, at: 10 });
      world.commit("Mend", { by: "linh", pr: 2, at: 20 });
      world.commit("Mend more", { by: "nia", pr: 3, at: 21 });
      const line = { on: "v1.0", through: "lstein" };
      world.commit("Mend", { ...line, by: "linh", parents: [world.atTag("v1.0.0")], at: 20 });
      world.commit("Mend more", { ...line, by: "nia", at: 21 });
      world.tag("v1.0.1", { sha: world.repo.head("v1.0") });
      const { list } = await world.look("v1.0.1");
      expect([list.base, list.commits.length, list.newcomers]).toEqual(["v1.0.0", 2, [{ login: "nia" }]]);
    }));

  test("are not those before a base that is a tag of a tag", () =>
    looking(async (world) => {
      started(world);
      const object = world.repo.state.refs.get("refs/tags/v1.0.0") ?? "";
      world.tag("v1.0.1", { sha: object, annotated: true });
      world.commit("Mine", { by: "ada", pr: 1 });
      world.tag("v1.1.0");
      const { list } = await world.look("v1.1.0");
      expect([list.base, list.pullRequests.length, list.newcomers]).toEqual(["v1.0.1", 1, []]);
    }));

  test("are asked about for the first list of a candidate alone: nobody greets them in the other", () =>
    looking(async (world) => {
      started(world);
      world.github.createUser("nia");
      for (const [nth, by] of ["linh", "nia"].entries()) {
        world.commit(`By ${by}`, { by, pr: nth + 1 });
        world.tag(`v1.1.0rc${nth + 1}`);
      }
      const { list, sinceFinal } = await world.look("v1.1.0rc2");
      expect(list.newcomers).toEqual([{ login: "nia", pullRequest: 2 }]);
      expect([sinceFinal?.pullRequests.length, sinceFinal?.newcomers]).toEqual([2, []]);
      expect(world.queries().filter((one) => "user0" in one)).toHaveLength(1);
    }));

  test("are asked about in batches, smaller ones where GitHub gives up", () =>
    looking(async (world) => {
      started(world);
      const logins = Array.from({ length: 110 }, (_, nth) => `person-${nth}`);
      for (const login of logins) world.github.createUser(login);
      for (const [nth, by] of logins.entries()) world.commit(`By ${by}`, { by, pr: nth + 1 });
      world.tag("v1.1.0");
      const batches = () =>
        world
          .queries()
          .flatMap((one) => Object.keys(one).filter((name) => name.startsWith("user")).length || []);
      expect((await world.look("v1.1.0")).list.newcomers.map(({ login }) => login)).toEqual(logins);
      expect(batches()).toEqual([50, 50, 10]);
      world.sandbox.faults.tire({ beyond: 60, as: "something-wrong" });
      const again = (await world.look("v1.1.0", { chosen: "v1.0.0" })).list.newcomers;
      expect(again.map(({ login }) => login)).toEqual(logins);
      expect(batches().slice(3, 7)).toEqual([50, 25, 25, 50]);
    }));

  test("are unknown where GitHub does not tell: the range says so, and is asked for again", () =>
    looking(async (world) => {
      started(world);
      world.commit("New", { by: "linh", pr: 1 });
      world.tag("v1.1.0");
      let query = 0;
      const heal = world.sandbox.faults.intercept(({ when, route }) => {
        if (when !== "before" || route !== "/graphql") return undefined;
        query += 1;
        return query >= 2 && query <= 4 ? { status: 503, message: "Unavailable" } : undefined;
      });
      const { list } = await world.look("v1.1.0");
      expect([list.pullRequests.length, list.newcomers]).toEqual([1, []]);
      expect(list.missing).toEqual([{ is: "newcomers-unknown", why: expect.stringContaining("503") }]);
      heal();
      const again = (await world.look("v1.1.0")).list;
      expect([again.missing, again.newcomers]).toEqual([[], [{ login: "linh", pullRequest: 1 }]]);
    }));
});
