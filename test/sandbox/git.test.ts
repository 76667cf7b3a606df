import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestWorld, send, tokenFor } from "./world.ts";

const FILES = { "README.md": "# hello\n", "src/a.py": "a = 1\n", "src/deep/b.py": "b = 2\n", "src.txt": "x" };

const inGit = (at: number, email: string): { tree: string; commit: string } => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-git-"));
  try {
    const when = `${at / 1000} +0000`;
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: folder,
      GIT_AUTHOR_NAME: "Lincoln",
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: when,
      GIT_COMMITTER_NAME: "Lincoln",
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: when,
    };
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env }).toString().trim();
    git("init", "-q");
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    git("add", ".");
    const tree = git("write-tree");
    return { tree, commit: git("commit-tree", tree, "-m", "Begin") };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test("trees and commits have the shas git gives them", () => {
  const { repo, clock } = createTestWorld();
  const author = { name: "Lincoln", email: "l@example.com" };
  const sha = repo.commit({ files: FILES, message: "Begin\n", author });
  const real = inGit(clock.now(), author.email);
  expect(repo.state.objects.commits.get(sha)?.tree.sha).toBe(real.tree);
  expect(sha).toBe(real.commit);
});

test("a removed file leaves no empty directory behind, and equal content shares its tree", () => {
  const { repo } = createTestWorld();
  const author = { login: "lstein" };
  const first = repo.commit({ files: { a: "1" }, message: "one", author });
  repo.commit({ files: { "d/e/f": "2" }, message: "two", author });
  const third = repo.commit({ removes: ["d/e/f"], message: "three", author });
  const tree = (sha: string) => repo.state.objects.commits.get(sha)?.tree.sha;
  expect(tree(third)).toBe(tree(first));
  expect(repo.file("main", "d/e/f")).toBeUndefined();
});

test("a comparison starts at the merge base and pages from the oldest commit", async () => {
  const { repo, sandbox, installation } = createTestWorld();
  const author = { login: "lstein" };
  const root = repo.commit({ message: "root", author });
  const side = repo.commit({ branch: "side", parents: [root], message: "side", author, files: { s: "1" } });
  const shas = [1, 2, 3].map((n) => repo.commit({ message: `m${n}`, author, files: { n: `${n}` } }));
  const token = await tokenFor(sandbox, installation.id);
  const path = `/repos/invoke-ai/InvokeAI/compare/${side}...main`;
  const whole = await send(sandbox, `GET ${path}`, { token });
  expect(whole.body).toMatchObject({ status: "diverged", ahead_by: 3, behind_by: 1 });
  expect(whole.body.merge_base_commit.sha).toBe(root);
  expect(whole.headers.get("link")).toBeNull();
  const second = await send(sandbox, `GET ${path}?per_page=1&page=2`, { token });
  expect(second.body.commits.map((commit: { sha: string }) => commit.sha)).toEqual([shas[1]]);
  expect(second.body.files).toBeUndefined();
  expect(second.headers.get("link")).toContain('rel="next"');
});

test("histories from elsewhere keep their own shas", () => {
  const { repo } = createTestWorld();
  const sha = "1".repeat(40);
  expect(repo.commit({ sha, message: "old", author: { name: "A" }, at: 0, silent: true })).toBe(sha);
  expect(repo.head()).toBe(sha);
});
