import { createHash } from "node:crypto";
import type { Contributor, History, PastCommit, PastPull } from "./history.ts";

/** A pull request of the past: who, what, how many days before the release it was merged, and with whom. */
type Merged = readonly [number: number, title: string, author: string, daysAgo: number, coAuthor?: string];

const DAY = 24 * 60 * 60 * 1000;

const MERGED: readonly Merged[] = [
  [6801, "feat(ui): regional prompts on the canvas", "psychedelicious", 40],
  [6807, "fix(backend): free VRAM before a model is moved", "ryan-varga", 38],
  [6812, "feat(nodes): a node that joins masks", "dunkeroni", 33],
  [6815, "translations: Italian and Vietnamese", "weblate[bot]", 31, "linh-pham"],
  [6820, "fix(ui): keyboard shortcuts on AZERTY", "mathilde-r", 27],
  [6824, "docs: run behind a reverse proxy", "okonkwo-dev", 22],
  [6831, "feat(backend): load quantized checkpoints", "ryan-varga", 17, "psychedelicious"],
  [6833, "fix(installer): paths with spaces on Windows", "kwanghoon", 15],
  [6840, "chore: bump the container's base image", "dependabot[bot]", 12],
  [6844, "feat(ui): undo on the canvas", "blessedcoolant", 9, "mathilde-r"],
  [6852, "fix(api): cancel a queue item twice", "first-light", 5],
  [6853, "ci: an environment for each index", "lstein", 4],
  [6855, "feat(model manager): resume broken downloads", "psychedelicious", 3],
];

const MEMBERS = ["lstein", "psychedelicious", "blessedcoolant", "dunkeroni"];

/** Their first pull request is in the range. */
const NEWCOMERS = ["first-light"];

/** What was merged into the project between v4.2.9 and now: by members, by others, by bots, with co-authors. */
export function projectPast(now: number): History {
  const base = {
    tag: "v4.2.9",
    sha: shaOf("v4.2.9"),
    version: "4.2.9",
    message: "v4.2.9",
    at: now - 45 * DAY,
  };
  const commits = MERGED.map((merged, index): PastCommit => {
    const [number, title, author, daysAgo, coAuthor] = merged;
    const before = MERGED[index - 1];
    return {
      sha: shaOf(title),
      parents: [before === undefined ? base.sha : shaOf(before[1])],
      author,
      coAuthors: coAuthor === undefined ? [] : [coAuthor],
      message: `${title} (#${number})`,
      at: now - daysAgo * DAY,
    };
  });
  return {
    contributors: contributors(),
    base,
    mergeBase: base.sha,
    behindBy: 0,
    commits,
    version: base.version,
    pulls: MERGED.map(
      ([number, title, author, daysAgo]): PastPull => ({
        number,
        title,
        author,
        commits: [shaOf(title)],
        mergedAt: now - daysAgo * DAY,
      }),
    ),
  };
}

function contributors(): readonly Contributor[] {
  const logins = MERGED.flatMap(([, , author, , coAuthor]) => [
    author,
    ...(coAuthor === undefined ? [] : [coAuthor]),
  ]);
  return [...new Set(logins)].map((login) => ({
    login,
    name: login,
    standing: standingOf(login),
    contributedBefore: !NEWCOMERS.includes(login),
  }));
}

function standingOf(login: string): Contributor["standing"] {
  if (login.endsWith("[bot]")) {
    return "bot";
  }
  return MEMBERS.includes(login) ? "member" : "external";
}

function shaOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
