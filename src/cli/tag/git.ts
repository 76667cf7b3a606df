import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Variables } from "../../env/reader.ts";
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

/** What the other side says for itself, then what git gives as the reason: its first error, else its last words. */
export function whyFailed({ errors }: Ran): string {
  const lines = errors.split("\n").map((line) => line.trim());
  const told = lines.filter((line) => line !== "" && !/^(?:hint:|remote:|To )/.test(line));
  const rejected = told
    .map((line) => /^! \[remote rejected\] .*\((?<reason>.+)\)$/.exec(line)?.groups?.["reason"])
    .find((reason) => reason !== undefined);
  // That it failed is known; a hook has said why before.
  const reasons = told.filter((line) => !line.startsWith("error: failed to push some refs"));
  const error = reasons.find((line) => /^(?:fatal|error|remote error|gpg):/.test(line));
  const reason = rejected ?? error ?? reasons.at(-1) ?? told.at(-1);
  return [
    ...remoteWords(lines),
    ...(reason === undefined ? [] : [reason.replace(/^(?:fatal|error): /, "")]),
  ].join("; ");
}

const MOST_LINES = 4;

/** The first lines that the remote's hooks and rules wrote; how far it has come is nobody's reason. */
function remoteWords(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => /^remote:(?<words>.*)$/.exec(line)?.groups?.["words"] ?? [])
    .map((words) => words.trim().replace(/^(?:error: |fatal: |- )|\.$/g, ""))
    .filter((words) => words !== "" && !/\d+%|, done$/.test(words))
    .slice(0, MOST_LINES);
}
