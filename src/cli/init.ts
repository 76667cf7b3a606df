import { Command } from "commander";
import { schemaAddress } from "./init/schema-line.ts";

const HELP = `
Run it in a checkout with its tags. It looks at git's tags, the workflows, the manifests and CODEOWNERS, asks nobody, and
says of what it is not sure. Try what it has written with \`release-conductor rehearse\`.

Exit codes: 0 written, or shown with --dry-run; 1 the answer is no; 2 wrong use`;

type Options = { readonly force?: true; readonly dryRun?: true; readonly json?: true };

/** `release-conductor init`: writes the configuration that the repository's own files lead to. `repository`: the package's. */
export function initCommand(repository: unknown): Command {
  return new Command("init")
    .description("write .github/release-conductor.yml by what this checkout's tags and workflows say")
    .option("--dry-run", "print the file, and write nothing")
    .option("--force", "write it anew where it is there already")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async ({ force, dryRun, json }: Options) => {
      const { runInit } = await import("./init/run.ts");
      const schema = schemaAddress(repository);
      process.exitCode = await runInit({
        directory: process.cwd(),
        force: force ?? false,
        dryRun: dryRun ?? false,
        json: json ?? false,
        ...(schema === undefined ? {} : { schema }),
      });
    });
}
