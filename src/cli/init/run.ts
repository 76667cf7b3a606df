import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { configurationPath, readConfiguration } from "../../config/configuration.ts";
import type { Variables } from "../../env/reader.ts";
import { ownVariables } from "../../env.ts";
import { shapeRefusalText } from "../../replies/shape.ts";
import type { ShapeRefusal } from "../../workflows/shape.ts";
import { survey } from "../survey/survey.ts";
import { systemCode } from "../system-code.ts";
import { createGit, whyFailed } from "../tag/git.ts";
import { fileText } from "./file-text.ts";
import { type Proposal, propose } from "./proposal.ts";
import { schemaLine } from "./schema-line.ts";
import {
  doubtText,
  dryText,
  EXISTS,
  noCheckout,
  refusedText,
  unfitText,
  unwritableText,
  writtenText,
} from "./text.ts";

export type InitRun = {
  readonly directory: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Where the schema for editors is served; absent: nowhere. */
  readonly schema?: string;
  readonly variables?: Variables;
  readonly output?: { write(text: string): unknown };
  readonly errors?: { write(text: string): unknown };
};

/** How it ended; `text` is the file's. */
type End =
  | { readonly is: "written" | "shown"; readonly proposal: Proposal; readonly text: string }
  | { readonly is: "refused"; readonly because: ShapeRefusal }
  | { readonly is: "exists" }
  | { readonly is: "unfit"; readonly faults: readonly Fault[] }
  | { readonly is: "unwritable"; readonly code: string }
  | { readonly is: "no-checkout"; readonly why: string };
type Fault = { readonly path: string; readonly says: string; readonly remedy: string };

/** Writes the configuration that a checkout needs. Gives the exit code: 0 written or shown, 1 the answer is no, 2 wrong use. */
export async function runInit(run: InitRun): Promise<0 | 1 | 2> {
  const { output = process.stdout, errors = process.stderr } = run;
  const end = await conclude(run);
  if (run.json) {
    output.write(`${JSON.stringify(jsonOf(end), undefined, 2)}\n`);
  } else {
    if (end.is === "shown") output.write(end.text);
    (end.is === "written" ? output : errors).write(textOf(end));
  }
  return exitOf(end);
}

async function conclude(run: InitRun): Promise<End> {
  const git = createGit(run.directory, run.variables ?? ownVariables());
  const top = await git("rev-parse", "--show-toplevel");
  if (top.code !== 0) {
    return { is: "no-checkout", why: whyFailed(top) };
  }
  const root = top.output.trimEnd();
  const seen = await survey(root, createGit(root, run.variables ?? ownVariables()));
  if (!run.force && !run.dryRun && (await seen.files.read(configurationPath)) !== undefined) {
    return { is: "exists" };
  }
  const proposal = propose(seen);
  if ("is" in proposal) {
    return { is: "refused", because: proposal };
  }
  const text = [...(await schemaLine(seen.files, run.schema)), fileText(proposal)].join("\n");
  // Environments may be called what no command can name.
  const reading = readConfiguration(text, "");
  if (reading.is === "broken") {
    return { is: "unfit", faults: reading.faults };
  }
  return run.dryRun ? { is: "shown", proposal, text } : write(run, root, { proposal, text });
}

type Written = { readonly proposal: Proposal; readonly text: string };

async function write({ force }: InitRun, root: string, { proposal, text }: Written): Promise<End> {
  const file = path.join(root, configurationPath);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? "w" : "wx" });
    return { is: "written", proposal, text };
  } catch (error) {
    const code = systemCode(error);
    return code === "EEXIST" ? { is: "exists" } : { is: "unwritable", code };
  }
}

function exitOf({ is }: End): 0 | 1 | 2 {
  switch (is) {
    case "written":
    case "shown":
      return 0;
    case "no-checkout":
      return 2;
    default:
      return 1;
  }
}

function textOf(end: End): string {
  switch (end.is) {
    case "written":
      return writtenText(configurationPath, end.proposal.doubts);
    case "shown":
      return dryText(end.proposal.doubts);
    case "refused":
      return refusedText(shapeRefusalText(end.because));
    case "exists":
      return EXISTS;
    case "unfit":
      return unfitText(end.faults);
    case "unwritable":
      return unwritableText(configurationPath, end.code);
    case "no-checkout":
      return noCheckout(end.why);
  }
}

/** For programs: how it ended, the file, what was found and what is not sure. */
function jsonOf(end: End): object {
  if (end.is !== "written" && end.is !== "shown") {
    return { end: end.is, says: textOf(end).trim(), ...("because" in end ? { because: end.because } : {}) };
  }
  const { doubts, ...found } = end.proposal;
  return {
    end: end.is,
    path: configurationPath,
    text: end.text,
    found,
    doubts: doubts.map((doubt) => ({ ...doubt, says: doubtText(doubt) })),
  };
}
