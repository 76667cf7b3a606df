import { describe, expect, it } from "vitest";
import {
  attemptOf,
  attemptText,
  earlierRuns,
  memoryOf,
  releaseRun,
  supersededRuns,
  undecidedWorkflows,
} from "../../src/release/attempt.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import { emptyMemory } from "../../src/release/memory.ts";
import type { Run, Snapshot } from "../../src/release/snapshot.ts";
import {
  BLOB,
  board,
  COMMIT,
  configuration,
  configured,
  deployment,
  memory,
  pendingGate,
  RUN,
  run,
  START,
  snapshot,
  TAG_OBJECT,
} from "./snapshot-builder.ts";

const OTHER = "c0ffee1234567890c0ffee1234567890c0ffee12";
const DOCS = ".github/workflows/docs.yml";
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

/** Nothing configured but the tags: the workflow is to be found. */
function anyWorkflow(overrides: Partial<Snapshot>): Snapshot {
  const { workflow: _, ...rest } = configuration();
  return snapshot({ configuration: seen({ is: "valid", blob: BLOB, configuration: rest }), ...overrides });
}

describe("the release run", () => {
  it.each<[string, Partial<Run>]>([
    ["from a fork", { repository: 1 }],
    ["of a deleted fork", { repository: undefined as never }],
    ["of another workflow file of the same name", { path: DOCS }],
    ["by a pull request's workflow", { event: "pull_request_target" }],
    ["by a schedule", { event: "schedule" }],
    ["by another workflow", { event: "workflow_run" }],
    ["by a repository's dispatch", { event: "repository_dispatch" }],
    ["of a branch that has the tag's name, at another commit", { commit: OTHER }],
  ])("is none %s", (_name, overrides) => {
    expect(releaseRun(snapshot({ runs: seen([run(overrides)]) }))).toBeUndefined();
  });

  it("may be dispatched by a person", () => {
    expect(releaseRun(snapshot({ runs: seen([run({ event: "workflow_dispatch" })]) }))?.id).toBe(RUN);
  });

  it("is the newest at the tag's commit, whatever the order of the list", () => {
    const runs = seen([run({ id: 5 }), run({ id: 9 }), run({ id: 7 })]);
    expect(releaseRun(snapshot({ runs, board: absent }))?.id).toBe(9);
  });

  it("is none while the tag can't be seen", () => {
    expect(releaseRun(snapshot({ tag: unknown(fault) }))).toBeUndefined();
    expect(releaseRun(snapshot({ tag: absent }))).toBeUndefined();
  });

  it("is not the run of the old commit after the tag has moved", () => {
    const moved = snapshot({ tag: seen({ object: "b", commit: OTHER }) });
    expect(releaseRun(moved)).toBeUndefined();
    expect(supersededRuns(moved).map(({ id }) => id)).toEqual([RUN]);
  });

  it("is not the old run after the tag has come back to its commit, board or no board", () => {
    const runs = seen([run(), run({ id: RUN + 1, commit: OTHER })]);
    for (const there of [seen(board()), absent]) {
      const back = snapshot({ runs, board: there });
      expect(releaseRun(back)).toBeUndefined();
      expect(supersededRuns(back).map(({ id }) => id)).toEqual([RUN + 1, RUN]);
    }
  });

  it("is not a run of the board's earlier attempts, when nothing else shows it", () => {
    const known = board({
      memory: memory({
        superseded: [{ object: "a", commit: COMMIT, run: RUN }],
        attempt: { object: TAG_OBJECT, commit: COMMIT },
      }),
    });
    expect(releaseRun(snapshot({ board: seen(known) }))).toBeUndefined();
  });

  it("is not the old run after the tag was made anew at the same commit", () => {
    const renewed = snapshot({ tag: seen({ object: "new", commit: COMMIT }) });
    expect(releaseRun(renewed)).toBeUndefined();
    expect(supersededRuns(renewed).map(({ id }) => id)).toEqual([RUN]);
    const run2 = run({ id: RUN + 1 });
    expect(releaseRun({ ...renewed, runs: seen([run(), run2]) })).toEqual(run2);
  });

  it("supersedes an older unfinished run at the same commit, also one that no board knows", () => {
    const twice = snapshot({ runs: seen([run(), run({ id: RUN + 1 })]), board: absent });
    expect(supersededRuns(twice).map(({ id }) => id)).toEqual([RUN]);
  });
});

