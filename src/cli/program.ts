import { Command, type CommanderError } from "commander";
import type { StartOptions } from "../server/start.ts";
import { checkVersionCommand } from "./check-version.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { initCommand } from "./init.ts";
import { ledgerCommand } from "./ledger.ts";
import { notesCommand } from "./notes.ts";
import { rehearseCommand } from "./rehearse.ts";
import { sandboxCommand } from "./sandbox.ts";
import { sayingsCommand } from "./sayings.ts";
import { schemaCommand } from "./schema.ts";
import { startCommand } from "./start.ts";
import { tagCommand } from "./tag.ts";

export type ProgramOptions = {
  readonly version: string;
  /** As in the package's manifest. */
  readonly repository?: unknown;
  readonly conductor: StartOptions["conductor"];
};

/** `release-conductor` with its sub-commands. Exit codes: 0 fine, 1 the answer is no, 2 wrong use. */
export function createProgram({ version, repository, conductor }: ProgramOptions): Command {
  const userAgent = `release-conductor/${version}`;
  const program = new Command("release-conductor")
    .description("Conducts the releases of open-source projects, from the tag to the announcement.")
    .version(version)
    .addCommand(startCommand({ conductor, userAgent }))
    .addCommand(demoCommand())
    .addCommand(sandboxCommand())
    .addCommand(initCommand(repository))
    .addCommand(schemaCommand())
    .addCommand(rehearseCommand())
    .addCommand(doctorCommand({ userAgent }))
    .addCommand(checkVersionCommand())
    .addCommand(tagCommand({ userAgent }))
    .addCommand(notesCommand({ userAgent }))
    .addCommand(ledgerCommand())
    .addCommand(sayingsCommand());
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride(endProcess).showHelpAfterError("(--help tells how it is used)");
  }
  return program;
}

/** Commander ends wrong use with 1, which here means that the answer is no. */
function endProcess({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : 2);
}
