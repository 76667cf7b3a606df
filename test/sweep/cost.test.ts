import { describe, expect, it } from "vitest";
import { BOT, DAY, MINUTE, PAUSE, START, told } from "./stage.ts";

/** Of a thousand repositories so many are released by the app. */
const CONFIGURED = 50;

describe("a sweep over 1,000 repositories, 3 releases under way", () => {
  it("asks for what was pushed, and for no more", { timeout: 60_000 }, () =>
    told(async ({ repository, installation, rows, whole, run, pass, sandbox, asked, queued }) => {
      const repos = Array.from({ length: 1_000 }, (_, number) =>
        repository(`r${number}`, number < CONFIGURED ? undefined : {}),
      );
      const [first, second] = repos;
      if (first === undefined || second === undefined) throw new Error("there are repositories");
      for (const tag of ["v1", "v2", "v3"]) {
        const address = { installation: installation.id, owner: "acme", name: "r0" };
        rows.push({
          key: { repository: first.id, tag },
          address,
          finished: false,
          parked: false,
          failures: 0,
        });
      }
      await pass(DAY);
      const note = await whole();
      const everything = asked(0);
      await pass(PAUSE);

      let mark = sandbox.exchanges.length;
      const quiet = await run(note);
      // Where it is installed, ten pages of repositories that have not changed, one search for commands, one for requests.
      expect(asked(mark)).toEqual({ requests: 13, free: 10 });
      expect(queued).toHaveLength(3);
      // Who it is, forty batches, three searches, and three lists of runs for each repository with a configuration.
      expect(everything.requests).toBe(2 + 10 + 3 + 40 + 3 * CONFIGURED);

      await pass(PAUSE);
      second.pushTag("v1.0", { by: "ebr" });
      repos.at(-1)?.commit({ message: "two", author: { login: "ebr" } });
      mark = sandbox.exchanges.length;
      await run(quiet.note);
      // One batch for the two that were pushed, and the runs of the one with a configuration, where none waits as before.
      expect(asked(mark)).toEqual({ requests: 13 + 1 + 3, free: 9 });
      expect(queued).toContain("wake acme/r1@v1.0");
    }),
  );
});

describe("a note", () => {
  const damaged = (one: object) => JSON.stringify({ all: START, installations: { 61000001: one } });

  it.each([undefined, "", "{", "[]", "null", damaged({ again: "now" }), damaged({ swept: { at: 1 } })])(
    "%j means that everything is looked at",
    (note) =>
      told(async ({ repository, pass, run, queued }) => {
        const repo = repository("widget");
        repo.pushTag("v1.0", { by: "ebr" });
        await pass(DAY);
        await run(note);
        expect(queued).toEqual(["wake acme/widget@v1.0"]);
      }),
  );

  it("that is good lets a repository rest for a day, and finds one that is new or was pushed", () =>
    told(async ({ repository, pass, run, queued }) => {
      const repo = repository("widget");
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(11 * MINUTE);
      let { note } = await run();
      for (let hours = 0; hours < 23; hours += 1) {
        await pass(60 * MINUTE);
        ({ note } = await run(note));
        expect(queued).toEqual([]);
      }
      repository("gadget").pushTag("v2.0", { by: "ebr" });
      await pass(PAUSE);
      ({ note } = await run(note));
      expect(queued).toEqual(["wake acme/gadget@v2.0"]);
      await pass(60 * MINUTE - PAUSE);
      ({ note } = await run(note));
      expect(queued.toSorted()).toEqual(["wake acme/gadget@v2.0", "wake acme/widget@v1.0"]);
    }));
});