describe("where several workflows ran for the tag and none is configured", () => {
  const docs = run({ id: RUN + 1, path: DOCS });
  const both = seen([run(), docs]);
  const toDocs = deployment("github-pages", { id: 1, run: docs.id, job: 1 });

  it("it is the only one", () => {
    expect(releaseRun(anyWorkflow({ runs: seen([docs]), board: absent }))).toEqual(docs);
  });

  it("it is undecided until one waits at a gate", () => {
    const early = anyWorkflow({ runs: both, board: absent });
    expect(releaseRun(early)).toBeUndefined();
    expect(undecidedWorkflows(early)).toEqual([DOCS, ".github/workflows/release.yml"]);
  });

  it("it is the one at whose gate jobs wait, not the newer one that was deployed without any", () => {
    const gated = anyWorkflow({
      runs: both,
      deployments: seen([toDocs, deployment("pypi")]),
      pending: seen([pendingGate("pypi")]),
      board: absent,
    });
    expect(releaseRun(gated)?.id).toBe(RUN);
    expect(undecidedWorkflows(gated)).toEqual([]);
  });

  it("it is not the one that was deployed first while another may come to a gate yet", () => {
    const done = { ...docs, status: "completed", conclusion: "success" };
    expect(
      releaseRun(anyWorkflow({ runs: seen([run(), done]), deployments: seen([toDocs]), board: absent })),
    ).toBeUndefined();
  });

  it("it stays the remembered one when both have come to an environment", () => {
    const opened = { runs: both, deployments: seen([toDocs, deployment("pypi")]) };
    expect(releaseRun(anyWorkflow(opened))?.id).toBe(RUN);
    expect(releaseRun(anyWorkflow({ ...opened, board: absent }))).toBeUndefined();
  });

  it("it stays the remembered one when jobs of both wait", () => {
    const waiting = {
      runs: both,
      pending: seen([pendingGate("pypi"), pendingGate("github-pages", { run: docs.id })]),
    };
    expect(releaseRun(anyWorkflow(waiting))?.id).toBe(RUN);
    expect(releaseRun(anyWorkflow({ ...waiting, board: absent }))).toBeUndefined();
  });

  it("it stays the one that came to a gate first, when another waits at a gate of the same name", () => {
    const second = { runs: both, pending: seen([pendingGate("PyPI", { run: docs.id })]) };
    const opened = { ...second, deployments: seen([deployment("pypi")]) };
    expect(releaseRun(anyWorkflow(opened))?.id).toBe(RUN);
    expect(releaseRun(anyWorkflow({ ...second, deployments: seen([]) }))?.id).toBe(docs.id);
  });

  it("it is none that another workflow had before the tag was made again at the same commit", () => {
    const again = anyWorkflow({ runs: both, tag: seen({ object: "made-again", commit: COMMIT }) });
    const anew = run({ id: RUN + 2 });
    expect(releaseRun({ ...again, runs: seen([run(), docs, anew]) })?.id).toBe(anew.id);
  });

  it("it is none that another workflow had before the one that was conducted, until that one runs anew", () => {
    const conducted = board({
      memory: memory({ attempt: { object: TAG_OBJECT, commit: COMMIT, run: docs.id } }),
    });
    const again = anyWorkflow({
      runs: both,
      board: seen(conducted),
      pending: seen([pendingGate("pypi")]),
      tag: seen({ object: "made-again", commit: COMMIT }),
    });
    expect(releaseRun(again)).toBeUndefined();
    const [docsAnew, anew] = [run({ id: RUN + 2, path: DOCS }), run({ id: RUN + 3 })];
    const begun = {
      ...again,
      runs: seen([run(), docs, docsAnew, anew]),
      pending: seen([{ ...pendingGate("pypi"), run: anew.id }]),
    };
    expect(releaseRun(begun)?.id).toBe(anew.id);
  });

  it("a newer one of another workflow is in doubt until the conducted workflow runs anew: neither opened nor closed", () => {
    const conducted = board({
      memory: memory({ attempt: { object: TAG_OBJECT, commit: COMMIT, run: RUN } }),
    });
    const again = anyWorkflow({
      runs: both,
      board: seen(conducted),
      pending: seen([{ ...pendingGate("pypi"), run: docs.id }]),
      tag: seen({ object: "made-again", commit: COMMIT }),
    });
    expect(releaseRun(again)).toBeUndefined();
    expect(earlierRuns(again).map(({ id }) => id)).toEqual([RUN]);
    const anew = run({ id: RUN + 2 });
    expect(earlierRuns({ ...again, runs: seen([run(), docs, anew]) }).map(({ id }) => id)).toEqual([
      docs.id,
      RUN,
    ]);
  });

  it("a better choice supersedes nothing: no gate of the run chosen before is closed", () => {
    const guessed = board({
      memory: memory({
        attempt: { object: TAG_OBJECT, commit: COMMIT, run: docs.id },
        holds: [{ by: "ebr", comment: 1, at: 1 }],
      }),
    });
    const gated = anyWorkflow({ runs: both, pending: seen([pendingGate("pypi")]), board: seen(guessed) });
    expect(memoryOf(gated)).toMatchObject({ attempt: { run: RUN }, superseded: [], holds: [{ by: "ebr" }] });
    expect(supersededRuns(gated)).toEqual([]);
  });
});

