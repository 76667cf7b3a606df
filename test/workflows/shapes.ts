import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readWorkflow, type WorkflowReading } from "../../src/workflows/read-workflow.ts";

/** Small repositories, each released in its own way. */
export const SHAPES = fileURLToPath(new URL("../shapes/", import.meta.url));

const FOLDER = ".github/workflows";

/** The workflows of one of them, read. */
export function workflowsOf(shape: string): readonly WorkflowReading[] {
  const folder = path.join(SHAPES, shape, FOLDER);
  return readdirSync(folder)
    .sort()
    .map((file) => readWorkflow(`${FOLDER}/${file}`, readFileSync(path.join(folder, file), "utf8")));
}