describe("what goes wrong", () => {
  it("in one installation stops no other, and is made up for", () =>
    told(async ({ repository, github, pass, run, queued, lines, sandbox, installation }) => {
      const other = github.createRepository({ owner: "ebr", name: "other" });
      other.commit({
        files: { ".github/release-conductor.yml": "" },
        message: "one",
        author: { login: "ebr" },
      });
      github.install("conductor", "ebr", "all");
      const repo = repository("widget");
      repository("gadget").pushTag("v3.0", { by: "ebr" });
      await pass(11 * MINUTE);
      const first = await run();
      expect(queued).toEqual(["wake acme/gadget@v3.0"]);
      repo.pushTag("v1.0", { by: "ebr" });
      other.pushTag("v2.0", { by: "ebr" });
      sandbox.faults.fail({ status: 403, route: "/installation/repositories" });
      await pass(30 * MINUTE);
      const second = await run(first.note);
      expect(queued).toEqual(["wake ebr/other@v2.0"]);
      expect(lines.join("")).toContain("an installation could not be swept");
      github.suspend(installation.id);
      await pass(30 * MINUTE);
      lines.length = 0;
      const third = await run(second.note);
      expect(queued).toEqual([]);
      expect(lines).toEqual([]);
      github.unsuspend(installation.id);
      await pass(30 * MINUTE);
      await run(third.note);
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }));

  it("in one repository stops no other, and is made up for", () =>
    told(async ({ repository, pass, run, queued, lines, sandbox }) => {
      const repos = ["a", "b", "c"].map((name) => repository(name));
      const { note } = await run();
      await pass(60 * MINUTE);
      for (const repo of repos) repo.pushTag("v1.0", { by: "ebr" });
      await pass(11 * MINUTE);
      const stop = sandbox.faults.intercept(({ path }) =>
        path.startsWith("/repos/acme/b/") ? { status: 403, message: "Repository access blocked" } : undefined,
      );
      const first = await run(note);
      expect(queued.toSorted()).toEqual(["wake acme/a@v1.0", "wake acme/c@v1.0"]);
      expect(lines.join("")).toContain("a repository could not be swept");
      stop();
      await pass(60 * MINUTE);
      await run(first.note);
      expect(queued).toEqual(["wake acme/b@v1.0"]);
    }));

  it("with a query that takes GitHub too long is asked in halves", () =>
    told(async ({ repository, pass, run, queued, sandbox }) => {
      for (let number = 0; number < 30; number += 1) repository(`r${number}`).pushTag("v1", { by: "ebr" });
      await pass(11 * MINUTE);
      let queries = 0;
      sandbox.faults.intercept(({ route, when }) => {
        queries += route === "/graphql" && when === "before" ? 1 : 0;
        // After the three searches.
        return queries === 4 || queries === 5 ? { status: 502, message: "Server Error" } : undefined;
      });
      await run();
      expect(queued).toHaveLength(30);
      expect(queries).toBe(3 + 5 + 1);
    }));

  it("with GitHub's limits ends the sweep there; it goes on when they let it", () =>
    told(async ({ repository, pass, run, queued, sandbox }) => {
      for (let number = 0; number < 30; number += 1) repository(`r${number}`).pushTag("v1", { by: "ebr" });
      await pass(11 * MINUTE);
      let lists = 0;
      const stop = sandbox.faults.intercept(({ path, when }) => {
        lists += path.includes("/actions/runs") && when === "before" ? 1 : 0;
        const limit = { status: 403, message: "You have exceeded a secondary rate limit." };
        return lists === 31 ? { ...limit, headers: { "retry-after": "300" } } : undefined;
      });
      const first = await run();
      expect(queued).toHaveLength(10);
      expect(first.pauseMs).toBe(5 * MINUTE);
      stop();
      await pass(first.pauseMs ?? 0);
      await run(first.note);
      expect(queued).toHaveLength(20);
    }));

  it("is gone on with where GitHub's limits ended it, and nowhere else", () =>
    told(async ({ repository, github, pass, run, queued, rows, sandbox, installation }) => {
      const other = github.createRepository({ owner: "ebr", name: "other" });
      other.commit({ message: "one", author: { login: "ebr" } });
      github.install("conductor", "ebr", "all");
      const repo = repository("widget");
      rows.push({
        key: { repository: repo.id, tag: "v1" },
        address: { installation: installation.id, owner: "acme", name: "widget" },
        finished: false,
        parked: false,
        failures: 0,
      });
      sandbox.faults.fail({
        status: 403,
        message: "You have exceeded a secondary rate limit.",
        headers: { "retry-after": "300" },
        route: /acme\/widget\/actions\/runs/,
      });
      const first = await run();
      expect(queued).toEqual(["nudge acme/widget@v1"]);
      expect(first.pauseMs).toBe(5 * MINUTE);
      await pass(5 * MINUTE);
      const mark = sandbox.exchanges.length;
      const second = await run(first.note);
      expect(queued).toEqual([]);
      const paths = sandbox.exchanges.slice(mark).map(({ path }) => path);
      expect(paths.some((path) => path.startsWith("/repos/acme/widget/actions/runs"))).toBe(true);
      expect(paths.filter((path) => path.startsWith("/installation/repositories"))).toHaveLength(1);
      expect(second.pauseMs).toBe(PAUSE - 5 * MINUTE);
      // By the clock of a replica that is a second behind.
      await pass(PAUSE - 5 * MINUTE - 1_000);
      await run(second.note);
      expect(queued).toEqual(["nudge acme/widget@v1"]);
    }));

  it("is left where the app stops", () =>
    told(async ({ repository, pass, run, queued, sandbox, board }) => {
      const repo = repository("widget");
      repo.pushTag("v1.0", { by: "ebr" });
      repo.react(repo.comment(board(repo, "v0.1").number, "ebr", "/status").id, BOT, "rocket");
      await pass(11 * MINUTE);
      await run(undefined, AbortSignal.abort());
      expect(queued).toEqual([]);
      expect(sandbox.exchanges.filter(({ path }) => path.startsWith("/repos/"))).toEqual([]);
    }));
});
