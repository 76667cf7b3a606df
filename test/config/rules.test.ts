import { describe, expect, test } from "vitest";
import { configured, faultsIn, pathsOf } from "./reading.ts";

describe("keys", () => {
  test.each([
    ["workfow: x", "workfow", "Did you mean `workflow`?"],
    ["smoke_tests: {}", "smoke_tests", "Did you mean `smoke-tests`?"],
    ["gates: { a: { selfApproval: true } }", "gates.a.selfApproval", "Did you mean `self-approval`?"],
    ["approvals: 2", "approvals", "Did you mean `approvers`? It belongs in `gates.<name>`."],
    ["release: { tags: v* }", "release.tags", "It belongs at the top."],
    ["board: { colour: red }", "board.colour", "Remove it, or use `labels` or `checklist`."],
    [
      "announce: [{ irc: ANNOUNCE_X }]",
      "announce[0].irc",
      "Remove it, or use `discord`, `slack`, `prereleases`, `template` or `links-to`.",
    ],
    ["<<: { tags: v* }", "(not repeated)", /^Remove it, or use `tags`/],
  ])("%s is unknown", (text, path, remedy) => {
    const fault = faultsIn(text).find((one) => one.path === path || one.path === "<<");
    expect(fault?.says).toMatch(/is no key here$/);
    expect(fault?.remedy).toEqual(typeof remedy === "string" ? remedy : expect.stringMatching(remedy));
  });

  test("a key said twice is found where it stands again", () => {
    expect(faultsIn("workflow: a.yml\nworkflow: b.yml")).toEqual([
      {
        path: "workflow",
        says: "line 2, column 1: stands here again: `workflow` was said above",
        remedy: "Keep one of the two.",
      },
    ]);
  });
});

describe("types", () => {
  test.each([
    ["tags: 1.5", "must be a list, not a number"],
    ["tags: [1]", "must be text, not a whole number"],
    ["tags: []", "is empty"],
    ["branches: []", "is empty"],
    ["same-workflow: release.yml", "must be true or false, not text"],
    ['tags: ""', "is empty"],
    ["workflow:", "must be text, not empty"],
    ["workflow: [a.yml]", "must be text, not a list"],
    ["workflow: true", "must be text, not true or false"],
    ["version: pep440", "must be keys and values, not text"],
    ["gates: [pypi]", "must be names and what holds for them, not a list"],
    ["gates: { a: { optional: yes } }", "must be true or false, not text"],
    ['gates: { a: { approvals: "2" } }', "must be a whole number, not text"],
    ["gates: { a: { approvals: 1.5 } }", "must be a whole number, not a number"],
    ["gates: { a: { approvals: 0 } }", "is less than 1"],
    ["gates: { a: { approvals: 7 } }", "is more than 6"],
    ["gates: { a: { approvals: .inf } }", "must be a whole number, not a number"],
    ["gates: { a: { artifacts: [] } }", "is empty"],
    ["announce: ANNOUNCE_DISCORD", "must be a list, not text"],
    ["announce: [ANNOUNCE_DISCORD]", "must be keys and values, not text"],
    ["announce: [{ prereleases: true }]", "must name one channel, with `discord` or `slack`"],
    ["assets: [{ artifact: a }]", "is missing; it must be text"],
    ["just text", "must be keys and values, not text"],
    ["[]", "must be keys and values, not a list"],
  ])("%s", (text, says) => {
    expect(faultsIn(text).map((fault) => fault.says.replace(/^line \d+, column \d+: /, ""))).toEqual([says]);
  });

  test.each([
    ["version: { scheme: semver2 }", "Did you mean `semver`?"],
    ["gates: { pypi: { index: conda } }", "Choose `pypi`, `testpypi`, `npm`, `crates` or `none`."],
    ["gates: { pypi: { index: crate } }", "Did you mean `crates`?"],
    ["gates: { pypi: { index: PyPI } }", "Did you mean `pypi`?"],
    ["notes: { contributors: externals }", "Did you mean `external`?"],
    ["notes: { commits: hidden }", "Choose `folded`, `listed` or `none`."],
    ["release: { draft: after_publish }", "Did you mean `after-publish`?"],
    ["release: { prerelease: false }", "Choose `from-version`, `always` or `never`."],
  ])("%s is no choice", (text, remedy) => {
    expect(faultsIn(text).map((fault) => fault.remedy)).toEqual([remedy]);
  });

  test.each([
    [`board: { labels: [${"x,".repeat(21)}] }`, "board.labels"],
    [`tags: [${"x,".repeat(21)}]`, "tags"],
    [`announce: [${Array.from({ length: 11 }, (_, n) => `{discord: ANNOUNCE_${n}}`).join()}]`, "announce"],
    [`gates: {${Array.from({ length: 21 }, (_, n) => `g${n}: `).join()}}`, "gates"],
  ])("a list is not endless: %s", (text, path) => {
    expect(faultsIn(text)).toEqual([
      { path, says: expect.stringContaining("has more than"), remedy: expect.any(String) },
    ]);
  });
});

