import { describe, expect, it } from "vitest";
import { checkRunText } from "../../src/replies/check-run.ts";
import { snapshot } from "../release/snapshot-builder.ts";
import { planned } from "./planned.ts";
import { states } from "./states.ts";

describe("the check run on the tagged commit", () => {
  it.each([
    [
      "mismatch",
      "failure",
      "Stopped at version. The tag v5.0.0 says version 5.0.0, but invokeai/version/invokeai_version.py say…",
    ],
    ["running", undefined, "Waiting for the release workflow. The run is at work: 6 of 15 jobs done."],
    ["approvals", undefined, "Waiting for maintainers. Gate pypi has 0 of 1 approval."],
    [
      "held",
      undefined,
      "On hold by ebr. “the installer's icon is last year's”. Nothing irreversible happens before /unhold…",
    ],
    [
      "propagating",
      undefined,
      "Waiting for pypi. pypi does not serve invokeai-5.0.0.tar.gz yet, as is usual for some minutes. Noth…",
    ],
    [
      "released",
      "success",
      "v5.0.0 is released. It is published on pypi, public on GitHub and announced. The run still waits at…",
    ],
  ])("%s: %s, %s", (name, conclusion, title) => {
    const world = states[name] ?? snapshot();
    const text = checkRunText(planned(world), world);
    expect(text.title).toBe(title);
    expect([...text.title].length).toBeLessThanOrEqual(100);
    expect(text.conclusion).toBe(conclusion);
    expect(text.summary).toContain("https://github.com/invoke-ai/InvokeAI/issues/6905");
  });

  it("says the remedy with the problem", () => {
    const world = states["jobs failed"] ?? snapshot();
    expect(checkRunText(planned(world), world).summary).toContain("`/retry` runs the failed ones again");
  });

  it("stands refused where the tag is no version, with what to do", () => {
    const world = snapshot({ key: { repository: 1, tag: "v5-latest" } });
    expect(
      checkRunText(planned(world, { standing: { is: "refused" }, phases: [] }), world),
    ).toMatchInlineSnapshot(`
      {
        "conclusion": "failure",
        "state": "Refused",
        "summary": "The tag \`v5-latest\` matches the configured patterns, but is no version by PEP 440.

      If it was meant as a release, delete the tag with \`git push --delete origin v5-latest\` and tag a version such as \`v1.2.3\`. If not, narrow \`tags:\` in [\`.github/release-conductor.yml\`](https://github.com/invoke-ai/InvokeAI/blob/main/.github/release-conductor.yml).",
        "title": "Refused. The tag v5-latest is no version.",
      }
    `);
  });

  it("is neutral once a person closed the board", () => {
    const world = snapshot();
    const text = checkRunText(planned(world, { standing: { is: "abandoned" } }), world);
    expect([text.conclusion, text.title]).toEqual([
      "neutral",
      "Abandoned. This issue was closed by hand, so nothing more is done; reopen it to take the release up…",
    ]);
  });
});
