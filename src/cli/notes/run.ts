import { type Clock, systemClock } from "../../clock.ts";
import type { Variables } from "../../env/reader.ts";
import { type Access, readAccess } from "../../env.ts";
import { readingWithToken } from "../../github/token-reading.ts";
import { notesNotices } from "../../pipeline/notes-notices.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { createSharedInMemory } from "../../store/shared.ts";
import { envMessage } from "../start.ts";
import { createProgress, type Errors } from "./progress.ts";
import { type NotesReport, reportOf } from "./report.ts";
import { type NotesView, seeNotes } from "./see.ts";
import { gapText, lackText, noticeText, summaryText, wrongWord } from "./text.ts";
import { type Wanted, wantedOf } from "./wanted.ts";

/** The GitHub that is asked. */
export type World = { readonly access: Access; readonly clock: Clock; readonly fetch?: typeof fetch };

export type NotesRun = {
  readonly repository: string;
  readonly range: string;
  readonly json?: true;
  readonly history?: string;
  readonly userAgent: string;
  readonly variables?: Variables;
  readonly output?: { write(text: string): unknown };
  readonly errors?: Errors;
};

/** Prints the notes of a tag. Gives the exit code: 0 they are whole, 1 they are not, or there are none, 2 wrong use. */
export async function runNotes(run: NotesRun): Promise<0 | 1 | 2> {
  const { errors = process.stderr, output = process.stdout } = run;
  const wanted = wantedOf(run.repository, run.range);
  if ("wrong" in wanted) return told(errors, wrongWord(wanted.wrong));
  const world = await worldOf(run);
  if (typeof world === "string") return told(errors, world);
  const view = await look(world, wanted, run);
  if (view.is === "lacking") {
    errors.write(lackText(view.lack, wanted));
    return 1;
  }
  const report = reportOf(view.seen, view.ranges);
  output.write(run.json ? jsonOf(report) : report.notes.replace(CONTROL, ""));
  errors.write(afterword(report, view.seen));
  return report.missing.length === 0 ? 0 : 1;
}

/** People's own text is in the notes: on a terminal such characters are orders (ECMA-48), and in notes they are nothing. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

function jsonOf(report: NotesReport): string {
  const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(report, undefined, 2).replace(CONTROL, asEscape)}\n`;
}

function told(errors: Errors, text: string): 2 {
  errors.write(text);
  return 2;
}

/** Where to ask, or why that is not known. */
async function worldOf({ history, variables }: NotesRun): Promise<World | string> {
  if (history === undefined) {
    const reading = readAccess(variables);
    return reading.is === "fine"
      ? { access: reading.access, clock: systemClock }
      : envMessage(reading.problems);
  }
  // Loaded only here: whoever asks GitHub has no use for a sandbox.
  const { loadHistory } = await import("./history.ts");
  const loaded = await loadHistory(history);
  return loaded.is === "loaded" ? loaded.world : loaded.faults.map((fault) => `${fault}\n`).join("");
}

async function look(world: World, wanted: Wanted, run: NotesRun): Promise<NotesView> {
  const { access, clock, fetch } = world;
  const { log, end } = createProgress(run.errors ?? process.stderr);
  const { baseUrl, token } = access;
  const settings = { baseUrl, clock, log, shared: createSharedInMemory(), userAgent: run.userAgent };
  const github = readingWithToken({ ...settings, ...(fetch === undefined ? {} : { fetch }) }, token);
  return clock.busy(() => seeNotes({ github, clock }, wanted)).finally(end);
}

function afterword(report: NotesReport, seen: Snapshot): string {
  const { repository, tag, base, counts, contributors, missing } = report;
  const summary = { ...counts, thanked: contributors.length, ...(base === undefined ? {} : { base }) };
  return [
    summaryText(`${repository}@${tag}`, summary),
    ...missing.map(gapText),
    ...notesNotices(seen).map((notice) => noticeText(notice, seen)),
    "",
  ].join("\n");
}
