import { describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../../src/sandbox/github/handle.ts";
import { BOT, DAY, HOUR, MINUTE, PAUSE, START, type SweepWorld, told } from "./stage.ts";

const OLD = START - 90 * DAY;

const release = (repo: RepositoryHandle, job: object = {}) =>
  repo.addWorkflow({
    path: ".github/workflows/release.yml",
    name: "release",
    on: { tags: ["v*"], dispatch: true },
    jobs: [{ name: "build", seconds: 60, ...job }],
  });

/** A commit of long ago, to tag. */
const oldCommit = (repo: RepositoryHandle) =>
  repo.commit({ branch: null, message: "old", author: { login: "ebr" }, at: OLD });

const row = (repo: RepositoryHandle, { installation }: SweepWorld, tag = "v1") => ({
  key: { repository: repo.id, tag },
  address: { installation: installation.id, owner: "acme", name: repo.fullName.slice(5) },
  finished: false,
  parked: false,
  failures: 0,
});

describe("what is under way", () => {
  it("is nudged, and what was parked is revived, before GitHub is asked anything", () =>
    told(async (world) => {
      const repo = world.repository("widget");
      world.rows.push(row(repo, world), { ...row(repo, world, "v2"), parked: true });
      world.sandbox.faults.unreachable({ times: 10 });
      await expect(world.run()).rejects.toThrow("GitHub");
      expect(world.queued).toEqual(["nudge acme/widget@v1", "revive v2"]);
    }));

  it("is not woken a second time by its tag", () =>
    told(async (world) => {
      const repo = world.repository("widget");
      repo.pushTag("v1", { by: "ebr" });
      world.rows.push(row(repo, world));
      await world.pass(PAUSE);
      await world.run();
      expect(world.queued).toEqual(["nudge acme/widget@v1"]);
    }));

  it("is not nudged again by whoever goes on with a sweep that was cut short", () =>
    told(async (world) => {
      const repo = world.repository("widget");
      world.rows.push(row(repo, world));
      repo.pushTag("v2", { by: "ebr" });
      world.sandbox.faults.unreachable({ times: 10 });
      await expect(world.run()).rejects.toThrow("GitHub");
      world.sandbox.faults.clear();
      await world.pass(MINUTE);
      await world.run(world.kept.at(-1));
      expect(world.queued).toEqual(["wake acme/widget@v2"]);
    }));

  it("follows its repository to a new name", () =>
    told(async (world) => {
      const repo = world.repository("widget");
      world.rows.push(row(repo, world));
      repo.rename("gadget");
      await world.run();
      expect(world.queued).toEqual(["nudge acme/widget@v1", "nudge acme/gadget@v1"]);
    }));
});

describe("a sweep that its process does not live to end", () => {
  it("is gone on with where it was, not from the start", () =>
    told(async ({ github, repository, pass, run, queued, kept, slowness }) => {
      github.install("conductor", "ebr", "all");
      const own = github.createRepository({ owner: "ebr", name: "gadget" });
      own.commit({
        files: { ".github/release-conductor.yml": "" },
        message: "one",
        author: { login: "ebr" },
      });
      const repos = [repository("widget"), own];
      for (const repo of repos) repo.pushTag("v1", { by: "ebr" });
      slowness.ms = 10_000;
      await run();
      expect(queued).toEqual(["wake acme/widget@v1", "wake ebr/gadget@v1"]);
      const [, afterTheFirst] = kept;
      await pass(MINUTE);
      await run(afterTheFirst);
      expect(queued).toEqual(["wake ebr/gadget@v1"]);
    }));
});

describe("a note of a clock that was fast and has been put right", () => {
  const OF_INSTALLATIONS = ["at", "asked", "round"];

  /** The note with these of its moments in the future. */
  const fast = (note: string | undefined, moments: readonly string[]) =>
    JSON.stringify(
      JSON.parse(String(note), (key, value) => (moments.includes(key) ? value + 90 * DAY : value)),
    );

  it.each([
    ["all it tells", ["all", ...OF_INSTALLATIONS]],
    ["what it tells of installations", OF_INSTALLATIONS],
  ])("keeps nothing from being found by %s", (_, moments) =>
    told(async (world) => {
      const { repository, pass, run, queued, finished, board, rows } = world;
      const repo = repository("widget");
      release(repo);
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(30 * MINUTE);
      finished.add(`${repo.id} v1.0`);
      const first = await run();
      const { number } = board(repo, "v0.9");
      repo.closeIssue(number, "ebr");
      await pass(HOUR);
      repo.pushTag("v1.0", { by: "ebr" });
      repo.comment(number, "ebr", "/status");
      rows.push(row(repo, world, "v2"));
      await pass(2 * HOUR);
      const second = await run(fast(first.note, moments));
      expect(queued.toSorted()).toEqual([
        "nudge acme/widget@v2",
        "wake acme/widget@v0.9",
        "wake acme/widget@v1.0",
      ]);
      await pass(PAUSE);
      await run(second.note);
      expect(queued).toEqual(["nudge acme/widget@v2"]);
    }),
  );
});

describe("tags", () => {
  it("are found while they are young, with or without an event or a run", () =>
    told(async ({ repository, pass, run, queued, owner }) => {
      expect(owner.login).toBe("acme");
      const repo = repository("widget");
      const sha = oldCommit(repo);
      repo.pushTag("v0.9", { sha, by: "ebr", annotated: { message: "old" }, at: OLD, silent: true });
      repo.pushTag("v0.8", { sha, by: "ebr", silent: true });
      await pass(8 * DAY);
      repo.commit({ message: "two", author: { login: "ebr" } });
      repo.pushTags(["v1.0", "v1.1", "v1.2", "v1.3"], { by: "ebr" });
      repo.pushTag("v1.4", { sha, by: "ebr", annotated: { message: "new on old" }, silent: true });
      await run();
      expect(queued.toSorted()).toEqual(
        ["v1.0", "v1.1", "v1.2", "v1.3", "v1.4"].map((tag) => `wake acme/widget@${tag}`),
      );
    }));

  it("on an old commit are found by their run, and branches of runs are not taken for tags", () =>
    told(async ({ repository, pass, run, queued, sandbox }) => {
      const repo = repository("widget");
      release(repo);
      const sha = oldCommit(repo);
      repo.pushTag("v1.0", { sha, by: "ebr" });
      repo.pushTag("v1.1", { sha, by: "ebr", silent: true });
      repo.dispatchWorkflow(".github/workflows/release.yml", "v1.1", "ebr");
      repo.commit({ branch: "topic", message: "topic", author: { login: "ebr" } });
      repo.dispatchWorkflow(".github/workflows/release.yml", "topic", "ebr");
      repo.dispatchWorkflow(".github/workflows/release.yml", "main", "ebr");
      await pass(5 * MINUTE);
      await run();
      expect(queued).toEqual(["wake acme/widget@v1.0", "wake acme/widget@v1.1"]);
      expect(sandbox.exchanges.filter(({ path }) => path.includes("matching-refs"))).toHaveLength(1);
    }));

  it("are found however old while a run of theirs waits at a gate", () =>
    told(async ({ repository, pass, run, queued }) => {
      const repo = repository("widget");
      repo.environment("pypi", { reviewers: ["ebr"] });
      release(repo, { environment: "pypi" });
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(20 * DAY);
      await run();
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }));

  it("are found by a run that GitHub starts only after the sweep that saw the push", () =>
    told(async ({ repository, pass, run, queued }) => {
      const repo = repository("widget");
      release(repo);
      const sha = oldCommit(repo);
      const first = await run();
      await pass(PAUSE);
      repo.pushTag("v1.0", { sha, by: "ebr", silent: true });
      await pass(MINUTE);
      const second = await run(first.note);
      expect(queued).toEqual([]);
      repo.dispatchWorkflow(".github/workflows/release.yml", "v1.0", "ebr");
      await pass(PAUSE);
      await run(second.note);
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }));

  it("are left alone without a configuration, and 404 old ones with one", () =>
    told(async ({ repository, pass, run, queued, sandbox, asked }) => {
      const [bare, full] = [repository("bare", {}), repository("full")];
      bare.pushTag("v1.0", { by: "ebr" });
      const sha = oldCommit(full);
      for (let tag = 0; tag < 404; tag += 1) full.pushTag(`v0.${tag}`, { sha, by: "ebr", silent: true });
      await pass(MINUTE);
      const before = sandbox.exchanges.length;
      await run();
      expect(queued).toEqual([]);
      expect(asked(before).requests).toBeLessThan(12);
    }));

  it("of finished releases are woken only by a run that started since the last look", () =>
    told(async ({ repository, pass, run, queued, finished }) => {
      const repo = repository("widget");
      release(repo);
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(30 * MINUTE);
      finished.add(`${repo.id} v1.0`);
      const first = await run();
      expect(queued).toEqual([]);
      await pass(PAUSE);
      repo.commit({ message: "two", author: { login: "ebr" } });
      const second = await run(first.note);
      expect(queued).toEqual([]);
      await pass(PAUSE);
      repo.pushTag("v1.0", { by: "ebr" });
      await run(second.note);
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }));

  it.each([
    ["an hour", HOUR],
    ["25 hours", 25 * HOUR],
    ["four days", 4 * DAY],
  ])("of finished releases are woken by a run that started while the app was down for %s", (_, outage) =>
    told(async ({ repository, pass, run, queued, finished }) => {
      const repo = repository("widget");
      release(repo);
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(30 * MINUTE);
      finished.add(`${repo.id} v1.0`);
      const first = await run();
      await pass(outage / 2);
      repo.commit({ message: "two", author: { login: "ebr" } });
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(outage / 2);
      await run(first.note);
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }),
  );

  it("of finished releases are woken by a run that started while their repository could not be looked at", () =>
    told(async ({ repository, pass, run, queued, finished, sandbox }) => {
      const repo = repository("widget");
      release(repo);
      repo.pushTag("v1.0", { by: "ebr" });
      await pass(30 * MINUTE);
      finished.add(`${repo.id} v1.0`);
      const first = await run();
      await pass(PAUSE);
      repo.commit({ message: "two", author: { login: "ebr" } });
      repo.pushTag("v1.0", { by: "ebr" });
      sandbox.faults.fail({ status: 502, route: "/repos/{owner}/{repo}/actions/runs", times: 20 });
      const second = await run(first.note);
      sandbox.faults.clear();
      expect(queued).toEqual([]);
      await pass(HOUR);
      await run(second.note);
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
    }));
});

describe("boards", () => {
  it("that nobody looks at any more are woken by a command without an answer", () =>
    told(async ({ repository, github, pass, run, queued, board }) => {
      const repo = repository("widget", {});
      const talk = (tag: string, by: string, text: string, mark?: "eyes" | "rocket" | "confused") => {
        const { id } = repo.comment(board(repo, tag).number, by, text);
        if (mark !== undefined) repo.react(id, BOT, mark);
      };
      const first = await run();
      talk("v1", "ebr", "/status");
      talk("v2", "ebr", "well done\n\n/announce discord", "eyes");
      talk("v3", "ebr", "/status", "rocket");
      talk("v4", "ebr", "/status", "confused");
      talk("v5", "ebr", "I/O is /slow");
      talk("v6", BOT, "/status");
      board(repo, "v7");
      repo.comment(repo.openIssue({ title: "Help", body: "no board", by: "ebr" }).number, "ebr", "/status");
      repo.comment(board(repo, "v8", 12_345).number, "ebr", "/status");
      const elsewhere = github.createRepository({ owner: "ebr", name: "public" });
      elsewhere.comment(board(elsewhere, "v9").number, "ebr", "/status");
      await pass(PAUSE);
      await run(first.note);
      expect(queued.toSorted()).toEqual(["wake acme/widget@v1", "wake acme/widget@v2"]);
    }));

  it("are found though the search learns of the command only after the sweep", () =>
    told(async ({ repository, pass, run, queued, board }) => {
      const repo = repository("widget", {});
      const { number } = board(repo, "v1");
      repo.closeIssue(number, "ebr");
      await pass(PAUSE);
      const first = await run();
      await pass(PAUSE);
      repo.comment(number, "ebr", "/status");
      await pass(30_000);
      const second = await run(first.note);
      expect(queued).toEqual([]);
      await pass(PAUSE);
      await run(second.note);
      expect(queued).toEqual(["wake acme/widget@v1"]);
    }));

  it("that are open are woken once in a round where the store does not know them", () =>
    told(async (world) => {
      const { repository, pass, run, queued, board, rows } = world;
      const repo = repository("widget", {});
      const closed = board(repo, "v1");
      repo.closeIssue(closed.number, "ebr");
      board(repo, "v2");
      board(repo, "v3");
      rows.push(row(repo, world, "v3"));
      await pass(30 * DAY);
      const first = await run();
      expect(queued).toEqual(["nudge acme/widget@v3", "wake acme/widget@v2"]);
      await pass(PAUSE);
      const second = await run(first.note);
      expect(queued).toEqual(["nudge acme/widget@v3"]);
      await pass(DAY);
      await run(second.note);
      expect(queued).toEqual(["nudge acme/widget@v3", "wake acme/widget@v2"]);
    }));

  it("that can't be searched stop nothing else", () =>
    told(async ({ repository, pass, run, queued, lines, sandbox, board }) => {
      const repo = repository("widget");
      repo.pushTag("v1.0", { by: "ebr" });
      const spokenTo = board(repo, "v0.9");
      repo.comment(spokenTo.number, "ebr", "/status");
      repo.closeIssue(spokenTo.number, "ebr");
      board(repo, "v0.8");
      await pass(5 * MINUTE);
      sandbox.faults.fail({ status: 502, route: "/graphql", times: 3 });
      const { note } = await run();
      expect(queued).toEqual(["wake acme/widget@v1.0"]);
      expect(lines.join("")).toContain("boards could not be searched for commands");
      await pass(PAUSE);
      await run(note);
      expect(queued).toEqual(expect.arrayContaining(["wake acme/widget@v0.8", "wake acme/widget@v0.9"]));
    }));
});
