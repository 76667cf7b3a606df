import { expect } from "vitest";
import { WORKFLOW } from "../../src/sandbox/scenes/project.ts";
import { kindsOf, LIVE_MENTION, parse, proseOf } from "../replies/markdown.ts";
import { MINUTE } from "../stories/stage.ts";
import { deaf, toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { attacked, SOON } from "./stage.ts";
import { decisions, noApproval, written } from "./words.ts";

attack("four-tags", async () => {
  await attacked(async (told) => {
    const { stage, world, repo, people, setVersion, pass } = told;
    deaf(told);
    setVersion("5.0.0");
    repo.pushTags(["v5.0.0", "nightly", "show", "test"], { by: people.writer });
    await pass(9 * MINUTE);
    expect(repo.runs()).toEqual([]);
    expect(written(told)).toEqual([]);
    await stage.stop();
    await stage.start({ ...world, sweepMinutes: 10 });
    await pass(25 * MINUTE);
    const board = repo.issues()[0];
    expect(repo.issues()).toMatchObject([{ title: "Release v5.0.0" }]);
    expect(board?.body).toContain(
      "**Stopped at tag.** No run of the release workflow has started for `v5.0.0`",
    );
    expect(board?.body).toContain("makes no event for more than three tags in one push");
    expect(board?.body).toContain("`git push origin v5.0.0`, alone");
    expect(board?.body).toContain("*Run workflow*");
    repo.dispatchWorkflow(WORKFLOW, "v5.0.0", people.maintainer);
    await told.until("its gates", () => told.waiting(repo.runs()[0] as never).length === 2);
    await told.until("the board gone on", () => !board?.body?.includes("**Stopped at tag.**"));
    expect(repo.issues()).toHaveLength(1);
    await noApproval(told);
  });
});

type Output = { readonly title: string; readonly summary: string };

/** All of these Git takes as a tag's name. */
const HOSTILE = [
  "v1|@org/team",
  "v1<!--",
  "v1](http://evil.example)",
  "v1`id`",
  "v1$(id)",
  "v1;id",
  "v1<!channel>",
  "v1.0.0\u202egnp",
  "v1.0.0\u200b",
  "v1.0.0@everyone",
  "v1.0.0<img/src=x>",
  "v1.0.0%2F..%2Fheads",
  "v1/../../issues",
  "v5.0.0#1",
  "v5.0.0?x=1",
];

attack("hostile-tag-name", async () => {
  await attacked(async (told) => {
    const { repo, people, setVersion, pass } = told;
    setVersion("5.0.0");
    const { issue } = await toGates(told);
    for (const name of HOSTILE.filter((one) => !one.includes(".."))) {
      repo.pushTag(name, { by: people.writer });
    }
    await pass(10 * SOON);
    expect(repo.issues()).toEqual([issue]);
    expect(decisions(told)).toEqual([]);
    const outputs = told
      .writes()
      .filter(({ path }) => path.includes("/check-runs"))
      .map(({ requestBody }) => (requestBody as { readonly output: Output }).output)
      .filter(({ summary }) => summary.includes("is no version"));
    expect(outputs.length).toBeGreaterThan(8);
    for (const { title, summary } of outputs) {
      const root = parse(summary);
      expect(proseOf(root)).not.toMatch(LIVE_MENTION);
      expect(proseOf(root)).not.toMatch(/evil\.example|<|\$\(|#1/);
      expect(kindsOf(root)).not.toContain("html");
      expect(summary).not.toMatch(/git push[^`]*[$;|<(]/);
      expect(title + summary).not.toMatch(/[\u202a-\u202e\u200b]/);
    }
    for (const line of told.lines) {
      expect(line.trimEnd()).not.toContain("\n");
      expect(() => JSON.parse(line)).not.toThrow();
    }
    await noApproval(told);
  });
});
