#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { createConductor } from "../conductor.ts";
import { createProgram } from "./program.ts";
import { goThroughProxy } from "./proxy.ts";

const { version, repository } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string; repository?: unknown };

try {
  await goThroughProxy();
} catch (error) {
  process.stderr.write(`release-conductor: ${error instanceof Error ? error.message : "no proxy"}\n`);
  process.exit(2);
}
await createProgram({ version, repository, conductor: createConductor }).parseAsync();
