import { Command } from "commander";
import type { NotesRun } from "./notes/run.ts";

const HELP = `
GITHUB_TOKEN has to hold a token that may read the repository, a person's or a workflow's; only reads are sent with it.
GITHUB_API_URL is where GitHub is asked, https://api.github.com unless set; the settings that \`sandbox\` writes work, too.
The repository's .github/release-conductor.yml is followed, where there is one.

  GITHUB_TOKEN=$(gh auth token) release-conductor notes invoke-ai/InvokeAI v5.0.0
  release-conductor notes invoke-ai/InvokeAI v4.2.9..v5.0.0 --json

Exit codes: 0 the notes are whole, 1 something is missing or there are none, 2 wrong use`;

/** `release-conductor notes`: what a release's notes say, for any two tags; nothing is written to GitHub. */
export function notesCommand(given: Pick<NotesRun, "userAgent">): Command {
  return new Command("notes")
    .description("print the notes of a release as they would stand in its draft, for any two tags")
    .argument("<repository>", "the repository, as owner/name")
    .argument("<range>", "a tag, or base..tag; without a base, the one that the app would start from")
    .option("--history <file>", "of a range file in a GitHub in memory instead, as `demo --history` takes it")
    .option(
      "--json",
      "print one JSON object: base, counts, pull requests, people, what is missing, and the notes",
    )
    .addHelpText("after", HELP)
    .action(
      async (
        repository: string,
        range: string,
        options: { readonly history?: string; readonly json?: true },
      ) => {
        const { runNotes } = await import("./notes/run.ts");
        process.exitCode = await runNotes({ ...given, ...options, repository, range });
      },
    );
}
