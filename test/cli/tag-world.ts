import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { addressesIn, createIdentity } from "../../src/cli/stage/identity.ts";
import { runTag, type TagRun } from "../../src/cli/tag/run.ts";
import {
  CONFIGURATION,
  CONFIGURATION_FILE,
  createProject,
  type Project,
  VERSION_FILE,
  WORKFLOW,
} from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

/** What the repository is called: nobody asks there, since git is told to look for it in a folder. */
export const ADDRESS = "https://github.com/invoke-ai/InvokeAI.git";

/** A command that somebody ran, and how it ended. */
export type Ran = { readonly code: number; readonly output: string; readonly errors: string };

/** How the command is run; of what is undefined nothing is said. */
export type More = Omit<TagRun, "repository"> & { readonly repository: string | undefined };

/** A folder with real git repositories, and a GitHub and indexes in memory behind real sockets. */
export type TagWorld = {
  readonly folder: string;
  /** The clone in which the command is run. */
  readonly clone: string;
  readonly bare: string;
  readonly project: Project;
  readonly variables: Readonly<Record<string, string>>;
  /** Runs git, in the clone unless told; gives what it prints. */
  git(words: string, where?: string): string;
  write(file: string, text: string, where?: string): void;
  commit(message: string, files?: Readonly<Record<string, string>>, where?: string): string;
  /** What HEAD of the clone is. */
  head(): string;
  /** Commits and pushes the branch; gives the commit. */
  push(files?: Readonly<Record<string, string>>, message?: string): string;
  /** Another clone of the remote. */
  cloneAgain(name: string, words?: string): string;
  /** A hook of the clone, or of another git directory. */
  hook(name: string, script: string, where?: string): void;
  /** Git signs with a program that does this first. */
  signsWith(first: string): void;
  tag(version?: string, more?: Partial<More>): Promise<Ran>;
  /** What is in the way, a line each; nothing may have been done. */
  against(version?: string, more?: Partial<More>): Promise<readonly string[]>;
  /** What the remote's tags point at. */
  tags(): Readonly<Record<string, string>>;
  /** What the clone's tags point at. */
  localTags(): Readonly<Record<string, string>>;
  end(): Promise<void>;
};

export const versionText = (version: string) => `__version__ = "${version}"\n`;

/** Git's settings: who commits, and where the address leads; nothing of the user's or the machine's own. */
const settingsOf = (folder: string) =>
  `[user]\n\tname = Ann\n\temail = ann@example.com\n[url "${folder}/remote.git"]\n\tinsteadOf = ${ADDRESS}\n`;

const gitVariables = (folder: string) => ({
  PATH: process.env["PATH"] ?? "",
  HOME: folder,
  GIT_CONFIG_GLOBAL: path.join(folder, "gitconfig"),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
});

