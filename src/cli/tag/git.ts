import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Variables } from "../../env-reader.ts";
import { systemCode } from "../system-code.ts";

/** How a git command ended. `code` is absent where there is no git to run. */
export type Ran = { readonly code?: number; readonly output: string; readonly errors: string };

/** Runs git with these words, each one argument: no shell reads them. */
export type Git = (...words: readonly string[]) => Promise<Ran>;

/** Whatever the user's own settings: output to be read by a program. */
const SETTINGS = ["--no-pager", "-c", "core.quotePath=false", "-c", "log.showSignature=false"];

/**
 * The git of this machine, in a directory. Its words are untranslated; whom it asks for a password or a passphrase, and
 * which hooks it runs, is the user's own affair.
 */
export function createGit(directory: string, variables: Variables): Git {
  return async (...words) => {
    const git = spawn("git", [...SETTINGS, ...words], {
      cwd: directory,
      env: { ...variables, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
      // A hook or a signature may ask on the terminal.
      stdio: ["inherit", "pipe", "pipe"],
    });
    const ended = new Promise<{ readonly code?: number; readonly failure?: string }>((resolve) => {
      git.once("error", (error) => resolve({ failure: systemCode(error) }));
      git.once("close", (code) => resolve({ code: code ?? 1 }));
    });
    const [output, errors, end] = await Promise.all([text(git.stdout), text(git.stderr), ended]);
    const { failure, ...code } = end;
    return { ...code, output, errors: failure ?? errors };
  };
}

/** What it printed, without the end of the line; undefined where it failed. */
export function said({ code, output }: Ran): string | undefined {
  return code === 0 ? output.replace(/\n$/, "") : undefined;
}

/** The parts of output that git ends with NUL each. */
export function parts(output: string): readonly string[] {
  return output.split("\0").filter((part) => part !== "");
}

/** What git gives as the reason: its first line of an error, else the last that it said. */
export function whyFailed({ errors }: Ran): string {
  const lines = errors.split("\n").map((line) => line.trim());
  const told = lines.filter((line) => line !== "" && !line.startsWith("hint:"));
  const reason = told.find((line) => /^(?:fatal|error|remote error|gpg):/.test(line)) ?? told.at(-1) ?? "";
  return reason.replace(/^(?:fatal|error): /, "");
}
