import { Command } from "commander";

const HELP = `
The repository's workflows and configuration are read as they lie in the folder. What their jobs would do is played in a
GitHub in memory, with the app itself at work on it and as many people as the configuration demands; nobody is asked and
nothing is sent anywhere. What is shown: each state of the board, and what people say on it.

Exit codes: 0 the release came to its end, 1 it does not, 2 wrong use`;

type Options = { readonly tag?: string; readonly json?: true };

/** `release-conductor rehearse`: plays a release of a checkout's own workflows, with its own configuration. */
export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description(
      "play a release of this repository's own workflows and configuration, from the tag to its end",
    )
    .argument("[folder]", "the checkout", ".")
    .option("--tag <tag>", "the version or tag to release (default: what the version file says)")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async (directory: string, { tag, json }: Options) => {
      // Loaded only here: a server has no use for a sandbox in its memory.
      const { runRehearse } = await import("./rehearse/run.ts");
      process.exitCode = await runRehearse({
        directory,
        json: json ?? false,
        ...(tag === undefined ? {} : { tag }),
      });
    });
}
