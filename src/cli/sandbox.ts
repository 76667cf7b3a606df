import { Command } from "commander";
import { portOf } from "./port.ts";
import type { SandboxOptions } from "./sandbox/run.ts";

/** Where `start` listens unless told. */
const APP = "http://127.0.0.1:3000";

/** `release-conductor sandbox`: only the world, on the real clock, for anything that talks to GitHub. */
export function sandboxCommand(): Command {
  return new Command("sandbox")
    .description("serve a GitHub, PyPI and Discord in memory with one project, until Ctrl-C")
    .option("--port <port>", "the port to listen on; 0: any free one", portOf, 0)
    .option("--app <url>", "where the app listens for webhooks", APP)
    .action(async (options: SandboxOptions) => {
      // Loaded only here: a server has no use for a sandbox in its memory.
      const { runSandbox } = await import("./sandbox/run.ts");
      process.exitCode = await runSandbox(options);
    });
}
