import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { standingOf } from "../../src/pipeline/standing.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import type { WorkflowFile } from "../../src/release/workflow.ts";
import {
  board,
  COMMIT,
  configured,
  githubRelease,
  memory,
  REPOSITORY,
  START,
  snapshot,
  TAG_OBJECT,
} from "../release/snapshot-builder.ts";

/** A tag of a minute ago, of which the app has known for eleven, without any run. */
function without(overrides: Partial<Snapshot> = {}): Snapshot {
  return snapshot({
    board: absent,
    checkRun: absent,
    runs: seen([]),
    jobs: absent,
    knownFor: 11 * MINUTE,
    ...overrides,
  });
}

const lightweight = (at: number) => ({
  tag: seen({ object: COMMIT, commit: COMMIT }),
  taggedCommit: seen({ at, skipsRuns: false }),
});
const tagged = (at: number) => ({
  tag: seen({ object: TAG_OBJECT, commit: COMMIT, tagger: { name: "lstein", at } }),
});

describe("a tag without a run and without a board", () => {
  it.each<[string, Partial<Snapshot>, string]>([
    ["that the app has known for ten minutes", { knownFor: 10 * MINUTE }, "conducted"],
    ["that it has known for less", { knownFor: 10 * MINUTE - SECOND }, "not-yet no-run"],
    ["that was tagged a week ago", tagged(START + 10 * MINUTE - 7 * DAY), "conducted"],
    ["that is older", tagged(START + 10 * MINUTE - 7 * DAY - SECOND), "not-yet no-run"],
    ["that is from the future", tagged(START + DAY), "not-yet no-run"],
    ["that is older than the configuration", { configuredAt: seen(START) }, "not-yet no-run"],
    ["whose configuration came at an unknown time", { configuredAt: absent }, "not-yet no-run"],
    ["that is lightweight, on a young commit", lightweight(START - HOUR), "conducted"],
    ["that is lightweight, on an old commit", lightweight(START - 8 * DAY), "not-yet no-run"],
    [
      "that is lightweight, on a commit without a date",
      { ...lightweight(0), taggedCommit: absent },
      "not-yet no-run",
    ],
    ["whose board somebody has deleted", { knownBoard: 7 }, "not-yet no-run"],
    [
      "that is public",
      { githubReleases: seen([githubRelease({ draft: false })]) },
      "left-alone already-released",
    ],
    ["that is no version", { key: { repository: REPOSITORY, tag: "v5-latest" } }, "refused"],
    [
      "of which GitHub does not tell whether it is public",
      { githubReleases: unknown({ kind: "unreachable", whom: "GitHub", detail: "503" }) },
      "not-yet unanswered",
    ],
  ])("%s", (_, overrides, expected) => {
    const { standing } = standingOf(without(overrides));
    expect("why" in standing ? `${standing.is} ${standing.why}` : standing.is).toBe(expected);
  });

  it("is asked about no further before its time", () => {
    const young = without({
      knownFor: MINUTE,
      configuredAt: unseen,
      githubReleases: unseen,
      taggedCommit: unseen,
    });
    expect(standingOf(young).look).toEqual([]);
    expect(plan(young).again).toBe(young.now + MINUTE);
  });
});

const path = ".github/workflows/release.yml";
const read = (on: Extract<WorkflowFile, { is: "read" }>["on"]): Snapshot["workflowFile"] =>
  seen({ path, is: "read", jobs: [], ...(on === undefined ? {} : { on }) });
const FITS = { dispatch: true, tagPush: { only: ["v*"] } };

describe("a tag without a run is stopped with the cause", () => {
  const stop = (overrides: Partial<Snapshot>) => {
    const step = plan(without(overrides)).phases.find(({ name }) => name === "tag")?.step;
    return step?.is === "stopped" && step.because.is === "no-run" ? step.because : step;
  };

  it.each<[string, Partial<Snapshot>, object]>([
    ["the file is not there", { workflowFile: absent }, { is: "workflow-absent", path }],
    [
      "no file is configured",
      { workflowFile: absent, configuration: withoutWorkflow() },
      { is: "no-event", dispatchable: true },
    ],
    [
      "the file can't be read",
      { workflowFile: seen({ path, is: "unread", why: "holds no jobs that can be read" }) },
      { is: "workflow-unread", path, why: "holds no jobs that can be read" },
    ],
    [
      "its `on:` says otherwise",
      { workflowFile: read({ dispatch: false }) },
      { is: "not-in-on", path, dispatchable: false },
    ],
    [
      "the commit keeps runs from starting",
      { workflowFile: read(FITS), taggedCommit: seen({ at: START, skipsRuns: true }) },
      { is: "skip-ci" },
    ],
    ["nothing shows", { workflowFile: read(FITS) }, { is: "no-event", dispatchable: true }],
    [
      "GitHub does not show the file",
      { workflowFile: unknown({ kind: "broken", whom: "GitHub", detail: "502" }) },
      { is: "no-event", dispatchable: true },
    ],
  ])("%s", (_, overrides, cause) => {
    expect(stop(overrides)).toEqual({ is: "no-run", tag: "v5.0.0", since: START - MINUTE, cause });
  });

  it("on its board since when the board remembers it, for this tag alone", () => {
    const waits = (of: string) =>
      seen(board({ memory: memory({ waits: { tag: { for: "run", since: START - 5 * MINUTE, of } } }) }));
    expect(stop({ board: waits(TAG_OBJECT) })).toMatchObject({ is: "no-run", since: START - 5 * MINUTE });
    expect(stop({ board: waits("another") })).toMatchObject({
      is: "waiting",
      on: { for: "run" },
      deadline: START + 20 * MINUTE,
    });
    const unread = { workflowFile: unseen, taggedCommit: unseen } as const;
    expect(stop({ ...unread, board: waits("another") })).toMatchObject({ is: "waiting" });
    expect(stop({ ...unread, board: waits(TAG_OBJECT) })).toMatchObject({
      is: "look",
      at: [{ at: "workflowFile" }, { at: "taggedCommit" }],
    });
    const waiting = without({ board: waits("another") });
    expect(plan(waiting).again).toBe(waiting.now + MINUTE);
  });
});

function withoutWorkflow(): Snapshot["configuration"] {
  const file = configured();
  if (file.is !== "seen" || file.value.is !== "valid") {
    throw new Error("the builder's configuration is in order");
  }
  const { workflow: _, ...configuration } = file.value.configuration;
  return seen({ ...file.value, configuration });
}
