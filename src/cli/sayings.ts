import { Command } from "commander";

/** `release-conductor sayings`: every sentence that the app says to people, to be read in one sitting. */
export function sayingsCommand(): Command {
  return new Command("sayings")
    .description("list every sentence that the app says to people, with an example of each")
    .option("--json", "as JSON: where it is said, and the text")
    .action(async ({ json }: { readonly json?: true }) => {
      // Loaded only here: a server has no use for the examples in its memory.
      const { chapters, sayingsText } = await import("./sayings/chapters.ts");
      const all = () => chapters().flatMap(({ sayings }) => sayings);
      console.log(json ? JSON.stringify(all(), undefined, 2) : sayingsText());
    });
}
