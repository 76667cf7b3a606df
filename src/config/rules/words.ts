import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";

/** Git's refs have no white space and at most 255 bytes with GitHub. */
export function tagPatternsReadable({ tags }: Written): readonly Finding[] {
  return (tags ?? [])
    .map((pattern, index) => ({ pattern, path: ["tags", index] }))
    .filter(({ pattern }) => /[\s\p{C}]|^!?refs\//u.test(pattern) || pattern.length > 200)
    .map(({ path }) => ({
      path,
      says: "is not a pattern of tags: one word of at most 200 characters, without `refs/tags/`",
      remedy: "Write a pattern such as `v*`; several of them as a list.",
    }));
}

export function tagPatternsGive({ tags }: Written): readonly Finding[] {
  return !tags?.every((pattern) => pattern.startsWith("!"))
    ? []
    : [
        {
          path: ["tags"],
          says: "only takes tags away: no tag is ever conducted",
          remedy: "Begin the list with a pattern that gives tags, such as `v*`.",
        },
      ];
}

/** Of a branch as of a tag; GitHub's own filter of branches has the same patterns. */
export function branchPatternsReadable({ branches }: Written): readonly Finding[] {
  return (branches ?? [])
    .map((pattern, index) => ({ pattern, path: ["branches", index] }))
    .filter(({ pattern }) => /[\s\p{C}]|^!?refs\//u.test(pattern) || pattern.length > 200)
    .map(({ path }) => ({
      path,
      says: "is not a branch: one word of at most 200 characters, without `refs/heads/`",
      remedy: "Write a name or a pattern such as `main` or `release/*`; several of them as a list.",
    }));
}

export function branchPatternsGive({ branches }: Written): readonly Finding[] {
  return !branches?.every((pattern) => pattern.startsWith("!"))
    ? []
    : [
        {
          path: ["branches"],
          says: "only takes branches away: no tag could ever be released",
          remedy: "Begin the list with a branch that releases come from, such as `main`.",
        },
      ];
}

/** Source: https://docs.github.com/issues/using-labels-and-milestones-to-track-work/managing-labels */
export function labelNames({ board }: Written): readonly Finding[] {
  return (board?.labels ?? []).flatMap((label, index) =>
    isLabel(label)
      ? []
      : [
          {
            path: ["board", "labels", index],
            says: "is not a label: at most 50 characters in one line, without a comma",
            remedy: "Write the label's name as the repository has it.",
          },
        ],
  );
}

export function isLabel(name: string): boolean {
  return /^(?=\S)[^\p{C},]{1,50}$/u.test(name);
}

/** What `/tested` understands as its first word; `ok` and `fail` are its second. */
export function smokeTestNames(written: Written): readonly Finding[] {
  return (written["smoke-tests"]?.require ?? []).flatMap((name, index) =>
    /^(?!(?:ok|fail)$)[\w.+-]{1,40}$/.test(name)
      ? []
      : [
          {
            path: ["smoke-tests", "require", index],
            says: "cannot be typed after `/tested`: one word of at most 40 letters, digits, `.`, `+`, `-` and `_`",
            remedy: "Write a word such as `linux`, but neither `ok` nor `fail`.",
          },
        ],
  );
}

export function discussionCategory({ release }: Written): readonly Finding[] {
  const category = release?.discussion;
  return category === undefined || /^(?=\S)[^\p{C}]{1,100}$/u.test(category)
    ? []
    : [
        {
          path: ["release", "discussion"],
          says: "is not the name of a category of discussions",
          remedy: "Write the category's name as the repository's discussions show it.",
        },
      ];
}
