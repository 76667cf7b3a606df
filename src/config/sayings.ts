import type { ConfigurationFault } from "../release/configuration.ts";
import type { Chapter } from "../replies/saying.ts";
import { readConfiguration } from "./configuration.ts";

/** How many of one thing. */
const many = (count: number, one: string) => one.repeat(count);

/** Text that is no YAML, or uses of it what the file may not. */
const BAD_YAML: Readonly<Record<string, string>> = {
  "too large": `#${many(65_536, "x")}`,
  "too deep": many(30, "["),
  "too much": `tags: [${many(10_001, "x,")}]`,
  "two documents": "tags: v*\n---\ntags: v*",
  "an escape that is none": 'tags: "\\q"',
  "bad indentation": "gates:\n  pypi:\n    optional: true\n   index: pypi",
  "an open quotation mark": 'tags: "v*',
  "a key that is no text": "? [a, b]\n: c",
  "a tab": "gates:\n\tpypi:",
  "no YAML for another reason": "tags: v* : w",
  "a YAML tag": "tags: !x v*",
  "an anchor": "workflow: &a release.yml",
  "an alias": "workflow: *a",

  "a key twice": "workflow: a.yml\nworkflow: b.yml",
  "a name that is none": "gates: { __proto__: }",
};

/** Values of the wrong kind, keys that there are not. */
const BAD_SHAPE: Readonly<Record<string, string>> = {
  "a key misspelt": "workfow: release.yml",
  "a key elsewhere": "board: { optional: true }",
  "a key at the top": "release: { tags: v* }",
  "a key unlike any": "board: { colour: red }",
  "a key that may be a secret": `${many(30, "a")}: x`,
  "another repository's file": "_extends: octo/.github",
  "a number for text": "workflow: 3",
  "a fraction for text": "workflow: 1.5",
  "nothing for text": "workflow:",
  "text for true or false": "gates: { pypi: { optional: yes } }",
  "text for a number": 'gates: { pypi: { approvals: "2" } }',
  "a number for a list": "tags: 1",
  "text for keys": "version: pep440",
  "true for keys": "version: true",
  "keys for text": "workflow: { file: release.yml }",
  "a list for names": "gates: [pypi]",
  "something missing": "assets: [{ artifact: installer }]",
  "a choice misspelt": "version: { scheme: semver2 }",
  "a choice unlike any": "gates: { pypi: { index: conda } }",
  "a choice that is no text": "release: { prerelease: false }",
  "too many entries": `tags: [${many(21, "v*,")}]`,
  "no entries": "tags: []",
  "too small": "gates: { pypi: { approvals: 0 } }",
  "too large a number": "gates: { pypi: { approvals: 7 } }",
};

