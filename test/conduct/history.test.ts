import { describe, expect, it } from "vitest";
import type { EvidenceRecord } from "../../src/conduct/evidence-record.ts";
import { type Deed, history } from "../../src/conduct/history.ts";
import { actionText } from "../../src/release/action.ts";
import { actionExamples } from "../../src/replies/examples/actions.ts";
import type { LedgerEntry } from "../../src/store/store.ts";

type Line = readonly [LedgerEntry["kind"], Deed];

/** A ledger from kinds and deeds, one second apart. */
function ledger(...entries: readonly Line[]): readonly LedgerEntry[] {
  return entries.map(([kind, data], index) => ({
    key: { repository: 1, tag: "v1" },
    number: index + 1,
    at: index * 1_000,
    kind,
    data,
    previous: "",
    hash: "",
  }));
}

const OPEN = actionText(actionExamples["open-gate"]);
const open: Deed = { action: "open-gate", text: OPEN };

describe("what the ledger tells", () => {
  it("is nothing at first", () => {
    expect(history([])).toEqual({
      tagBurnt: false,
      checkRunInsteadOfBoard: false,
      reported: [],
      futile: [],
      begun: new Map(),
      refused: [],
      opened: [],
      dispatches: new Map(),
      reruns: [],
    });
  });

  it("is the run of a start, or that it certainly did not happen, and no more than that it was begun", () => {
    const start: Deed = { action: "dispatch", comment: 9 };
    const known = (...entries: readonly Line[]) => history(ledger(...entries)).dispatches.get(9);
    expect(known(["decided", start])).toEqual({ at: 0 });
    expect(known(["decided", start], ["did", { ...start, result: { run: 7 } }])).toEqual({
      at: 1_000,
      sent: true,
      run: 7,
    });
    const failed: Deed = { ...start, detail: "no" };
    expect(known(["decided", start], ["failed", { ...failed, ambiguous: false }])).toEqual({
      at: 1_000,
      refused: "no",
    });
    expect(known(["failed", { ...failed, ambiguous: true }])).toEqual({ at: 0, sent: true });
    expect(known(["did", { action: "cancel-run", result: { run: 7 } }])).toBeUndefined();
  });

  it("is the number of the GitHub release that was made, and that its tag is burnt", () => {
    const made: Deed = { action: "create-draft", text: "draft", result: { release: 7 } };
    expect(history(ledger(["did", made]))).toMatchObject({ release: 7, tagBurnt: false });
    const burnt: Deed = {
      action: "publish-release",
      fault: "refused",
      detail: "PATCH …: 422 Validation Failed: tag_name was used by an immutable release",
    };
    expect(history(ledger(["did", made], ["failed", burnt]))).toMatchObject({ release: 7, tagBurnt: true });
    expect(history(ledger(["did", burnt]))).toMatchObject({ tagBurnt: false });
  });

  it("is the number of the board, the newest one", () => {
    const made = (board: number): Line => ["did", { action: "create-board", result: { board } }];
    expect(history(ledger(made(4), made(9), ["did", open])).board).toBe(9);
  });

  it("is which gates were reported on", () => {
    const report = (reported: string): Line => ["did", { action: "report-gate", result: { reported } }];
    expect(history(ledger(report("1/pypi"), report("2/pypi"))).reported).toEqual(["1/pypi", "2/pypi"]);
  });

  it.each<[string, readonly Line[], readonly string[]]>([
    [
      "accepted three times before somebody said /resume, and twice since",
      [
        ["did", open],
        ["did", open],
        ["did", open],
        ["did", { action: "write-board", result: { resumed: 1 } }],
        ["did", open],
        ["did", open],
      ],
      [],
    ],
    [
      "accepted twice",
      [
        ["did", open],
        ["did", open],
      ],
      [],
    ],
    [
      "accepted three times",
      [
        ["did", open],
        ["did", open],
        ["did", open],
      ],
      [OPEN],
    ],
    [
      "refused three times",
      [
        ["failed", { ...open, fault: "refused" }],
        ["failed", { ...open, fault: "forbidden" }],
        ["did", open],
      ],
      [OPEN],
    ],
    [
      "unanswered three times",
      [
        ["failed", { ...open, fault: "unreachable" }],
        ["failed", { ...open, fault: "broken" }],
        ["failed", { ...open, fault: "unreachable" }],
      ],
      [],
    ],
    [
      "meant three times",
      [
        ["decided", open],
        ["decided", open],
        ["decided", open],
      ],
      [],
    ],
    [
      "different each time",
      [
        ["did", open],
        ["did", open],
        ["did", { ...open, text: `${OPEN} ` }],
      ],
      [],
    ],
    [
      "refused three times because the app was shut out",
      [
        ["failed", { text: "open", fault: "forbidden", shutOut: true }],
        ["failed", { text: "open", fault: "forbidden", shutOut: true }],
        ["failed", { text: "open", fault: "forbidden", shutOut: true }],
      ],
      [],
    ],
    [
      "of no weight",
      [
        ["did", { action: "react" }],
        ["did", { action: "react" }],
        ["did", { action: "react" }],
      ],
      [],
    ],
  ])("is that an action is futile, when it was %s", (_name, entries, futile) => {
    expect(history(ledger(...entries)).futile).toEqual(futile);
  });

  it("is which actions were refused three times, since somebody last said /resume", () => {
    const refusal: Line = ["failed", { ...open, fault: "refused" }];
    const resumed: Line = ["did", { action: "write-board", result: { resumed: 1 } }];
    const refused = (...entries: readonly Line[]) => history(ledger(...entries)).refused;
    expect(refused(refusal, refusal, refusal)).toEqual([OPEN]);
    expect(refused(refusal, ["did", open], refusal)).toEqual([]);
    expect(refused(refusal, refusal, resumed, refusal)).toEqual([]);
  });

  it("is for whom a run was run again, unless GitHub has certainly refused that", () => {
    const again: Deed = {
      action: "rerun-failed-jobs",
      text: actionText(actionExamples["rerun-failed-jobs"]),
    };
    const reruns = (...entries: readonly Line[]) => history(ledger(...entries)).reruns;
    const begun = [{ run: 1, runAttempt: 2, by: 4 }];
    expect(reruns(["decided", again])).toEqual(begun);
    expect(reruns(["decided", again], ["did", again])).toEqual(begun);
    const failed: Deed = { ...again, fault: "broken", ambiguous: true };
    expect(reruns(["decided", again], ["failed", failed])).toEqual(begun);
    expect(reruns(["decided", again], ["failed", { ...failed, ambiguous: false }])).toEqual([]);
    const earlier = JSON.stringify({ do: "rerun-failed-jobs", run: 1, runAttempt: 1 });
    expect(reruns(["decided", { ...again, text: earlier }])).toEqual([]);
  });

  it("is what a gate was opened for, with what else is recorded of the bytes", () => {
    const { environment, run, runAttempt } = actionExamples["open-gate"];
    const [filename, sha256] = ["tool-5.0.0.tar.gz", "a".repeat(64)];
    const opened = (...entries: readonly Line[]) => history(ledger(...entries)).opened;
    const bare = { environment, run, runAttempt, files: [{ filename, sha256 }] };
    expect(opened(["decided", open], ["did", open])).toEqual([bare]);
    const files = [{ file: filename, sha256, sha512: "c" }] as unknown as EvidenceRecord["files"];
    const saw = { release: "o/r@v1", commit: "5a", run, runAttempt, files } satisfies EvidenceRecord;
    expect(opened(["saw", saw as Deed], ["decided", open])).toEqual([
      { ...bare, files: [{ filename, sha256, sha512: "c" }] },
    ]);
  });

  it("is since when a creation is begun of which nobody knows the end", () => {
    const create: Deed = { action: "create-draft", text: "draft" };
    expect(history(ledger(["decided", create])).begun).toEqual(new Map([["create-draft", 0]]));
    expect(
      history(ledger(["decided", create], ["failed", { ...create, fault: "unreachable", ambiguous: true }]))
        .begun.size,
    ).toBe(1);
    expect(history(ledger(["decided", create], ["failed", { ...create, fault: "refused" }])).begun.size).toBe(
      0,
    );
    expect(history(ledger(["decided", create], ["did", create])).begun.size).toBe(0);
    expect(history(ledger(["decided", create], ["did", create], ["decided", create])).begun).toEqual(
      new Map([["create-draft", 2_000]]),
    );
  });

  it.each(["create-board", "prepare-release", "take-up-release"])(
    "is when a board was made by %s, of which GitHub may not know everywhere yet",
    (action) => {
      const create: Deed = { action, text: "board" };
      expect(history(ledger(["decided", create], ["did", create])).begun).toEqual(new Map([[action, 1_000]]));
    },
  );

  it("is whether the check run was written in place of the board", () => {
    const wrote = (insteadOfBoard: boolean): ["did", Deed] => [
      "did",
      { action: "write-check-run", result: { insteadOfBoard } },
    ];
    expect(history(ledger(wrote(true))).checkRunInsteadOfBoard).toBe(true);
    expect(history(ledger(wrote(true), wrote(false))).checkRunInsteadOfBoard).toBe(false);
  });
});