const runIn = (words: readonly string[], where: string, env: Readonly<Record<string, string>>) =>
  execFileSync("git", words, {
    cwd: where,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trimEnd();

let template: string | undefined;

/** A remote and its clone with one commit, made once: copies are cheaper. */
function templateFolder(): string {
  if (template !== undefined) return template;
  const folder = mkdtempSync(path.join(tmpdir(), "tag-template-"));
  const variables = gitVariables(folder);
  const clone = path.join(folder, "clone");
  const git = (words: string, where = clone) => runIn(words.split(" "), where, variables);
  writeFileSync(variables.GIT_CONFIG_GLOBAL, settingsOf(folder));
  git("init --quiet --bare -b main remote.git", folder);
  git("init --quiet -b main clone", folder);
  git(`remote add origin ${ADDRESS}`);
  const files = {
    "README.md": "# InvokeAI\n",
    [WORKFLOW]: releaseWorkflow,
    [VERSION_FILE]: versionText("5.0.0"),
    [CONFIGURATION_FILE]: CONFIGURATION,
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
    writeFileSync(path.join(clone, file), text);
  }
  git("add -A");
  git("commit --quiet -m Begin");
  git("push --quiet -u origin main");
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  template = folder;
  return folder;
}

export async function createTagWorld(): Promise<TagWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), "tag-"));
  cpSync(templateFolder(), folder, { recursive: true });
  const { app } = createIdentity();
  const deliver = async () => new Response(null, { status: 202 });
  const clock = createVirtualClock(Date.UTC(2026, 10, 22));
  const project = createProject({ clock, app: { ...app, deliver } });
  const server = await listen(project.sandbox);
  const bare = path.join(folder, "remote.git");
  const clone = path.join(folder, "clone");
  const variables = {
    ...gitVariables(folder),
    GITHUB_TOKEN: project.sandbox.github.userToken(app.slug, project.people.maintainer),
    ...addressesIn(server.url),
  };
  writeFileSync(variables.GIT_CONFIG_GLOBAL, settingsOf(folder));
  const git: TagWorld["git"] = (words, where = clone) => runIn(words.split(" "), where, variables);
  const write: TagWorld["write"] = (file, text, where = clone) => {
    mkdirSync(path.dirname(path.join(where, file)), { recursive: true });
    writeFileSync(path.join(where, file), text);
  };
  const commit: TagWorld["commit"] = (message, files = {}, where = clone) => {
    for (const [file, text] of Object.entries(files)) write(file, text, where);
    git("add -A", where);
    runIn(["commit", "--quiet", "--allow-empty", "-m", message], where, variables);
    return git("rev-parse HEAD", where);
  };
  const tagsIn = (where: string) => {
    const lines = git("for-each-ref --format=%(refname:strip=2)=%(objectname) refs/tags", where);
    return Object.fromEntries(
      lines
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split("=")),
    );
  };
  const world: TagWorld = {
    folder,
    clone,
    bare,
    project,
    variables,
    git,
    write,
    commit,
    head: () => git("rev-parse HEAD"),
    push(files, message = "Go on") {
      const sha = commit(message, files);
      git("push --quiet origin HEAD");
      return sha;
    },
    cloneAgain(name, words = "") {
      git(`clone --quiet ${words} file://${bare} ${name}`.replace(/ +/g, " "), folder);
      return path.join(folder, name);
    },
    hook(name, script, where = path.join(clone, ".git")) {
      const file = path.join(where, "hooks", name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
    },
    signsWith(first) {
      const program = path.join(folder, "sign");
      const lines = ["BEGIN PGP SIGNATURE", "END PGP SIGNATURE"].map((line) => `echo "-----${line}-----"`);
      const told = 'echo "[GNUPG:] SIG_CREATED " >&2';
      writeFileSync(program, ["#!/bin/sh", "cat >/dev/null", `( ${first} )`, told, ...lines, ""].join("\n"));
      chmodSync(program, 0o755);
      git(`config gpg.program ${program}`);
    },
    async against(version, more = {}) {
      const [tags, local] = [world.tags(), world.localTags()];
      const { code, errors } = await world.tag(version, more);
      expect([world.tags(), world.localTags()], "nothing is done").toEqual([tags, local]);
      expect(code).not.toBe(0);
      return errors
        .split("\n")
        .filter((line) => line.startsWith("  "))
        .map((line) => line.trim());
    },
    async tag(version, more = {}) {
      const { repository, ...rest } = { repository: "invoke-ai/InvokeAI", ...more };
      let output = "";
      let errors = "";
      const code = await runTag({
        ...(version === undefined ? {} : { version }),
        directory: clone,
        userAgent: "test",
        sign: false,
        move: false,
        yes: true,
        dryRun: false,
        offline: false,
        json: false,
        variables,
        output: { write: (text) => (output += text) },
        errors: { write: (text) => (errors += text) },
        ...rest,
        ...(repository === undefined ? {} : { repository }),
      });
      return { code, output, errors };
    },
    tags: () => tagsIn(bare),
    localTags: () => tagsIn(clone),
    async end() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
