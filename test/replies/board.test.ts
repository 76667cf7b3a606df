import fc from "fast-check";
import type { Root } from "mdast";
import { describe, expect, it } from "vitest";
import { seen } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { boardBody, boardTitle } from "../../src/replies/board.ts";
import { headlineText } from "../../src/replies/headline.ts";
import {
  artifacts,
  atTheGates,
  board,
  CHECKS,
  comment,
  configured,
  GATED,
  gate,
  job,
  memory,
  people,
  published,
  run,
  runningJob,
  served,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";
import { kindsOf, LIVE_MENTION, parse, proseOf, textOf } from "./markdown.ts";
import { planned } from "./planned.ts";
import { states } from "./states.ts";

const bodyOf = (world: Snapshot) => boardBody(planned(world), world).body;
const newsOf = (world: Snapshot) => boardBody(planned(world), world).news;
const headlineOf = (world: Snapshot) => headlineText(planned(world), world);

describe("the board's first line", () => {
  it.each([
    [
      "mismatch",
      "**Stopped at version.** The tag `v5.0.0` says version `5.0.0`, but `invokeai/version/invokeai_version.py` says `5.0.0rc1`. And 1 more problem below.",
    ],
    [
      "running",
      "**Waiting for the release workflow since 2026-11-22 20:00 UTC, late after 2026-11-23 02:00 UTC.** [The run](https://github.com/invoke-ai/InvokeAI/actions/runs/10988001337) is at work: 6 of 15 jobs done.",
    ],
    ["jobs failed", "**Stopped at checks.** 1 job failed and 2 jobs cancelled."],
    [
      "gates",
      "**Waiting for testers since 2026-11-22 20:08 UTC, a reminder comes 2026-11-24 20:08 UTC.** Not tried yet: `windows`.",
    ],
    [
      "approvals",
      "**Waiting for maintainers since 2026-11-22 20:08 UTC, until 2026-12-22 20:08 UTC at the longest.** Gate `pypi` has 0 of 1 approval.",
    ],
    [
      "click needed",
      "**Waiting for `lstein` and `blessedcoolant` since 2026-11-22 20:08 UTC, until 2026-12-22 20:08 UTC at the longest.** Gate `pypi` waits for a reviewer's own click.",
    ],
    [
      "held",
      "**On hold by `ebr` since 2026-11-22 20:38 UTC.** “the installer's icon is last year's”. Nothing irreversible happens before `/unhold` (maintainers).",
    ],
    [
      "propagating",
      "**Waiting for `pypi` since 2026-11-22 21:09 UTC, late after 2026-11-22 21:39 UTC.** `pypi` does not serve `invokeai-5.0.0.tar.gz` yet, as is usual for some minutes. Nothing to do: it is asked again by itself.",
    ],
    ["other bytes", "**Stopped at verify `pypi`.** `pypi` serves other bytes than this run built."],
    ["drafted", "**Waiting for maintainers.** The GitHub release is drafted and complete."],
    [
      "released",
      "**`v5.0.0` is released.** It is published on `pypi`, public on GitHub and announced. The run still waits at `testpypi`; left alone, it turns red after 30 days.",
    ],
  ])("%s", (name, line) => {
    const world = states[name] ?? snapshot();
    expect(headlineOf(world)).toBe(line);
    expect(bodyOf(world).split("\n")[0]).toBe(line);
  });
});

describe("the board", () => {
  it.each(Object.entries(states))("reads well: %s", async (name, world) => {
    await expect(`${bodyOf(world)}\n`).toMatchFileSnapshot(`boards/${name.replaceAll(" ", "-")}.mkd`);
  });

  it("is called after its tag", () => {
    expect(boardTitle(snapshot())).toBe("Release v5.0.0");
    expect(boardTitle(snapshot({ key: { repository: 1, tag: "v1\u202e@x" } }))).toBe("Release v1@x");
  });

  it("says the same at another moment, as long as nothing else changed", () => {
    for (const world of Object.values(states)) {
      expect(bodyOf({ ...world, now: world.now + MINUTE })).toBe(bodyOf(world));
    }
  });

  it("ends with the way to the commands", () => {
    for (const world of Object.values(states)) {
      expect(bodyOf(world).split("\n").at(-1)).toBe("Commands: `/help`");
    }
  });

  it("groups jobs as their authors do, and folds them once all are green", () => {
    expect(bodyOf(states["gates"] ?? snapshot())).toContain(
      "<details><summary>Jobs: 15 of 15 green</summary>",
    );
    expect(bodyOf(states["gates"] ?? snapshot())).toContain("| `python-tests` | ✅ 10/10 |  |");
    const failed = bodyOf(states["jobs failed"] ?? snapshot());
    expect(failed).toContain("### Jobs: 12 of 15 green");
    expect(failed).toMatch(
      /\| `python-tests` \| ❌ 7\/10 \| \[`python-tests \/ py3\.10: macos-default`\]\(https:[^)]+\) \(at step `run pytest`\), /,
    );
  });

  it("offers nothing optional while something stops the release", () => {
    expect(bodyOf(states["other bytes"] ?? snapshot())).not.toContain("/approve testpypi");
    expect(bodyOf(states["propagating"] ?? snapshot())).toContain("`/approve testpypi`");
  });

  it("offers a hold only while it would hold something back", () => {
    expect(bodyOf(states["approvals"] ?? snapshot())).toContain("`/hold <reason>`");
    expect(bodyOf(states["held"] ?? snapshot())).not.toContain("`/hold <reason>`");
    expect(bodyOf(states["released"] ?? snapshot())).not.toContain("`/hold <reason>`");
  });

  it("says in whose name the app opened a gate", () => {
    expect(bodyOf(states["propagating"] ?? snapshot())).toMatch(
      /\| `pypi` \| ✅ published \|.*\| `lstein` \|/,
    );
  });

  it("names nobody who decided about it in an attempt before", () => {
    const world = published(served());
    const reviews = (world.reviews.is === "seen" ? world.reviews.value : []).flatMap((review) => [
      { ...review, state: "rejected" as const, by: "ebr", comment: "no" },
      { ...review, comment: "Approved by `ebr` in comment 1, for commit 5a2f9c1, run attempt 0." },
      review,
    ]);
    expect(bodyOf({ ...world, reviews: seen(reviews) })).toMatch(
      /\| `pypi` \| ✅ published \|.*\| `lstein` \|/,
    );
  });

  it("tells of a hold whose comment is gone", () => {
    const holds = [{ by: "ebr", comment: 1, at: GATED + MINUTE }];
    const world = atTheGates({ board: seen(board({ memory: memory({ holds }) })) });
    expect(bodyOf(world)).toContain("`ebr` said `/hold` (the comment is gone; the hold stands)");
  });

  it("shows every hold when there are several", () => {
    const hold = (by: string) => ({ by, comment: 1, at: GATED + MINUTE });
    const world = atTheGates({
      board: seen(board({ memory: memory({ holds: [hold("ebr"), hold("lstein")] }) })),
    });
    expect(bodyOf(world)).toContain("> - `lstein` since");
  });

  it("shows that the rules changed and what that does to approvals", () => {
    const configuration = { blob: "aaaaaaaaaa", since: 0 };
    const world = atTheGates({ board: seen(board({ memory: memory({ configuration }) })) });
    expect(bodyOf(world)).toMatch(
      /at `0f09c0b`, changed 2026-11-22 21:08 UTC: approvals said before do not count/,
    );
  });

  it("draws no arrow that others imply, and none to a phase that is left out", () => {
    const world = atTheGates({
      configuration: configured({ smokeTests: { require: [] }, gates: [gate("pypi")] }),
    });
    const picture = /```mermaid\n([\s\S]*?)```/.exec(bodyOf(world))?.[1] ?? "";
    const labels = new Map([...picture.matchAll(/(p\d+)\["([^"]+)"\]/g)].map(([, id, label]) => [id, label]));
    const arrows = [...picture.matchAll(/(p\d+) --> (p\d+)/g)].map(
      ([, from, to]) => `${labels.get(from)} → ${labels.get(to)}`,
    );
    expect(arrows).toEqual([
      "✓ tag → ✓ version",
      "✓ tag → ✓ checks",
      "✓ checks → ✓ build",
      "✓ version → ● publish pypi",
      "✓ build → ● publish pypi",
      "● publish pypi → verify pypi",
      "verify pypi → GitHub release",
      "GitHub release → announce ANNOUNCE_DISCORD",
    ]);
  });
});

describe("news", () => {
  const running = (done: number) =>
    snapshot({ jobs: seen(CHECKS.map((name, index) => (index < done ? job(name) : runningJob(name)))) });
  const failing = (failed: number, status: "in_progress" | "completed") =>
    snapshot({
      jobs: seen(
        CHECKS.map((name, index) => {
          if (index < failed) {
            return job(name, { conclusion: "failure" });
          }
          return status === "completed" ? job(name) : runningJob(name);
        }),
      ),
    });

  it("is not that one more job is done", () => {
    expect(newsOf(running(7))).toBe(newsOf(running(3)));
    expect(bodyOf(running(7))).not.toBe(bodyOf(running(3)));
  });

  it("is not which file of an index is late, nor that GitHub did not answer once", () => {
    const unanswered = {
      is: "unknown",
      because: { kind: "unreachable", whom: "GitHub", detail: "timeout" },
    } as const;
    expect(newsOf(published(served(1)))).toBe(newsOf(published(served(0))));
    expect(newsOf(snapshot({ jobs: unanswered }))).toBe(newsOf(running(3)));
  });

  it("is that a job failed, not how many, and then that the run can be tried again", () => {
    expect(newsOf(failing(1, "in_progress"))).not.toBe(newsOf(running(1)));
    expect(newsOf(failing(4, "in_progress"))).toBe(newsOf(failing(1, "in_progress")));
    expect(newsOf(failing(1, "completed"))).not.toBe(newsOf(failing(1, "in_progress")));
  });

  const approval = comment(2_400_000_020, people.lstein, "/approve pypi");
  it.each<readonly [string, Snapshot, Snapshot]>([
    ["a gate that is reached", running(15), atTheGates()],
    ["a smoke test", atTheGates(), atTheGates({ comments: seen(smokeTested.slice(0, 1)) })],
    [
      "an approval of two",
      atTheGates({
        comments: seen(smokeTested),
        configuration: configured({ gates: [gate("pypi", { approvals: 2 })] }),
      }),
      atTheGates({
        comments: seen([...smokeTested, approval]),
        configuration: configured({ gates: [gate("pypi", { approvals: 2 })] }),
      }),
    ],
    ["a hold", states["approvals"] ?? snapshot(), states["held"] ?? snapshot()],
    ["a gate that opened", states["approvals"] ?? snapshot(), published(served(0))],
    ["an index that serves everything", published(served(1)), published(served(2))],
    ["a draft", published(served(2)), states["drafted"] ?? snapshot()],
    ["a publication", states["drafted"] ?? snapshot(), states["released"] ?? snapshot()],
    ["another run attempt", snapshot(), snapshot({ runs: seen([run({ attempt: 2 })]) })],
    [
      "another configuration",
      snapshot(),
      snapshot({
        board: seen(board({ memory: memory({ configuration: { blob: "b", since: 0 } }) })),
        configuration: seen({
          is: "broken",
          blob: "c",
          faults: [{ path: "tags", says: "is no list.", remedy: "Write one." }],
          tags: ["v*"],
        }),
      }),
    ],
  ])("is %s", (_what, before, after) => {
    expect(newsOf(after)).not.toBe(newsOf(before));
  });
});

describe("with hostile names everywhere", () => {
  const TRICKS = [
    "@octo/everyone",
    "`@octo`",
    "</details><img src=x>",
    "<!--",
    "a|b|c",
    "\\|",
    "](https://evil.example)",
    "![x](https://e.example/x.png)",
    "# heading",
    "```\n# out\n",
    "\n\n> [!NOTE]",
    "octo/tool#1",
    "\u202egnp",
    "**",
    '"]; click p0 "https://evil.example"',
    "--> p0",
    "{{ matrix.os }}",
  ] as const;
  const trick = fc
    .array(fc.constantFrom(...TRICKS), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(" "));

  const hostile = (name: string, note: string): Snapshot =>
    atTheGates({
      configuration: configured({
        gates: [gate(name, { index: "pypi" }), gate("pypi")],
        announce: [{ channel: "discord", variable: name, prereleases: false }],
      }),
      jobs: seen([
        ...CHECKS.map((check) => job(check)),
        job(name, { conclusion: "failure", failedStep: note }),
        job(`${name} / ${note}`, { conclusion: note }),
      ]),
      artifacts: seen([...artifacts, { id: 9, name, size: 1, expired: false, run: run().id }]),
      contents: seen([
        {
          artifact: "dist",
          id: 9,
          is: "read",
          files: [{ name: `${note}.whl`, size: 1, sha256: "a".repeat(64) }],
        },
      ]),
      comments: seen([
        comment(
          77,
          { id: people.ebr.id, login: name },
          `/tested linux ok ${note.replace(/[\n\u202e]/g, " ")}`,
        ),
      ]),
      board: seen(
        board({
          memory: memory({
            holds: [{ by: name, comment: 1, at: GATED, reason: note }],
            superseded: [{ object: name, commit: note, run: 3 }],
          }),
        }),
      ),
      reviews: seen([{ environments: [name], state: "approved", by: name, comment: note }]),
    });

  /** The kinds of the board's parts, in order, with the width of each table and HTML as it stands. */
  const outline = (root: Root) =>
    root.children.map((node) => {
      const columns =
        node.type === "table" ? new Set(node.children.map((row) => row.children.length)) : new Set();
      return [node.type, ...columns, ...(node.type === "html" ? [node.value.slice(0, 30)] : [])];
    });

  it("the board keeps its structure, calls nobody and shows no picture", () => {
    const tame = outline(parse(bodyOf(hostile("name", "note"))));
    fc.assert(
      fc.property(trick, trick, (name, note) => {
        const root = parse(bodyOf(hostile(name, note)));
        expect(outline(root)).toEqual(tame);
        expect(kindsOf(root)).not.toContain("image");
        expect(proseOf(root)).not.toMatch(LIVE_MENTION);
        expect(proseOf(root)).not.toMatch(/#\d/);
        expect(textOf(root)).not.toMatch(/[\u202a-\u202e]/);
      }),
      { numRuns: 60 },
    );
  });

  it("suggests no shell command with a tag that a shell would read as more than a name", () => {
    const tag = "v5.0.0;$(id)";
    const world = { ...(states["jobs failed"] ?? snapshot()), key: { ...snapshot().key, tag } };
    expect(bodyOf(world)).not.toContain("git push");
    expect(bodyOf(states["jobs failed"] ?? snapshot())).toContain("git push --delete origin v5.0.0");
  });

  it("never grows past what GitHub takes, and leaves out whole parts instead of cutting one", () => {
    const jobs = Array.from({ length: 900 }, (_, index) =>
      job(`job ${index} ${"<&|>".repeat(30)}`, { conclusion: "failure" }),
    );
    const files = Array.from({ length: 900 }, (_, index) => ({
      name: `${index}${"[x]".repeat(100)}.whl`,
      size: 1,
      sha256: "a".repeat(64),
    }));
    const world = atTheGates({
      jobs: seen(jobs),
      contents: seen([{ artifact: "dist", id: 9, is: "read", files }]),
      artifacts: seen(
        Array.from({ length: 900 }, (_, id) => ({
          id,
          name: `${id} ${"&".repeat(200)}`,
          size: 1,
          expired: false,
          run: run().id,
        })),
      ),
      comments: seen(
        Array.from({ length: 90 }, (_, id) =>
          comment(id, { id, login: `person-${id}` }, `/tested linux fail ${"<".repeat(300)}`),
        ),
      ),
      rights: {},
    });
    const body = bodyOf(world);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toMatch(/\nToo long to show here: [^\n]+\.\n\nCommands: `\/help`$/);
    expect(parse(body).children.filter((node) => node.type === "html").length % 2).toBe(0);
    expect(body.split("\n")[0]).toBe(headlineOf(world));
  });
});
