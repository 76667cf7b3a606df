import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SHAPES } from "../workflows/shapes.ts";

/** A repository of one of the shapes, with one commit. */
export type ShapeCheckout = {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  git(...words: readonly string[]): string;
  write(file: string, text: string): void;
  end(): void;
};

/** Makes it in a folder of its own, with tags at its commit, the oldest first. */
export function checkoutOf(shape: string, tags: readonly string[] = []): ShapeCheckout {
  const folder = mkdtempSync(path.join(tmpdir(), "shape-"));
  const variables = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CEILING_DIRECTORIES: tmpdir(),
    GIT_AUTHOR_NAME: "Ann",
    GIT_AUTHOR_EMAIL: "ann@example.com",
    GIT_COMMITTER_NAME: "Ann",
    GIT_COMMITTER_EMAIL: "ann@example.com",
  };
  const git = (...words: readonly string[]) =>
    execFileSync("git", words, {
      cwd: folder,
      env: variables,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  cpSync(path.join(SHAPES, shape), folder, { recursive: true });
  git("init", "--quiet", "-b", "main");
  git("add", "-A");
  git("commit", "--quiet", "-m", "Begin");
  for (const tag of tags) {
    git("tag", tag);
  }
  return { folder, variables, git, write, end: () => rmSync(folder, { recursive: true, force: true }) };
}