const long = (length: number) => "x".repeat(length);

describe("rules", () => {
  test.each([
    // tags
    ["tags: refs/tags/v*", "tags"],
    ["tags: [v*, 'v 1']", "tags[1]"],
    [`tags: ${long(201)}`, "tags"],
    ["tags: ['!v1*']", "tags"],
    // branches
    ["branches: refs/heads/main", "branches"],
    ["branches: [main, 'release 1']", "branches[1]"],
    [`branches: ${long(201)}`, "branches"],
    ["branches: ['!old']", "branches"],
    // workflow and paths
    ["workflow: release", "workflow"],
    ["workflow: workflows/release.yml", "workflow"],
    ["workflow: .github/workflows/deep/release.yml", "workflow"],
    ["workflow: acme/rocket/.github/workflows/release.yml@main", "workflow"],
    ["version: { file: /etc/passwd }", "version.file"],
    ["version: { file: ../other/version.py }", "version.file"],
    ["version: { file: a//b }", "version.file"],
    ["version: { file: 'C:\\a' }", "version.file"],
    ["board: { checklist: ./list.md }", "board.checklist"],
    ["board: { checklist: https://example.org/list.md }", "board.checklist"],
    // words
    ["board: { labels: [a, 'b,c'] }", "board.labels[1]"],
    [`board: { labels: [${long(51)}] }`, "board.labels[0]"],
    ["smoke-tests: { require: [linux, 'mac os'] }", "smoke-tests.require[1]"],
    ["smoke-tests: { require: [ok] }", "smoke-tests.require[0]"],
    ['release: { discussion: "a\\nb" }', "release.discussion"],
    // people
    ["approvers: { role: read }", "approvers.role"],
    ["approvers: { role: Maintain }", "approvers.role"],
    ["approvers: { role: none }", "approvers.role"],
    ["approvers: { role: https://x }", "approvers.role"],
    ["approvers: { users: ['@octocat'] }", "approvers.users[0]"],
    ["approvers: { users: [a b] }", "approvers.users[0]"],
    ["approvers: { teams: [Core Team] }", "approvers.teams[0]"],
    ["approvers: { teams: [octo/core] }", "approvers.teams[0]"],
    ["approvers: { role: none }", "approvers.role"],
    ["gates: { pypi: { approvers: { role: read } } }", "gates.pypi.approvers.role"],
    [
      "approvers: { role: none, users: [octocat] }\ngates: { pypi: { approvers: { users: [] } } }",
      "gates.pypi.approvers.role",
    ],
    ['gates: { pypi: { approvers: { users: ["@x"] } } }', "gates.pypi.approvers.users[0]"],
    ["gates: { pypi: { approvals-expire: 30d } }", "gates.pypi.approvals-expire"],
    ["gates: { pypi: { approvals-expire: never } }", "gates.pypi.approvals-expire"],
    ["gates: { pypi: { remind-after: 90m } }", "gates.pypi.remind-after"],
    ["gates: { pypi: { conditions: [notes] } }", "gates.pypi.conditions[0]"],
    ["gates: { pypi: { conditions: [build, smoke-tests] } }", "gates.pypi.conditions[1]"],
    ["notes: { exclude: ['@octo/core', \"a\\u202eb\"] }", "notes.exclude[0]", "notes.exclude[1]"],
    ["notes: { translations: ['@', ' weblate'] }", "notes.translations[0]", "notes.translations[1]"],
    ["notes: { intro: /intro.md }", "notes.intro"],
    ["notes: { members: collaborator }", "notes.members"],
    [
      "notes: { members: ['@octo/Core', '@a/b/c', octo/core, '@'] }",
      ...[0, 1, 2, 3].map((at) => `notes.members[${at}]`),
    ],
    ["notes: { leave-out-authors: ['@@renovate'] }", "notes.leave-out-authors[0]"],
    [
      "notes: { categories: [{ title: A, labels: x, exclude-authors: [a b] }] }",
      "notes.categories[0].exclude-authors[0]",
    ],
    ["notes: { categories: [{ title: A }] }", "notes.categories[0]"],
    ["notes: { categories: [{ title: A, paths: ['a', '*a*b*c*d'] }] }", "notes.categories[0].paths[1]"],
    [
      "notes: { categories: [{ title: A, types: ['feat(ui)', 'fix!'] }] }",
      "notes.categories[0].types[0]",
      "notes.categories[0].types[1]",
    ],
    ["notes: { title: '{repo} {tag}' }", "notes.title"],
    ["gates: { a: { escalate: ['@octocat'] } }", "gates.a.escalate[0]"],
    // gates
    ["gates: { all: }", "gates.all"],
    ["gates: { None: }", "gates.None"],
    ["gates: { prod eu: }", "gates.prod eu"],
    ['gates: { "pro\\u200bd": }', "gates.(not repeated)"],
    ['gates: { "": }', "gates.(not repeated)"],
    ["gates: { pypi: , PyPI: }", "gates.PyPI"],
    ["gates: { prod: { package: invokeai } }", "gates.prod.package"],
    ["gates: { pypi: { package: invokeai, index: none } }", "gates.pypi.package"],
    ["gates: { pypi: { package: -x } }", "gates.pypi.package"],
    ["gates: { pypi: { package: 'a b' } }", "gates.pypi.package"],
    ["gates: { pypi: { package: [a, -x] } }", "gates.pypi.package[1]"],
    ["gates: { pypi: { package: '@octo/a' } }", "gates.pypi.package"],
    ["gates: { npm: { package: '@octo/a/b' } }", "gates.npm.package"],
    ["gates: { rust: { index: crates, package: 1password } }", "gates.rust.package"],
    ["gates: { pypi: { package: [Octo.Tool, octo-tool] } }", "gates.pypi.package[1]"],
    ["gates: { crates: { package: [octo-tool, Octo_Tool] } }", "gates.crates.package[1]"],
    ["gates: { npm: { kinds: wheel } }", "gates.npm.kinds"],
    ["gates: { rust: { index: crates, kinds: [sdist] } }", "gates.rust.kinds"],
    ["gates: { prod: { package: [a, a] } }", "gates.prod.package", "gates.prod.package[1]"],
    ["gates: { pypi: { after: [prod] } }", "gates.pypi.after[0]"],
    ["gates: { pypi: { after: prod } }", "gates.pypi.after"],
    ["gates: { pypi: { after: pypi } }", "gates.pypi.after"],
    ["gates: { a: { after: b }, b: { after: c }, c: { after: b } }", "gates.b.after"],
    ["gates: { pypi: }\nsmoke-tests: { before: prod }", "smoke-tests.before"],
    ["gates: { pypi: { artifacts: [dist, 'di*'] } }", "gates.pypi.artifacts[1]"],
    // assets
    ["assets: [{ artifact: a/b, files: x }]", "assets[0].artifact"],
    ["assets: [{ artifact: a, files: 'x[' }]", "assets[0].files"],
    ["assets: [{ artifact: a, files: ../x }]", "assets[0].files"],
    ["assets: [{ artifact: a, files: '!x' }]", "assets[0].files"],
    ["assets: [{ artifact: a, files: '+(a|aa)' }]", "assets[0].files"],
    ["assets: [{ artifact: a, files: '*a*a*a*b' }]", "assets[0].files"],
    [`assets: [{ artifact: a, files: ${long(201)} }]`, "assets[0].files"],
    // announcements
    ["announce: [{ discord: DISCORD_URL }]", "announce[0].discord"],
    ["announce: [{ discord: ANNOUNCE_ }]", "announce[0].discord"],
    ["announce: [{ discord: ANNOUNCE_DISCORD_FILE }]", "announce[0].discord"],
    ["announce: [{ discord: PRIVATE_KEY }]", "announce[0].discord"],
    ["announce: [{ discord: ANNOUNCE_A }, { discord: ANNOUNCE_A }]", "announce[1].discord"],
    ["announce: [{ discord: ANNOUNCE_A }, { slack: ANNOUNCE_A }]", "announce[1].slack"],
    ["announce: [{ slack: https://hooks.slack.com/services/T0/B0/x }]", "announce[0].slack"],
    ["announce: [{ discord: ANNOUNCE_A, slack: ANNOUNCE_B }]", "announce[0]"],
    ["announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_B }]", "announce[0].links-to"],
    ["announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_A }]", "announce[0].links-to"],
    [
      "announce: [{ slack: ANNOUNCE_A }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_A }]",
      "announce[1].links-to",
    ],
    [
      "announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_B }, { discord: ANNOUNCE_B, links-to: ANNOUNCE_C }, { discord: ANNOUNCE_C, links-to: ANNOUNCE_B }]",
      "announce[1].links-to",
    ],
    [
      "announce: [{ discord: ANNOUNCE_A }, { slack: ANNOUNCE_B, links-to: ANNOUNCE_A, prereleases: true }]",
      "announce[1].prereleases",
    ],
    ["announce: [{ discord: ANNOUNCE_A, template: '{verson}' }]", "announce[0].template"],
    ["announce: [{ slack: ANNOUNCE_A, template: 'look <!channel>' }]", "announce[0].template"],
    ["announce: [{ slack: ANNOUNCE_A, template: 'ask <@U012AB3>' }]", "announce[0].template"],
    ["announce: [{ slack: ANNOUNCE_A, template: 'out: <{name}>' }]", "announce[0].template"],
    ["announce: [{ slack: ANNOUNCE_A, template: '<{url}|it> <{changes}' }]", "announce[0].template"],
    [`announce: [{ discord: ANNOUNCE_A, template: '${long(1201)}{url}' }]`, "announce[0].template"],
    [`announce: [{ discord: ANNOUNCE_A, template: '${long(2001)}' }]`, "announce[0].template"],
  ])("%s is refused at %s", (text, ...paths) => {
    expect(pathsOf(text)).toEqual(paths);
  });

  test.each([
    "tags: ['v*', '!v0*', 'hatch-v[0-9]+.*']",
    "workflow: build_and-publish.v2.yaml",
    "version: { scheme: semver, file: none }",
    "version: { file: packages/core/package.json }",
    "approvers: { role: Release Manager, users: [octocat, octo_acme] }",
    "approvers: { role: write }",
    "approvers: { role: none, users: [octocat] }\ngates: { pypi: { approvers: { teams: [core] } } }",
    "smoke-tests: { require: [linux-x86_64, windows+cuda, macos.arm], before: pypi }",
    "gates: { prod/eu: , test: { after: prod/eu } }",
    "gates: { constructor: , toString: { after: constructor } }",
    "gates: { a: , b: { after: a }, c: { after: [a, b] }, d: { after: [b, c] } }",
    "gates: { release: { index: pypi, package: Invoke.AI_x-1 } }",
    "gates: { npm: { package: ['@octo/tool', octo-tool, JSONStream] } }",
    "gates: { crates: { package: [octo-tool, octo_core] } }",
    "gates: { pypi: { kinds: [wheel, sdist] }, prod: { kinds: wheel } }",
    "assets: [{ artifact: dist, files: 'dist/**/*.{whl,tar.gz}' }, { artifact: dist, files: 'a[0-9]?.zip' }]",
    "notes: { exclude: ['dependabot[bot]', octocat, Weblate (bot)] }",
    "notes: { intro: docs/intro.md }",
    "notes: { intro: previous, title: '{repository} {version} ({tag})' }",
    "notes: { members: [association, collaborators, codeowners, '@octocat', '@Octo/core'] }",
    "notes: { leave-out-authors: 'renovate[bot]' }",
    "notes: { categories: [{ title: A, paths: src/**/*.py, types: feat }, { title: B, labels: '*' }] }",
    "announce: [{ discord: ANNOUNCE_DISCORD_2 }, { discord: ANNOUNCE_OTHER, prereleases: true }]",
    "announce: [{ discord: ANNOUNCE_A, links-to: ANNOUNCE_B }, { discord: ANNOUNCE_B, prereleases: true }]",
    "announce: [{ discord: ANNOUNCE_A }, { slack: ANNOUNCE_B, links-to: ANNOUNCE_A, template: '<{url}|{name}> { x }' }]",
    `announce: [{ discord: ANNOUNCE_A, template: '@everyone ${long(1100)} {name} {tag} {version} {kind} {url} {thanks} {changes}' }]`,
  ])("%s is fine", (text) => {
    expect(configured(text)).toBeDefined();
  });

  test("people of the notes stand there with `@` or without", () => {
    const lists = (
      name: string,
    ) => `notes: { exclude: '${name}', translations: '${name}', leave-out-authors: '${name}',
      categories: [{ title: A, labels: x, exclude-authors: '${name}' }] }`;
    expect(configured(lists("@octocat"))).toEqual(configured(lists("octocat")));
    expect(configured(lists("@renovate[bot]"))).toEqual(configured(lists("renovate[bot]")));
  });

  test("every circle is told once, with its way", () => {
    const faults = faultsIn("gates: { a: { after: b }, b: { after: a }, c: { after: c }, d: { after: a } }");
    expect(faults.map((fault) => [fault.path, fault.says.split(": ").at(-1)])).toEqual([
      ["gates.a.after", "`a` after `b` after `a`"],
      ["gates.c.after", "`c` after `c`"],
    ]);
  });
});
