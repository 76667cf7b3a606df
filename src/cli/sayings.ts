import { Command } from "commander";
import { sayings } from "../replies/sayings.ts";

/** `release-conductor sayings`: every sentence that the app says to people, to be read in one sitting. */
export function sayingsCommand(): Command {
  return new Command("sayings")
    .description("list every sentence that the app says to people, with an example of each")
    .option("--json", "as JSON: where it is said, and the text")
    .action(({ json }: { readonly json?: true }) => {
      console.log(json ? JSON.stringify(sayings(), undefined, 2) : sayingsText());
    });
}

/** As Markdown: a heading for each, and the text below it. */
export function sayingsText(): string {
  return sayings()
    .map(({ where, text }) => `## ${where}\n\n${text}\n`)
    .join("\n");
}
