import { describe, expect, it } from "vitest";
import { GitHubFault } from "../../src/github/fault.ts";
import type { Reading } from "../../src/github/github.ts";
import { stateOf } from "../../src/observe/aims/state.ts";
import { aims } from "../../src/observe/aims.ts";
import type { Eyes } from "../../src/observe/eyes.ts";
import { head } from "../../src/observe/head.ts";
import { DEFAULT_PREPARE, type PrepareRule } from "../../src/release/configuration.ts";
import { absent, given, seen } from "../../src/release/fact.ts";
import { BOARD, configured, START, snapshot } from "../release/snapshot-builder.ts";

const OPEN = {
  state: "OPEN",
  isDraft: false,
  mergeable: "MERGEABLE",
  reviewDecision: null,
  latestOpinionatedReviews: { nodes: [] as { state: string }[] },
  statusCheckRollup: { state: "SUCCESS" },
};
const reviews = (...states: readonly string[]) => ({
  latestOpinionatedReviews: { nodes: states.map((state) => ({ state })) },
});

describe("where an open pull request stands", () => {
  it.each([
    [{}, "waiting-for-review"],
    [{ reviewDecision: "REVIEW_REQUIRED" }, "waiting-for-review"],
    [{ reviewDecision: "REVIEW_REQUIRED", ...reviews("APPROVED") }, "waiting-for-review"],
    [{ reviewDecision: "APPROVED" }, "approved"],
    [{ reviewDecision: "CHANGES_REQUESTED" }, "changes-requested"],
    [reviews("APPROVED"), "approved"],
    [reviews("APPROVED", "CHANGES_REQUESTED"), "changes-requested"],
    [reviews("COMMENTED"), "waiting-for-review"],
    [{ reviewDecision: "APPROVED", statusCheckRollup: { state: "FAILURE" } }, "checks-failing"],
    [{ reviewDecision: "APPROVED", statusCheckRollup: { state: "ERROR" } }, "checks-failing"],
    [{ reviewDecision: "APPROVED", statusCheckRollup: { state: "PENDING" } }, "approved"],
    [{ reviewDecision: "APPROVED", statusCheckRollup: null }, "approved"],
    [{ reviewDecision: "APPROVED", mergeable: "CONFLICTING" }, "conflicts"],
    [{ reviewDecision: "APPROVED", mergeable: "UNKNOWN" }, "approved"],
    [{ isDraft: true, mergeable: "CONFLICTING" }, "draft"],
    [{ state: "MERGED" }, undefined],
    [{ state: "CLOSED" }, undefined],
  ])("%j: %s", (said, expected) => {
    expect(stateOf({ ...OPEN, ...said })).toBe(expected);
  });
});

type Pull = { number: number; milestone?: string; labels?: readonly string[]; linked?: string };

const titled = (title: string | undefined) => (title === undefined ? null : { title });

function raw({ number, milestone, labels = [], linked }: Pull) {
  return {
    id: `PR_${number}`,
    number,
    title: `Change ${number}`,
    url: `https://github.com/octo/tool/pull/${number}`,
    author: { login: "octocat", __typename: "User" },
    milestone: titled(milestone),
    labels: { nodes: labels.map((name) => ({ name })) },
    closingIssuesReferences: { nodes: linked === undefined ? [] : [{ milestone: titled(linked) }] },
  };
}

type There = {
  readonly pulls: readonly Pull[];
  readonly issues?: readonly number[];
  readonly hides?: boolean;
};

/** A repository with these open pull requests, the last touched first; keeps what it was asked. */
function gitHub({ pulls, issues = [], hides = false }: There) {
  const asked: Readonly<Record<string, unknown>>[] = [];
  const query = async (document: string, variables: Readonly<Record<string, unknown>>) => {
    asked.push(variables);
    if (hides && /statusCheckRollup/.test(document) && variables["checks"] !== false) {
      throw new GitHubFault({ kind: "broken", detail: "Resource not accessible by integration" });
    }
    if (document.includes("nodes(ids")) {
      const ids = variables["ids"] as readonly string[];
      return { nodes: ids.map((id) => ({ id, ...OPEN })) };
    }
    const from = Number(variables["after"] ?? 0);
    const to = from + Number(variables["first"]);
    return {
      repository: {
        ref: { target: { oid: "5a2f9c1" } },
        ...(variables["wanted"] === true
          ? {
              issues: {
                totalCount: issues.length + 2,
                nodes: issues.map((number) => ({
                  number,
                  title: "Bug",
                  url: "https://github.com/octo/tool",
                })),
              },
            }
          : {}),
        pullRequests: {
          totalCount: pulls.length,
          pageInfo: { hasNextPage: to < pulls.length, endCursor: String(to) },
          nodes: pulls.slice(from, to).map(raw),
        },
      },
    };
  };
  const github = { query: query as Reading["query"], seenAt: () => START + 5 } as Reading;
  return { asked, eyes: { github } as Eyes };
}

