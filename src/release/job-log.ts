import { causeIn, type PublishCause } from "./publish-cause.ts";
import { redacted } from "./redacted.ts";

/** The log of a failed job: what it tells, or why it can't be read, now or later. */
export type JobLog = ({ readonly is: "read" } & LogText) | { readonly is: "refused"; readonly why: string };

type LogText = {
  /** The lines of the failing step that matter, in order: foreign text, without time stamps, colours and secrets. */
  readonly lines: readonly string[];
  /** Absent: none of the known ones. */
  readonly cause?: PublishCause;
  /** False when the log is longer than is read, so that its end is not known. */
  readonly whole: boolean;
};

/** Takes a log line by line, and keeps no more of it than matters. */
export type LogSieve = {
  /** One line, without its line break; may be cut. */
  add(line: string): void;
  told(): Omit<LogText, "whole">;
};

/** Lines kept of a step: what it says last is why it failed. */
const MOST_KEPT = 400;
const MOST_FAILED = 5;
const MOST_SHOWN = 10;
const LONGEST = 200;

/** The runner begins each step, nested ones of composite actions included, with a folded part that repeats its input. */
const STEP = /^##\[group\]Run /;
const HEADER_END = "##[endgroup]";
/** What the runner does after the steps. */
const AFTERWARDS = /^(?:Post job cleanup\.|Cleaning up orphan processes)/;
const FAILED = /^##\[error\]/;
/** Says only that something has failed, which is known. */
const EXIT_CODE = /^##\[error\](?:Process completed with exit code|Docker run failed with exit code)/;
/** Progress bars, commands of the runner, empty lines. */
const NOISE = /^\s*$|[━█]{3}|\d%\s*\||^##\[(?:debug|command|section|endgroup)\]/;
const TELLING = new RegExp(
  [
    String.raw`^##\[error\]`,
    String.raw`^\s*(?:ERROR|error|Error|E)(?:\b|:|\[)`,
    "^npm (?:ERR!|error)",
    String.raw`HTTPError|\b(?:4\d\d|5\d\d) (?:Bad|Client|Server|Forbidden|Unauthorized|Service|Gateway|Internal|Not|Too|Conflict)`,
    "^Token request failed|^Trusted publishing exchange failure|^OpenID Connect token retrieval",
    // What a trusted publisher is compared with: oidc-exchange.py of pypa/gh-action-pypi-publish lists the claims.
    "^\\* `(?:invalid-[a-z-]+|not-enabled|repository|workflow_ref|environment)`",
  ].join("|"),
);

/**
 * A sieve for the log of one job as GitHub serves it: all its steps one after the other, each line with its time.
 * Of the steps that failed, the first whose text names a known cause is the one that counts, else the last.
 */
export function createLogSieve(): LogSieve {
  let step: string[] = [];
  let inHeader = false;
  const failed: (readonly string[])[] = [];
  const endStep = () => {
    if (step.some((line) => FAILED.test(line)) && failed.length < MOST_FAILED) {
      failed.push(step);
    }
    step = [];
  };
  return {
    add(raw) {
      const line = plain(raw);
      if (STEP.test(line) || AFTERWARDS.test(line)) {
        endStep();
        inHeader = STEP.test(line);
      } else if (inHeader) {
        inHeader = line !== HEADER_END;
      } else if (!NOISE.test(line)) {
        step.push(line);
        if (step.length > MOST_KEPT) {
          step.shift();
        }
      }
    },
    told() {
      endStep();
      const named = failed.find((lines) => causeIn(lines.join(" ")) !== undefined);
      const lines = named ?? failed.at(-1) ?? [];
      const cause = causeIn(lines.join(" "));
      return { lines: shownLines(lines), ...(cause === undefined ? {} : { cause }) };
    },
  };
}

/** `2026-11-20T18:00:00.1234567Z `, which GitHub puts before each line. */
const STAMP = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z ?/;
const ESCAPE = String.fromCharCode(27);
/** Colours, cursor movements and links of terminals. https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const ANSI = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${ESCAPE}]*(?:\\u0007|${ESCAPE}\\\\)?)`,
  "g",
);

function plain(raw: string): string {
  return raw.replace(STAMP, "").replace(ANSI, "").trimEnd();
}

function shownLines(step: readonly string[]): readonly string[] {
  const telling = new Set<number>();
  for (const [index, line] of step.entries()) {
    if (TELLING.test(line)) {
      telling.add(index);
      for (let next = index + 1; next <= index + 4 && isContinued(step[next]); next += 1) {
        telling.add(next);
      }
    }
  }
  const wanted = step.filter((line, index) => telling.has(index) && !EXIT_CODE.test(line));
  const chosen = wanted.length > 0 ? wanted : step;
  return chosen.slice(-MOST_SHOWN).map(shownLine);
}

/** twine indents what belongs to the line above. */
function isContinued(line: string | undefined): boolean {
  return line !== undefined && /^ {4}/.test(line);
}

/** Blotted out before it is cut: half a token is none to any pattern. */
function shownLine(line: string): string {
  const said = redacted(
    line.replace(/^##\[(\w+)\]/, (_, kind: string) => (kind === "error" ? "Error: " : "")),
  );
  return said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said;
}
