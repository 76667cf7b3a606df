import { Command } from "commander";
import type { DoctorRun } from "./doctor/run.ts";

const HELP = `
GITHUB_TOKEN has to hold a token that may read the repository, a person's or a workflow's; only reads are sent with it.
What it is not shown is told as that: whether the app is installed, say, is shown to the organization's owners.
GITHUB_API_URL is where GitHub is asked, https://api.github.com unless set; the settings that \`sandbox\` writes work, too.

  GITHUB_TOKEN=$(gh auth token) release-conductor doctor invoke-ai/InvokeAI

Exit codes: 0 nothing is missing, 1 something is, or can't be looked at, 2 wrong use`;

/** `release-conductor doctor`: what of a repository's set-up is there, missing, or can be bypassed. */
export function doctorCommand(given: Pick<DoctorRun, "userAgent">): Command {
  return new Command("doctor")
    .description(
      "tell what is installed, missing or bypassable in a repository, with the click or line to change",
    )
    .argument("<repository>", "the repository, as owner/name")
    .option("--app <slug>", "the App, as its address on GitHub has it", "release-conductor")
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async (repository: string, options: { readonly app: string; readonly json?: true }) => {
      const { runDoctor } = await import("./doctor/run.ts");
      process.exitCode = await runDoctor({ ...given, ...options, repository });
    });
}
