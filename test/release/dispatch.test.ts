import { describe, expect, it } from "vitest";
import { type KnownDispatch, type Rival, startedRun } from "../../src/release/dispatch.ts";
import type { Run } from "../../src/release/snapshot.ts";

const APP = { id: 1, slug: "conductor" };
const PATH = ".github/workflows/build.yml";

const run = (id: number, createdAt: number): Run => ({
  id,
  attempt: 1,
  path: PATH,
  name: "build",
  commit: "c",
  event: "workflow_dispatch",
  status: "queued",
  createdAt,
  startedAt: createdAt,
  actor: { id: 9, login: "conductor[bot]" },
  url: "",
});

type Known = Readonly<Record<number, KnownDispatch>>;

describe("the run that a comment's dispatch has started", () => {
  it.each<[string, readonly Run[], readonly Rival[], Known, number | undefined]>([
    ["the only one since the comment", [run(7, 20)], [], {}, 7],
    ["none from before it", [run(7, 9)], [], {}, undefined],
    ["the one that GitHub named", [run(8, 21), run(7, 20)], [], { 5: { at: 0, sent: true, run: 8 } }, 8],
    ["none of two", [run(8, 21), run(7, 20)], [], {}, undefined],
    ["not the answer to another", [run(8, 21), run(7, 20)], [], { 6: { at: 0, sent: true, run: 8 } }, 7],
    ["none that a later comment may have started", [run(7, 20)], [{ comment: 6, since: 15 }], {}, undefined],
    ["the one before a later comment", [run(7, 20)], [{ comment: 6, since: 25 }], {}, 7],
    ["the one after an earlier comment", [run(7, 20)], [{ comment: 4, since: 5 }], {}, 7],
    ["none in the second of both", [run(7, 10)], [{ comment: 4, since: 10 }], {}, undefined],
  ])("is %s", (_, runs, rivals, dispatches, wanted) => {
    const asked = { comment: 5, since: 10, path: PATH, rivals };
    expect(startedRun({ app: APP, dispatches }, runs, asked)?.id).toBe(wanted);
  });
});
