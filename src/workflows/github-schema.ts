import { readFileSync } from "node:fs";
import { JSONObjectReader } from "@actions/workflow-parser/templates/json-object-reader";
import { TemplateSchema } from "@actions/workflow-parser/templates/schema/template-schema";

let schema: TemplateSchema | undefined;

/**
 * GitHub's own schema of workflow files, as its parser brings it along. The parser's entry imports the file in a way that
 * only bundlers understand (no `with { type: "json" }`), so it is read here, and the parser's parts are used by their paths.
 */
export function githubSchema(): TemplateSchema {
  schema ??= TemplateSchema.load(new JSONObjectReader(undefined, schemaText()));
  return schema;
}

function schemaText(): string {
  const entry = import.meta.resolve("@actions/workflow-parser");
  return readFileSync(new URL("workflow-v1.0.min.json", entry), "utf8");
}
