import { describe, expect, it } from "vitest";
import { reviewerAmong, strategiesOf } from "../../src/commands/strategies.ts";
import { seen, unknown } from "../../src/release/fact.ts";
import type { Reviewing, Snapshot } from "../../src/release/snapshot.ts";
import { atTheGates, environment, people } from "../release/snapshot-builder.ts";

const linkUrl = "https://conductor.example/link";
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;

function guarded(guards: Parameters<typeof environment>[1], overrides: Partial<Snapshot> = {}): Snapshot {
  return atTheGates({ environments: seen([environment("pypi", guards)]), linkUrl, ...overrides });
}

describe("a gate opens", () => {
  it.each([
    [{ rule: true }, ["rule"]],
    [{ rule: false, reviewers: ["lstein"] }, ["reviewer"]],
    [{ rule: true, reviewers: ["lstein"] }, ["rule", "reviewer"]],
    [{ rule: false }, ["link"]],
  ] as const)("where GitHub has %j, by %j", (guards, strategies) => {
    expect(strategiesOf(guarded(guards), "pypi")).toEqual(strategies);
  });

  it("by a click where nobody can link an account", () => {
    const { linkUrl: _, ...without } = guarded({ rule: true, reviewers: ["lstein"] });
    expect(strategiesOf(without, "pypi")).toEqual(["rule", "link"]);
    expect(reviewerAmong(without, "pypi", [people.lstein])).toEqual({ looks: [] });
  });
});

describe("a review is made in the name of", () => {
  const both = [people.ebr, people.lstein];
  const reviewing = (ebr: Reviewing, lstein: Reviewing) =>
    guarded(
      { rule: false, reviewers: ["lstein"] },
      { reviewing: { [people.ebr.id]: seen(ebr), [people.lstein.id]: seen(lstein) } },
    );
  const linked = (...environments: string[]): Reviewing => ({ is: "linked", environments });

  it("the first who approved and whom GitHub lets", () => {
    expect(reviewerAmong(reviewing(linked(), linked("PyPI")), "pypi", both).reviewer).toEqual(people.lstein);
    expect(reviewerAmong(reviewing(linked("pypi"), linked("pypi")), "pypi", both).reviewer).toEqual(
      people.ebr,
    );
  });

  it.each<[string, Reviewing]>([
    ["has linked no account", { is: "not-linked" }],
    ["is refused by GitHub", { is: "refused", why: "sso-missing" }],
    ["may review another environment only", linked("testpypi")],
  ])("nobody who %s", (_name, how) => {
    expect(reviewerAmong(reviewing(how, how), "pypi", both)).toEqual({ looks: [] });
  });

  it("nobody of whom it is not known yet, or who can't be asked about", () => {
    const at = guarded(
      { rule: false, reviewers: ["lstein"] },
      { reviewing: { [people.ebr.id]: unknown(fault) } },
    );
    expect(reviewerAmong(at, "pypi", both)).toEqual({
      looks: [{ at: "reviewing", user: people.lstein.id }],
      silent: fault,
    });
  });
});
