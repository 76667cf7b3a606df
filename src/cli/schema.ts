import { Command } from "commander";

const HELP = `
Keep it as .github/release-conductor.schema.json and editors complete and check the configuration beside it:
\`release-conductor init\` then names it in the file's first line.`;

/** `release-conductor schema`: the configuration's shape, for editors. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("print the JSON Schema of the configuration, by which editors complete and check it")
    .addHelpText("after", HELP)
    .action(async () => {
      const { schemaText } = await import("../config/json-schema.ts");
      process.stdout.write(schemaText());
    });
}
