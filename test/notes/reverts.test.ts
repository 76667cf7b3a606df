import { describe, expect, it } from "vitest";
import { settled } from "../../src/notes/reverts.ts";
import type { RangeCommit } from "../../src/release/range.ts";
import { pullRequest, range, rangeCommit } from "../release/range-builder.ts";

/** A squashed pull request: its number is its commit's. */
function squashed(number: number, title: string, body = "") {
  return {
    pull: pullRequest(number, "octocat", { title }),
    commit: rangeCommit(number, { subject: `${title} (#${number})`, body, pullRequests: [number] }),
  };
}

const sha = (nth: number) => rangeCommit(nth).sha;

function told(
  parts: readonly ReturnType<typeof squashed>[],
  commits: readonly RangeCommit[] = [],
): { readonly left: readonly string[]; readonly reverted: readonly string[] } {
  const {
    pullRequests,
    commits: alone,
    reverted,
  } = settled(
    range({
      pullRequests: parts.map(({ pull }) => pull),
      commits: [...parts.map(({ commit }) => commit), ...commits],
    }),
  );
  return {
    left: [...pullRequests.map(({ number }) => `#${number}`), ...alone.map((one) => one.subject)],
    reverted: reverted.map(({ what, by }) => `${what.name} by ${by.name}`),
  };
}

const icon = squashed(1, "Add an icon");

describe("a revert", () => {
  it.each([
    ["by the button's words", 'Revert "Add an icon"', "Reverts octo/tool#1"],
    ["by a number alone", 'Revert "Add an icon"', "Reverts #1"],
    ["by git's words", 'Revert "Add an icon"', `This reverts commit ${sha(1)}.`],
    ["by a short hash", "revert(ui): the icon", `This reverts commit ${sha(1).slice(0, 40)}`],
    ["by the number in what it quotes", 'Revert "Add an icon (#1)"', ""],
    ["by the title alone", 'Revert "Add an icon"', ""],
  ])("takes back what it names %s", (_, title, body) => {
    expect(told([icon, squashed(2, title, body)])).toEqual({ left: [], reverted: ["#1 by #2"] });
  });

  it.each([
    ["of something older", 'Revert "Old thing"', `This reverts commit ${"f".repeat(40)}.`],
    ["of another repository's", 'Revert "Their icon"', "Reverts evil/tool#1"],
    ["of a number that is not in here", 'Revert "Add an icon (#7)"', ""],
    ["in passing", "Rework icons", `* Revert "Add an icon"\n\nThis reverts commit ${sha(1)}.`],
    ["in words only", "Revert to the former layout", ""],
  ])("stays listed, and takes nothing back: %s", (_, title, body) => {
    expect(told([icon, squashed(2, title, body)])).toEqual({ left: ["#1", "#2"], reverted: [] });
  });

  it("comes after what it takes back", () => {
    expect(told([squashed(1, 'Revert "Add an icon"'), squashed(2, "Add an icon")]).left).toEqual([
      "#1",
      "#2",
    ]);
  });

  it("of a revert restores what that took back, whatever it is called", () => {
    const first = squashed(2, 'Revert "Add an icon"', "Reverts octo/tool#1");
    for (const again of [
      squashed(3, 'Revert "Revert "Add an icon""', "Reverts octo/tool#2"),
      squashed(3, 'Reapply "Add an icon"', `This reverts commit ${sha(2)}.`),
      squashed(3, 'Reapply "Add an icon"'),
    ]) {
      expect(told([icon, first, again])).toEqual({ left: ["#1"], reverted: ["#2 by #3"] });
      expect(told([icon, first, again, squashed(4, `Revert "${again.pull.title}"`, "Reverts #3")])).toEqual({
        left: [],
        reverted: ["#1 by #2", "#3 by #4"],
      });
    }
  });

  it("of two that look alike takes back neither by title", () => {
    const twice = [icon, squashed(2, "Add an icon")];
    expect(told([...twice, squashed(3, 'Revert "Add an icon"')]).reverted).toEqual([]);
  });

  it("of one commit of several leaves the pull request", () => {
    const pull = pullRequest(1, "octocat", { title: "Icons" });
    const revert = squashed(9, 'Revert "one of them"', `This reverts commit ${sha(1)}.`);
    const parts = [rangeCommit(1, { pullRequests: [1] }), rangeCommit(2, { pullRequests: [1] })];
    const all = range({ pullRequests: [pull, revert.pull], commits: [...parts, revert.commit] });
    expect(settled(all).pullRequests.map(({ number }) => number)).toEqual([1, 9]);
    const merge = rangeCommit(3, { isMerge: true, pullRequests: [1] });
    const ofAll = squashed(
      9,
      'Revert "Icons"',
      `This reverts commit ${merge.sha}, reversing\nchanges made to x.`,
    );
    const merged = range({ pullRequests: [pull, ofAll.pull], commits: [...parts, merge, ofAll.commit] });
    expect(settled(merged)).toMatchObject({ pullRequests: [], reverted: [{ what: { name: "#1" } }] });
  });

  it("of something older as well takes back what is here, and stays", () => {
    const both = squashed(
      2,
      'Revert "things"',
      `This reverts commit ${sha(1)}.\n\nThis reverts commit ${"e".repeat(40)}.`,
    );
    expect(told([icon, both])).toEqual({ left: ["#2"], reverted: ["#1 by #2"] });
  });

  it("may be a commit that came through no pull request", () => {
    const pushed = rangeCommit(5, { subject: "Try it" });
    const back = rangeCommit(6, { subject: 'Revert "Try it"', body: `This reverts commit ${pushed.sha}.` });
    expect(told([icon], [pushed, back, rangeCommit(7)])).toEqual({
      left: ["#1", "Change 7"],
      reverted: [`${pushed.sha.slice(0, 12)} by ${back.sha.slice(0, 12)}`],
    });
  });
});

describe("a range", () => {
  it("has each pull request once, in its order, and no merges", () => {
    const merge = rangeCommit(3, { isMerge: true });
    expect(told([squashed(2, "b"), icon, icon], [merge]).left).toEqual(["#2", "#1"]);
  });
});