const known = (prepare: Partial<PrepareRule> = {}) =>
  snapshot({
    key: { repository: 1, tag: "v4.3.0" },
    configuration: configured({ prepare: { ...DEFAULT_PREPARE, ...prepare } }),
  });

describe("which pull requests aim at a release", () => {
  it.each<[Partial<PrepareRule>, Omit<Pull, "number">, string]>([
    [{}, { milestone: "v4.3.0" }, "milestone"],
    [{}, { milestone: "4.3.0" }, "milestone"],
    [{}, { milestone: "4.3" }, "milestone"],
    [{}, { milestone: " V4.3 " }, "milestone"],
    [{}, { milestone: "4.3.1" }, "none"],
    [{}, { linked: "4.3.0" }, "linked-issue"],
    [{}, { labels: ["4.3.0"] }, "none"],
    [{ labels: ["next"] }, { labels: ["Next"] }, "label"],
    [{ milestone: "none" }, { milestone: "4.3.0" }, "none"],
    [{ milestone: { template: "Release {version}" } }, { milestone: "Release 4.3.0" }, "milestone"],
    [{ milestone: { template: "{tag} (stable)" } }, { milestone: "v4.3.0 (stable)" }, "milestone"],
    [{ milestone: { template: "Release {version}" } }, { milestone: "4.3.0" }, "none"],
  ])("%j, %j: %s", async (rule, pull, expected) => {
    const { eyes } = gitHub({ pulls: [{ number: 7, ...pull }] });
    const found = given(await aims(eyes, known(rule)));
    expect(found?.pulls.map(({ by }) => by)[0] ?? "none").toBe(expected);
  });

  it("300 are looked through, 50 of them asked about, and the rest is counted", async () => {
    const pulls = Array.from({ length: 420 }, (_, nth) => ({ number: nth + 1, milestone: "4.3.0" }));
    const { eyes, asked } = gitHub({ pulls });
    const found = given(await aims(eyes, known()));
    expect(found).toMatchObject({ open: 420, read: 300, more: 250 });
    expect(found?.pulls).toHaveLength(50);
    expect(asked).toHaveLength(4);
  });

  it("issues and pull requests with a blocker's label block it, the board itself does not", async () => {
    const pulls = [{ number: 7, labels: ["Release-Blocker"] }, { number: 8 }];
    const { eyes } = gitHub({ pulls, issues: [9, BOARD, 3] });
    const found = given(await aims(eyes, known()));
    expect(found?.blockers.map(({ number }) => number)).toEqual([3, 7, 9]);
    expect(found).toMatchObject({ pulls: [], moreBlockers: 2 });
    const { eyes: others } = gitHub({ pulls, issues: [9] });
    expect(given(await aims(others, known({ blockers: [] })))?.blockers).toEqual([]);
  });

  it("where checks are not shown to the app, the rest is told without them", async () => {
    const { eyes } = gitHub({ pulls: [{ number: 7, milestone: "4.3.0" }], hides: true });
    expect(given(await aims(eyes, known()))?.pulls).toMatchObject([{ state: "waiting-for-review" }]);
    expect(await head(eyes, known())).toEqual(seen({ branch: "main", commit: "5a2f9c1" }));
  });
});

it("the branch is as configured, and absent where it is not there", async () => {
  const query: Reading["query"] = async () => ({ repository: { ref: null } }) as never;
  const github = { query } as Reading;
  expect(await head({ github } as Eyes, known({ branch: "release" }))).toEqual(absent);
  const { eyes, asked } = gitHub({ pulls: [] });
  expect(await head(eyes, known({ branch: "release" }))).toMatchObject({ value: { branch: "release" } });
  expect(asked).toMatchObject([{ ref: "refs/heads/release" }]);
});