/** What the shape allows and the rules do not. */
const AGAINST_RULES: Readonly<Record<string, string>> = {
  "a pattern of refs": "tags: refs/tags/v*",
  "patterns that only take away": "tags: ['!v1*']",
  "a pattern of branches' refs": "branches: refs/heads/main",
  "branches that only take away": "branches: ['!main']",
  "a workflow that is no file": "workflow: release",
  "a build that is no file": "build: ../build.yml",
  "a path outside": "version: { file: ../version.py }",
  "a label that is none": "board: { labels: ['a,b'] }",
  "a label of what comes that is none": "prepare: { labels: ['a,b'] }",
  "a milestone's placeholder that is none": "prepare: { milestone: 'Release {number}' }",
  "a branch to tag as a ref": "prepare: { branch: refs/heads/main }",
  "nobody may approve": "approvers: { role: none }",
  "everybody may approve": "approvers: { role: read }",
  "a role in capitals": "approvers: { role: Maintain }",
  "a role that is none": "approvers: { role: 'team:core' }",
  "an account with @": "approvers: { users: ['@octocat'] }",
  "an account that is none": "approvers: { users: [the octocat] }",
  "a team in capitals": "approvers: { teams: [Core Team] }",
  "a team with its organization": "approvers: { teams: [octo/core] }",
  "a smoke test of two words": "smoke-tests: { require: [mac os] }",
  "smoke tests before no gate": "gates: { pypi: }\nsmoke-tests: { before: prod }",
  "too many gates": `gates: { ${Array.from({ length: 21 }, (_, index) => `gate-${index}: `).join(", ")} }`,
  "a reserved name": "gates: { all: }",
  "a gate of two words": "gates: { prod eu: }",
  "the same gate twice": "gates: { pypi: , PyPI: }",
  "a package without an index": "gates: { prod: { package: tool } }",
  "a package's name that is none": "gates: { pypi: { package: a b } }",
  "kinds that the index does not take": "gates: { npm: { kinds: [sdist] } }",
  "a package twice": "gates: { pypi: { package: [tool, Tool] } }",
  "an artifact's name that is none": "assets: [{ artifact: a/b, files: '*.zip' }]",
  "after a gate misspelt": "gates: { testpypi: , pypi: { after: tespypi } }",
  "a circle": "gates: { a: { after: b }, b: { after: a } }",
  "notes too late": "gates: { pypi: { conditions: [notes] } }",
  "smoke tests of nothing": "gates: { pypi: { conditions: [smoke-tests] } }",
  "a time that is none": "gates: { pypi: { remind-after: 90m } }",
  "a pattern too long": "assets: [{ artifact: dist, files: '*a*a*a*b' }]",
  "a pattern of no files": "assets: [{ artifact: dist, files: ../x }]",
  "a pattern not closed": "assets: [{ artifact: dist, files: 'x[' }]",
  "an introduction outside": "notes: { intro: ../intro.md }",
  "members misspelt": "notes: { members: [asociation] }",
  "members without @": "notes: { members: [octocat] }",
  "an excluded name that is none": "notes: { exclude: ['@octo/core'] }",
  "an author that is none": "notes: { leave-out-authors: [the octocat] }",
  "a category of nothing": "notes: { categories: [{ title: Fixes }] }",
  "a category's pattern": "notes: { categories: [{ title: Docs, paths: [/docs] }] }",
  "a category's type": "notes: { categories: [{ title: New, types: ['feat:'] }] }",
  "a placeholder that is none": "notes: { title: 'Release {name}' }",
  "a category that is none": 'release: { discussion: "a\\nb" }',
  "an address for a name": "announce: [{ discord: https://discord.com/api/webhooks/1/x }]",
  "another variable": "announce: [{ discord: DISCORD_URL }]",
  "a file's variable": "announce: [{ discord: ANNOUNCE_DISCORD_FILE }]",
  "a channel twice": "announce: [{ discord: ANNOUNCE_A }, { discord: ANNOUNCE_A }]",
  "a link to no channel":
    "announce: [{ discord: ANNOUNCE_A }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_C }]",
  "a link to a channel unlike any": "announce: [{ discord: ANNOUNCE_B, links-to: ANNOUNCE_NEWS_ELSEWHERE }]",
  "a link to itself": "announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_A }]",
  "a link to Slack": "announce: [{ slack: ANNOUNCE_A }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_A }]",
  "links in a circle":
    "announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_B }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_A }]",
  "a link to what is not posted":
    "announce: [{ discord: ANNOUNCE_A }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_A, prereleases: true }]",
  "a placeholder misspelt": "announce: [{ discord: ANNOUNCE_A, template: '{verson} is out' }]",
  "a placeholder unlike any": "announce: [{ discord: ANNOUNCE_A, template: '{downloads} is out' }]",
  "a template that calls": "announce: [{ slack: ANNOUNCE_A, template: '<!here> {url}' }]",
  "a name in a template's brackets": "announce: [{ slack: ANNOUNCE_A, template: '<{name}> {url}' }]",
  "a template too long": `announce: [{ discord: ANNOUNCE_A, template: '${many(1201, "x")}' }]`,
  "two channels in one entry": "announce: [{ discord: ANNOUNCE_A, slack: ANNOUNCE_B }]",
};

/** Faulty files by what is wrong with them, each with one fault of every kind there is. */
export const FAULTY: Readonly<Record<string, string>> = {
  ...BAD_YAML,
  ...BAD_SHAPE,
  ...AGAINST_RULES,
  "many faults": Array.from({ length: 52 }, (_, index) => `zzz${index}: 1`).join("\n"),
};

/** What is said of each faulty file; of many faults the last. */
export function configurationChapter(): Chapter {
  return {
    title: "Faults of the configuration",
    sayings: Object.entries(FAULTY).map(([what, text]) => ({
      where: `file: ${what}`,
      text: lastFault(text),
    })),
  };
}

function lastFault(text: string): string {
  const file = readConfiguration(text, "");
  const fault: ConfigurationFault | undefined = file.is === "broken" ? file.faults.at(-1) : undefined;
  return fault === undefined ? "" : `\`${fault.path}\`: ${fault.says}. ${fault.remedy}`;
}