describe("the attempt", () => {
  it("is what the tag points at and the newest run there", () => {
    expect(attemptOf(snapshot())).toEqual({ object: TAG_OBJECT, commit: COMMIT, run: RUN });
    expect(attemptOf(snapshot({ runs: seen([]) }))).toEqual({ object: TAG_OBJECT, commit: COMMIT });
  });

  it.each([
    ["without a tag", absent],
    ["with a tag of a tree", seen({ object: TAG_OBJECT })],
    ["with a tag that can't be seen", unknown(fault)],
  ])("is none %s", (_name, tag) => {
    expect(attemptOf(snapshot({ tag }))).toBeUndefined();
  });

  it("has a text of its own for every object, commit and run", () => {
    const texts = [
      { object: "a", commit: "b" },
      { object: "b", commit: "b" },
      { object: "a", commit: "c" },
      { object: "a", commit: "b", run: 1 },
      { object: "a", commit: "b", run: 2 },
    ].map(attemptText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe("the memory as of today", () => {
  it("begins with the first attempt, and with a configuration in force since ever", () => {
    const first = memoryOf(snapshot({ board: absent }));
    expect(first).toEqual({
      ...emptyMemory,
      attempt: { object: TAG_OBJECT, commit: COMMIT, run: RUN },
      configuration: { blob: BLOB, since: 0 },
    });
  });

  it("lets approvals lapse from the moment in which another configuration is seen", () => {
    const file = configured();
    const changed = snapshot({
      configuration: file.is === "seen" ? seen({ ...file.value, blob: "other" }) : file,
    });
    expect(memoryOf(changed).configuration).toEqual({ blob: "other", since: changed.now });
  });

  it("keeps the configuration it knows while the file can't be seen", () => {
    expect(memoryOf(snapshot({ configuration: unknown(fault) })).configuration).toEqual({
      blob: BLOB,
      since: 0,
    });
  });

  it("keeps the attempt while the tag is gone, and supersedes it by the next", () => {
    expect(memoryOf(snapshot({ tag: absent })).attempt?.run).toBe(RUN);
    const next = memoryOf(snapshot({ tag: seen({ object: "new", commit: OTHER }) }));
    expect(next).toMatchObject({ attempt: { object: "new", commit: OTHER }, superseded: [{ run: RUN }] });
  });

  it("does not supersede an attempt again while its run is still to show up", () => {
    const waiting = memory({
      attempt: { object: "new", commit: COMMIT },
      superseded: [{ object: TAG_OBJECT, commit: COMMIT, run: RUN }],
    });
    const later = snapshot({
      tag: seen({ object: "new", commit: COMMIT }),
      board: seen(board({ memory: waiting })),
      runs: seen([run(), run({ id: RUN + 1, createdAt: START })]),
    });
    expect(memoryOf(later)).toMatchObject({
      attempt: { object: "new", run: RUN + 1 },
      superseded: [{ run: RUN }],
    });
  });
});
