import { Command, Option } from "commander";
import type { DemoCommandOptions } from "./demo/run.ts";
import { portOf } from "./port.ts";

type Serving = { readonly serve?: true; readonly port: number };

/** `release-conductor demo`: a whole release in the sandbox, conducted by the app as `start` starts it. */
export function demoCommand(): Command {
  return new Command("demo")
    .description("conduct a whole release in a sandbox GitHub, PyPI and Discord, on a clock of its own")
    .option("--out <folder>", "where the board, the notes and the rest are left", "demo-output")
    .option(
      "--history <file>",
      "release a real range of commits instead: a JSON file of its commits and tags",
    )
    .option("--json", "print the summary as one JSON object, and nothing else")
    .addOption(
      new Option(
        "--serve",
        "instead, serve a page on which you do everything yourself, until Ctrl-C",
      ).conflicts(["history", "json"]),
    )
    .option("--port <port>", "with --serve: the port to listen on; 0: any free one", portOf, 0)
    .addHelpText("after", "\nExit codes: 0 released, 1 something did not come about, 2 wrong use")
    .action(async ({ serve, port, ...options }: DemoCommandOptions & Serving) => {
      // Loaded only here: a server has no use for a sandbox in its memory.
      if (serve === true) {
        const { runPlayground } = await import("./playground/run.ts");
        process.exitCode = await runPlayground(port, process.stdout, process.stderr);
        return;
      }
      const { runDemo } = await import("./demo/run.ts");
      process.exitCode = await runDemo(options, process.stdout, process.stderr);
    });
}
