import { z } from "zod";
import { schema } from "./schema.ts";
import { meanings } from "./schema-parts.ts";

/**
 * The configuration's shape for editors, from the schema by which the app reads it: what each key means, and what it may
 * hold. The rules beyond the shape are the app's alone. https://json-schema.org/draft/2020-12
 */
export function jsonSchema(): object {
  const { $schema, ...shape } = z.toJSONSchema(schema, {
    io: "input",
    override({ zodSchema, jsonSchema: told }) {
      const meaning = meanings.get(zodSchema);
      if (meaning !== undefined) {
        told.description = meaning.means;
      }
      if (zodSchema instanceof z.ZodPipe) {
        oneOrSeveral(told);
      }
    },
  });
  return { $schema, title: "Release Conductor", ...shape };
}

/** The same as a file. */
export function schemaText(): string {
  return `${JSON.stringify(jsonSchema(), undefined, 2)}\n`;
}

/** Every list that is read from one name as well is made so by a step before the list. */
function oneOrSeveral(told: z.core.JSONSchema.BaseSchema): void {
  const { items, ...list } = told;
  for (const key of Object.keys(told)) {
    delete told[key];
  }
  if (typeof items === "object" && !Array.isArray(items)) {
    told.anyOf = [items, { ...list, items }];
  }
}
