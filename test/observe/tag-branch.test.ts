import { beforeEach, expect, test } from "vitest";
import { eyesWith } from "../../src/cli/notes/eyes.ts";
import { createIdentity } from "../../src/cli/stage/identity.ts";
import { readingWithToken } from "../../src/github/token-reading.ts";
import { createLogger } from "../../src/log.ts";
import { observe } from "../../src/observe/observe.ts";
import { seen } from "../../src/release/fact.ts";
import { createProject, NAME, OWNER, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { configured, snapshot } from "../release/snapshot-builder.ts";

const clock = createVirtualClock(Date.UTC(2026, 10, 22));
const { app } = createIdentity();

let project: Project;
beforeEach(() => {
  project = createProject({
    clock,
    app: { ...app, deliver: async () => new Response(null, { status: 202 }) },
  });
});

function commit(branch: string, parents: readonly string[]): string {
  const { repo, people } = project;
  return repo.commit({
    branch,
    parents,
    files: { [`${branch}.txt`]: branch },
    message: `Work on ${branch}`,
    author: { login: people.writer },
  });
}

const main = () => project.repo.state.refs.get("refs/heads/main") ?? "";

/** What is seen of a tagged commit where these branches are allowed. */
async function look(sha: string, branches?: readonly string[]) {
  const { sandbox, people } = project;
  const github = readingWithToken(
    {
      baseUrl: `${sandbox.origin}/github`,
      clock,
      log: createLogger({ level: "fatal", format: "json" }),
      shared: createSharedInMemory(),
      userAgent: "test",
      fetch: (input, init) => sandbox.fetch(new Request(input, init)),
    },
    sandbox.github.userToken(app.slug, people.maintainer),
  );
  const known = snapshot({
    tag: seen({ object: sha, commit: sha }),
    configuration: configured(branches === undefined ? {} : { branches }),
  });
  const eyes = eyesWith(github, { owner: OWNER, name: NAME });
  return (await clock.busy(() => observe(eyes, known, [{ at: "tagBranch" }]))).tagBranch;
}

const off = (branches: readonly string[], more = 0) => seen({ is: "off", branches, more });

test("a commit is on the branches whose history has it", async () => {
  const first = main();
  const second = commit("main", [first]);
  const aside = commit("aside", [first]);
  expect(await look(first, ["main"])).toEqual(seen({ is: "on", branch: "main" }));
  expect(await look(second, ["main"])).toEqual(seen({ is: "on", branch: "main" }));
  expect(await look(aside, ["main"])).toEqual(off(["main"]));
  expect(await look(aside, ["main", "as*"])).toEqual(seen({ is: "on", branch: "aside" }));
});

test("a commit that is ahead of a branch is not on it", async () => {
  expect(await look(commit("next", [main()]), ["main"])).toEqual(off(["main"]));
});

test("patterns are GitHub's: `*` stops at a slash, and `!` takes away", async () => {
  const aside = commit("release/5.0/fix", [main()]);
  expect(await look(aside, ["release/*"])).toEqual(off([]));
  expect(await look(aside, ["release/**"])).toEqual(seen({ is: "on", branch: "release/5.0/fix" }));
  expect(await look(aside, ["release/**", "!release/5*/**"])).toEqual(off([]));
  expect(await look(aside, ["release"])).toEqual(off([]));
});

test("a tag of a branch's name stands for no branch", async () => {
  const aside = commit("aside", [main()]);
  project.repo.pushTag("main", { sha: aside, by: project.people.writer, silent: true });
  expect(await look(aside, ["main"])).toEqual(off(["main"]));
});

test("so many branches are looked at, and the rest is counted", async () => {
  const start = main();
  for (let number = 1; number <= 23; number += 1) commit(`r${number}`, [start]);
  const found = await look(commit("aside", [start]), ["r*"]);
  expect(found).toMatchObject({ is: "seen", value: { is: "off", more: 3 } });
});

test("nothing is looked at where any commit may be tagged", async () => {
  expect(await look(main())).toEqual({ is: "absent" });
  expect(project.sandbox.exchanges).toEqual([]);
});
