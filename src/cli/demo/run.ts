import { mkdir } from "node:fs/promises";
import { projectPast } from "../../sandbox/scenes/past.ts";
import { systemCode } from "../system-code.ts";
import { DemoFailure } from "./failure.ts";
import { writeFiles } from "./files.ts";
import { tellHistory } from "./history-story.ts";
import { brokenInvariants } from "./invariants.ts";
import type { Range } from "./range-file.ts";
import { readRangeFile } from "./read-range-file.ts";
import { tellDemo } from "./story.ts";
import { printSummary, type Summary, summarise } from "./summary.ts";
import { type DemoWorld, inDemoWorld } from "./world.ts";

export type DemoCommandOptions = {
  readonly out: string;
  readonly history?: string;
  readonly json?: boolean;
};

export type DemoOutput = {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  hasColors?(): boolean;
};

/** When the demo's clock begins: a Friday evening. */
const START = Date.parse("2026-11-20T18:00:00Z");

/** Faults of a range file that are printed; the others are counted. */
const MOST_FAULTS = 10;

/** Runs the demo; gives the exit code. */
export async function runDemo(
  options: DemoCommandOptions,
  output: DemoOutput,
  errors: Pick<DemoOutput, "write">,
): Promise<0 | 1 | 2> {
  const range = options.history === undefined ? undefined : await readRangeFile(options.history);
  const faults = [...(range?.is === "faulty" ? range.faults : []), ...(await faultsOfFolder(options.out))];
  if (faults.length > 0) {
    errors.write(faultText(faults));
    return 2;
  }
  try {
    const summary = await conduct(options, output, range?.is === "read" ? range.range : undefined);
    if (options.json) {
      output.write(`${JSON.stringify(summary)}\n`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof DemoFailure)) {
      throw error;
    }
    errors.write(`\nThe demo has failed. ${error.message}\n`);
    return 1;
  }
}

async function conduct(
  { out, json }: DemoCommandOptions,
  output: DemoOutput,
  range: Range | undefined,
): Promise<Summary> {
  const settings = {
    startAt: range?.head.at ?? START,
    past: range?.history ?? projectPast(START),
    colours: output.isTTY === true && output.hasColors?.() === true,
    write: json ? () => undefined : (line: string) => output.write(`${line}\n`),
  };
  return inDemoWorld(settings, async (world) => {
    world.teller.note(
      `A sandbox GitHub, PyPI and Discord at ${world.sandbox.origin}, and the app. The clock is theirs alone.`,
    );
    await (range === undefined ? tellDemo(world) : tellHistory(world, range));
    await mustHold(world);
    const summary = await summarise(world);
    const files = await writeFiles(world, summary, out);
    printSummary(world.teller, summary);
    world.teller.note(`  files        ${files.join(", ")} in ${out}`);
    return summary;
  });
}

async function mustHold(world: DemoWorld): Promise<void> {
  const broken = await brokenInvariants(world);
  if (broken.length > 0) {
    throw new DemoFailure(`It came to an end, but not as it must:\n  ${broken.join("\n  ")}`);
  }
}

async function faultsOfFolder(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return [];
  } catch (error) {
    return [`${folder}: no folder can be made there (${systemCode(error)}); name another with --out`];
  }
}

function faultText(faults: readonly string[]): string {
  const more = faults.length > MOST_FAULTS ? [`and ${faults.length - MOST_FAULTS} more`] : [];
  const lines = [...faults.slice(0, MOST_FAULTS), ...more].map((fault) => `  ${fault}`);
  return ["release-conductor demo cannot begin:", ...lines, ""].join("\n");
}
