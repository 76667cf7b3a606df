import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OpenGate } from "../../src/release/action.ts";
import { absent, seen } from "../../src/release/fact.ts";
import { actionExamples } from "../../src/replies/examples/actions.ts";
import { approversIn, closedText, commentsIn, gateReportText, openedText } from "../../src/replies/gate.ts";
import { decidedBy } from "../../src/replies/gate-opener.ts";
import { BLOB, configured, sha256, snapshot } from "../release/snapshot-builder.ts";

const open: OpenGate = {
  ...actionExamples["open-gate"],
  approvals: [
    { by: 1, login: "lstein", comment: 2_400_000_003, right: "role maintain" },
    { by: 2, login: "hipsterusername", comment: 2_400_000_007, right: "named" },
  ],
  digests: ["InvokeAI-5.0.0-py3-none-any.whl", "invokeai-5.0.0.tar.gz"].map(
    (name) => `${name} sha256:${sha256(name)}`,
  ),
};

describe("what is said at a gate", () => {
  it("names who approved, where, and exactly what", () => {
    expect(openedText(open, snapshot())).toMatchInlineSnapshot(`
      "Approved by \`lstein\` and \`hipsterusername\` in https://github.com/invoke-ai/InvokeAI/issues/6905#issuecomment-2400000003 (and 2400000007), for commit 5a2f9c1, run attempt 1.
      \`InvokeAI-5.0.0-py3-none-any.whl sha256:6c9d828ff6203cea14d2d63adb07b25df421221b1328f67a3db9e1beb1a10005\`
      \`invokeai-5.0.0.tar.gz sha256:4be14f49b7f4b73a9137c030d95f72a92c9b7461c5b19936b9c4b6308ab23ef5\`"
    `);
  });

  it("can be read back: who opened the gate through the app", () => {
    const comment = openedText(open, snapshot());
    expect(approversIn(comment, "nobody")).toEqual(["lstein", "hipsterusername"]);
    expect(approversIn("Approved by `mallory` behind the app's back", "mallory")).toEqual(["mallory"]);
    expect(commentsIn(comment)).toEqual([2_400_000_003, 2_400_000_007]);
    expect(commentsIn("Approved by `mallory` behind the app's back")).toEqual([]);
    const review = {
      environments: ["PyPI"],
      state: "approved",
      by: "release-conductor[bot]",
      comment,
    } as const;
    expect(decidedBy(snapshot({ reviews: seen([review]) }), "pypi", "approved")).toEqual([
      "lstein",
      "hipsterusername",
    ]);
  });

  it("believes such a comment of nobody but the app", () => {
    const review = {
      environments: ["pypi"],
      state: "approved",
      by: "mallory",
      comment: openedText(open, snapshot()),
    } as const;
    expect(decidedBy(snapshot({ reviews: seen([review]) }), "pypi", "approved")).toEqual(["mallory"]);
  });

  it("never grows past what GitHub takes, and keeps digests whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (people, files) => {
        const text = openedText(
          {
            ...open,
            approvals: Array.from({ length: people }, (_, by) => ({
              by,
              login: `l${"o".repeat(37)}${by}`,
              comment: 10 ** 11 + by,
              right: "named",
            })),
            digests: Array.from(
              { length: files },
              (_, index) => `${index}-${"x".repeat(60)}.whl sha256:${"a".repeat(64)}`,
            ),
          },
          snapshot(),
        );
        expect(text.length).toBeLessThanOrEqual(1024);
        for (const line of text.split("\n").slice(1)) {
          expect(line).toMatch(/^(?:`\d+-x{60}\.whl sha256:a{64}`|… and \d+ more on the board)$/);
        }
      }),
    );
  });

  it("says why it is shut", () => {
    const close = { do: "close-gate", environment: "pypi", run: 1 } as const;
    expect(
      closedText({ ...close, because: { is: "superseded", commit: "c0ffee1234" } }, snapshot()),
    ).toMatchInlineSnapshot(
      `"Superseded: the tag \`v5.0.0\` has moved on to 5a2f9c1, and this run built c0ffee1. See https://github.com/invoke-ai/InvokeAI/issues/6905"`,
    );
    expect(
      closedText(
        {
          ...close,
          because: {
            is: "rejected",
            by: "lstein",
            comment: 7,
            runAttempt: 2,
            reason: "@octo/all `no` front end",
          },
        },
        snapshot(),
      ),
    ).toMatchInlineSnapshot(
      `"Rejected by \`lstein\` in comment 7, run attempt 2: @​octo/all &#96;no&#96; front end. See https://github.com/invoke-ai/InvokeAI/issues/6905"`,
    );
  });

  it("says how somebody could open it where nobody can", () => {
    const faults = [{ path: "gates.pypi.approvals", says: "is 0.", remedy: "Write 1 or more." }] as const;
    expect(gateReportText("pypi", snapshot({ configuration: absent }))).toMatchInlineSnapshot(
      `"\`pypi\` waits for an approval that nobody can give: this repository has no [\`.github/release-conductor.yml\`](https://github.com/invoke-ai/InvokeAI/blob/main/.github/release-conductor.yml). Add the file (an empty one will do), or have an admin start the waiting job on the run's page."`,
    );
    expect(
      gateReportText(
        "pypi",
        snapshot({ configuration: seen({ is: "broken", blob: BLOB, faults, tags: ["v*"] }) }),
      ),
    ).toMatchInlineSnapshot(
      `"\`pypi\` can't be opened from comments: [\`.github/release-conductor.yml\`](https://github.com/invoke-ai/InvokeAI/blob/main/.github/release-conductor.yml) is broken (\`gates.pypi.approvals\`: is 0). Mend the file on \`main\`; it is read again by itself, and approvals count anew from then on."`,
    );
    expect(gateReportText("pypi", snapshot({ configuration: configured() }))).toMatchInlineSnapshot(
      `"\`pypi\` waits for a run of \`v5.0.0\`, which is no version and so no release here. Delete the tag and push one that is a version, or have an admin start the waiting job on the run's page."`,
    );
  });
});
